"""Writes docs/parameters.md from the parameter library. Run it after a change of data/."""

from __future__ import annotations

import sys
import tomllib
from functools import cache
from pathlib import Path

import pandas as pd

import opiodyn as od
from opiodyn import _core
from opiodyn._library.contested import read_contested
from opiodyn._library.document import parse, read_text
from opiodyn._library.parameters import Origins
from opiodyn._library.rows import Contested
from opiodyn._model.tables import cited, reference_name

PAGE = Path(__file__).with_name("parameters.md")
DATA = PAGE.parents[1] / "data"

HEAD = """\
# Parameters

Generated from `data/` by `docs/make_parameters.py`; do not edit.

Evidence is H human, A animal, V in vitro or physical chemistry, or X assumption. The status is
*read* in the source, or *derived* by us from figures that were read. Values in bold are
**unconfirmed**: *secondary* (from a work that quotes the source), from *memory*, or *assumed*.
A literature set lists only values that differ from the default. The source *this project* is not
literature: it marks values that we chose, fitted or computed ourselves. The shell prints the same
with `opiodyn parameters NAME --sources`, and Python returns it with `od.parameters.of(name)`.
"""

POTENCY = """
## Potency of agonists

An agonist with an EC50 has K = EC50 (tau - 1), as section 7 of [the theory](theory.md) says. EC50
is the free concentration at the effect site that halves breathing or pupil in man. K is the
dissociation constant, and tau the efficacy. Basal tone counts in the effect, so that the model's
own half effect in the last column lies above EC50, the more the lower tau is. The last column is
the free concentration x K at which E with n = 1 is 0.5, at equilibrium and with the peptides at
their baseline. Then S = (sum_p tau_p x_p + tau x) / (1 + X0 + x) is 1 + 2 S(0). Here x_p is e0 of
a peptide, X0 the sum of all x_p, and S(0) the signal without a drug.

Buprenorphine, nalbuphine and carfentanil have a K from cell membranes and no EC50. Their tables
below say why.
"""

EFFECTS = """
## effect

Each endpoint is an effect of opioids. Section 7 of [the theory](theory.md) has equations (10a)
and (10b).
"""

BIOPHASE = """
A preset may have values of its own for a drug, as `biophase.slow.naltrexone.mu.K`: in a model
they take the place of the library's. Where it has no Kp of its own, Kp of naltrexone is (1 + X0)
K_mu / C50, with X0 of the peptides of the library. It follows the e0 of a model, and is as
follows.
"""

CONTESTED = """
## Contested values

Sources exclude each other on these values. `run.contested()`, reports, comparisons and
[the validation](validation.md) say what a headline becomes under the other set.
"""


def cell(text: object) -> str:
    return str(text).replace("|", "\\|")


def linked(source: str, status: str) -> str:
    """Returns the sources of a parameter, each with a link to its entry at the end of the page."""
    return ", ".join(
        f"[{name}](#{name})" if name in keys() else name
        for name in cited(source, status).split(", ")
    )


@cache
def keys() -> frozenset[str]:
    """Returns the keys of the references."""
    return frozenset(od.parameters.references().index)


def grid(columns: list[str], rows: list[list[str]]) -> list[str]:
    """Returns a table of Markdown."""
    return [
        f"| {' | '.join(columns)} |",
        "|" + "---|" * len(columns),
        *(f"| {' | '.join(map(cell, row))} |" for row in rows),
    ]


def half_effect(values: pd.Series[float], ligand: str, receptor: str) -> float:
    """Returns the free concentration [nM] at which the effect of an agonist with n = 1 is 0.5."""
    peptides = [name.split(".")[0] for name in values.index if name.endswith(f".{receptor}.e0")]
    e0 = {name: values[f"{name}.{receptor}.e0"] for name in peptides}
    X0 = sum(e0.values())
    basal = sum(values[f"{name}.{receptor}.tau"] * level for name, level in e0.items())
    S = 1.0 + 2.0 * basal / (1.0 + X0)
    tau, K = (values[f"{ligand}.{receptor}.{kind}"] for kind in ("tau", "K"))
    return float(K * (S * (1.0 + X0) - basal) / (tau - S))


@cache
def potencies() -> dict[str, str]:
    """Returns what to say beside each K that follows an EC50."""
    words, rows = {}, od.parameters.table()
    for row in rows[rows.index.str.endswith(".EC50")].itertuples():
        ligand, receptor, _ = row.Index.split(".")
        half = half_effect(rows["value"], ligand, receptor)
        words[f"{ligand}.{receptor}.K"] = (
            f"EC50 (tau - 1), with EC50 {row.value:g} nM ({cited(row.source, row.status)}); "
            f"half effect of the model at {half:.3g} nM"
        )
    return words


def potency(rows: pd.DataFrame) -> list[str]:
    """Returns the section on the potency of agonists."""
    body = []
    for row in rows[rows.index.str.endswith(".EC50")].itertuples():
        ligand, receptor, _ = row.Index.split(".")
        tau, K = (rows.loc[f"{ligand}.{receptor}.{kind}"] for kind in ("tau", "K"))
        body.append(
            [
                f"`{ligand}` at {receptor}",
                f"{row.value:g} ({row.low:g} to {row.high:g})",
                f"{row.evidence} {row.status}, {linked(row.source, row.status)}",
                f"{tau.value:g} ({tau.evidence})",
                f"{K.value:.4g}",
                f"{half_effect(rows['value'], ligand, receptor):.3g}",
            ]
        )
    heads = ["agonist", "EC50, nM (range)", "evidence, source", "tau", "K, nM", "half effect, nM"]
    return [*POTENCY.splitlines(), "", *grid(heads, body)]


def effects(rows: pd.DataFrame) -> list[str]:
    """Returns the section of the endpoints."""
    endpoints = tomllib.loads((DATA / "effects.toml").read_text(encoding="utf-8"))["endpoints"]
    lines = EFFECTS.splitlines()
    lines += [
        f"- **{name}** at {one['receptor']}: {one['meaning']}." for name, one in endpoints.items()
    ]
    return [*lines, "", *table(rows[rows.index.str.startswith("effect.")])]


def biophase(rows: pd.DataFrame) -> list[str]:
    """Returns the section of the presets."""
    names = list(od.parameters.presets().index)
    own = [name for name in names if f"biophase.{name}.naltrexone.Kp" not in rows.index]
    models = {name: od.Model(biophase=name, drugs=["naltrexone"]) for name in own}
    Kp = [f"{one.parameters.loc['naltrexone.Kp', 'value']:.4g}" for one in models.values()]
    lines = section("biophase", rows, od.parameters.missing())
    return [*lines, *BIOPHASE.splitlines(), "", *grid(["preset", *own], [["Kp", *Kp]])]


def contested() -> list[str]:
    """Returns the section of the contested values."""
    name = "contested.toml"
    values = read_contested(*parse(read_text(DATA / name, name), name), Origins())
    body = [
        [f"`{one.parameter}`", others(one), one.text, linked(" ".join(one.sources), "")]
        for one in values
    ]
    return [*CONTESTED.splitlines(), "", *grid(["value", "other choices", "why", "source"], body)]


def others(value: Contested) -> str:
    """Returns the other choices of a contested value in words."""
    return "; ".join(
        f"`{one.set}`" if one.set else f"`{value.parameter}` {one.value:g}" for one in value.others
    )


def table(frame: pd.DataFrame) -> list[str]:
    words = potencies()
    columns = ["parameter", "value", "unit", "range", "evidence", "source", "meaning and note"]
    lines = ["| " + " | ".join(columns) + " |", "|" + "---|" * len(columns)]
    for row in frame.itertuples():
        status = f"**{row.status}**" if row.unconfirmed else row.status
        said = words.get(str(row.Index), row.note)
        note = f"{row.meaning}; {said}" if said else row.meaning
        cells = (
            f"`{row.Index}`",
            f"{row.value:g}",
            row.unit,
            f"{row.low:g} to {row.high:g}",
            f"{row.evidence} {status}",
            linked(row.source, row.status),
            note,
        )
        lines.append("| " + " | ".join(map(cell, cells)) + " |")
    return lines


def section(substance: str, rows: pd.DataFrame, missing: pd.DataFrame) -> list[str]:
    lines = ["", f"## {substance}", ""]
    base = rows.index.str.split(".").str[0]
    lines += table(rows[base == substance])
    for name in od.parameters.sets(substance) if substance in substances() else []:
        own = rows[base == name]
        if len(own) > 0:
            lines += ["", f"### {name}", "", *table(own)]
    gaps = missing[missing.index.str.split(".").str[0] == substance]
    if len(gaps) > 0:
        lines += ["", "Not known:", ""]
        lines += [f"- `{name}`: {reason}" for name, reason in gaps["reason"].items()]
    return lines


def response(rows: pd.DataFrame) -> list[str]:
    """Returns the section of the body's response; peptides have sections of their own."""
    base = rows.index.str.split(".").str[0].str.split("/").str[0]
    others = rows[~base.isin([*substances(), "biophase", "effect"])]
    return ["", "## response", "", *table(others)]


def substances() -> list[str]:
    return _core.library_substances()


def references() -> list[str]:
    lines = ["", "## Sources", ""]
    for row in od.parameters.references().itertuples():
        doi = f" <https://doi.org/{row.doi}>" if row.doi else ""
        lines += [f"### {reference_name(row.Index)}", "", f"{row.citation}{doi} ({row.note})", ""]
    lines.pop()
    return lines


def page() -> str:
    rows, missing = od.parameters.table(), od.parameters.missing()
    lines = [HEAD.rstrip(), *potency(rows), *contested()]
    for substance in substances():
        lines += section(substance, rows, missing)
    lines += biophase(rows) + effects(rows) + response(rows)
    return "\n".join([*lines, *references(), ""])


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    sys.stdout.write(f"{PAGE.name}: {len(page().splitlines())} lines\n")
