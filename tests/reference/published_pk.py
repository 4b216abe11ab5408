"""Published pharmacokinetic figures beside what the library simulates.

The cases are in published_pk.toml. Prints a table: published, simulated, ratio, band, verdict.

    python tests/reference/published_pk.py
    python tests/reference/published_pk.py --markdown docs/published-pk.md
"""

from __future__ import annotations

import argparse
import functools
import textwrap
import tomllib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

import opiodyn as od
from opiodyn import _core, metrics

CASES = Path(__file__).with_suffix(".toml")
HEADINGS = (
    "id",
    "figure",
    "published",
    "simulated",
    "ratio",
    "band",
    "band from",
    "tag",
    "kind",
    "verdict",
)
KINDS = ("independent", "fitted", "input")
LEFT = 2  # so many columns from the left hold words

# Steps of the output grid, h, and until when. Levels fall fastest after an intravenous dose: for
# naloxone at (CL + Q2 + Q3) / V1 = 18 /h, where the trapezoidal rule is off by (18 x 0.002)^2 / 12
# = 0.01 % of the area. A test halves all steps: no figure moves by 0.1 %, no peak time by 0.5 %.
GRID = ((0.002, 2.0), (0.01, 24.0), (0.1, 240.0), (1.0, np.inf))


@dataclass(frozen=True)
class Setup:
    """Who takes what, and what is read off."""

    regimen: str
    quantity: str
    of: str | None = None  # None: the drug dosed
    start: float = 0.0  # window of the quantity, h
    to: float = np.inf
    end: float = 240.0  # of the run, h
    step: float | None = None  # a uniform grid instead, h
    threshold: float = 0.0
    covariates: tuple[tuple[str, Any], ...] = ()
    over: Setup | None = None  # then the ratio to that figure


@dataclass(frozen=True)
class Case:
    """A published figure."""

    id: str
    what: str
    setup: Setup
    published: float
    unit: str
    source: tuple[str, ...]
    tag: str  # how the figure was come by: read, secondary, derived, memory
    kind: str  # what the library has from it: one of KINDS
    band: tuple[float, float]
    band_from: str
    expected: str
    sd: float | None = None
    published_as: str = ""  # if it is not a single number
    reason: str = ""  # of a miss
    note: str = ""


class Row(NamedTuple):
    """A case and what came out."""

    case: Case
    simulated: float

    @property
    def inside(self) -> bool:
        low, high = self.case.band
        return low <= self.simulated <= high

    @property
    def ratio(self) -> float:
        return self.simulated / self.case.published


@dataclass(frozen=True)
class Table:
    """All of published_pk.toml."""

    cases: tuple[Case, ...]
    unreachable: tuple[tuple[str, str], ...]
    sources: dict[str, str] = field(default_factory=dict)


# From file to cases


def read(path: Path = CASES) -> Table:
    document = tomllib.loads(path.read_text(encoding="utf-8"))
    return Table(
        cases=tuple(_case(entry) for entry in document["case"]),
        unreachable=tuple((entry["row"], entry["reason"]) for entry in document["unreachable"]),
        sources=document["sources"],
    )


def _case(entry: dict[str, Any]) -> Case:
    said = dict(entry)
    setup = {key: said.pop(key) for key in list(said) if key in Setup.__dataclass_fields__}
    over = setup.pop("over", None)
    if over is not None:  # as the figure itself but for what it says
        setup["over"] = _setup({**setup, **over})
    said["source"] = tuple(said["source"])
    said["band"] = tuple(said["band"])
    return Case(setup=_setup(setup), **said)


def _setup(said: dict[str, Any]) -> Setup:
    covariates = tuple(said.get("covariates", {}).items())
    return Setup(**{**said, "covariates": covariates})


# From setup to figure


def measure(setup: Setup, finer: int = 1) -> float:
    """The simulated figure; finer divides the steps of the output grid."""
    figure = QUANTITIES[setup.quantity](setup, finer)
    return figure if setup.over is None else figure / measure(setup.over, finer)


@functools.cache
def _run(
    regimen: str,
    covariates: tuple[tuple[str, Any], ...],
    end: float,
    step: float | None,
    finer: int,
) -> od.Run:
    taken = od.regimen(regimen)
    drugs = list(dict.fromkeys(dose.drug for dose in taken.doses))
    # Without receptors and peptides the model is linear, so the automatic method is exact.
    model = od.Model(drugs=drugs, receptors=[], endogenous=[])
    if covariates:
        changed = _core.covariate_parameters(model.core, dict(covariates))
        model = od.Model(drugs=drugs, receptors=[], endogenous=[], parameters=changed)
    return od.simulate(taken, model=model, times=_grid(end, step, finer), method="automatic")


def _grid(end: float, step: float | None, finer: int) -> np.ndarray:
    begin, pieces = 0.0, []
    for size, until in GRID if step is None else ((step, np.inf),):
        until = min(until, end)
        count = round((until - begin) / size * finer)
        pieces.append(np.linspace(begin, until, count, endpoint=False))
        begin = until
    return np.append(np.concatenate(pieces), end)


def _run_of(setup: Setup, finer: int) -> od.Run:
    return _run(setup.regimen, setup.covariates, setup.end, setup.step, finer)


def _of(setup: Setup) -> str:
    return setup.of or od.regimen(setup.regimen).doses[0].drug


def _curve(setup: Setup, finer: int) -> tuple[np.ndarray, np.ndarray]:
    """Level in ng/mL over the window."""
    run = _run_of(setup, finer)
    slack = 1e-9  # the ends of the window are grid times up to rounding
    inside = (run.times >= setup.start - slack) & (run.times <= setup.to + slack)
    return run.times[inside], run.concentration(_of(setup), "ng/mL")[inside]


def peak(setup: Setup, finer: int) -> float:
    return metrics.peak(*_curve(setup, finer)).value


def peak_time(setup: Setup, finer: int) -> float:
    return metrics.peak(*_curve(setup, finer)).time


def level(setup: Setup, finer: int) -> float:
    """The level at the end of the window."""
    run = _run_of(setup, finer)
    return float(np.interp(setup.to, run.times, run.concentration(_of(setup), "ng/mL")))


def area(setup: Setup, finer: int) -> float:
    """Without an end of the window to infinity, as studies do: by the last slope."""
    times, values = _curve(setup, finer)
    within = metrics.area(times, values)
    if setup.to != np.inf:
        return within
    late = times >= 0.9 * times[-1]
    return within + values[-1] * _half_life(times[late], values[late]) / np.log(2.0)


def half_life(setup: Setup, finer: int) -> float:
    """By log-linear regression on 25 samples spread evenly over the window."""
    times, values = _curve(setup, finer)
    samples = np.linspace(setup.start, setup.to, 25)
    return _half_life(samples, np.interp(samples, times, values))


def _half_life(times: np.ndarray, values: np.ndarray) -> float:
    return float(-np.log(2.0) / np.polyfit(times, np.log(values), 1)[0])


def days_above(setup: Setup, finer: int) -> float:
    return metrics.time_above(*_curve(setup, finer), setup.threshold) / 24.0


def clearance(setup: Setup, finer: int) -> float:
    """Dose over area, L/h; over what the dose names, as a study would (no salt factor)."""
    (dose,) = od.regimen(setup.regimen).doses
    return 1e3 * dose.amt / area(setup, finer)


def volume(setup: Setup, finer: int) -> float:
    """At steady state, L: clearance times mean residence time of an intravenous dose."""
    times, values = _curve(setup, finer)
    residence = metrics.area(times, times * values) / metrics.area(times, values)
    return clearance(setup, finer) * residence


def urine(setup: Setup, finer: int) -> float:
    """Excreted unchanged in the window, % of an oral dose, mole for mole: CL_renal x AUC / dose."""
    (dose,) = od.regimen(setup.regimen).doses
    run = _run_of(setup, finer)
    value = run.model.parameters["value"]
    excreted = 1e-3 * value[f"{_of(setup)}.CL_renal"] * area(setup, finer)
    taken = dose.amt * value[f"{dose.drug}.oral.salt_factor"]
    moles = value[f"{dose.drug}.molar_mass"] / value[f"{_of(setup)}.molar_mass"]
    return 100.0 * excreted * moles / taken


QUANTITIES: dict[str, Callable[[Setup, int], float]] = {
    "Cmax": peak,
    "Tmax": peak_time,
    "level": level,
    "AUC": area,
    "half_life": half_life,
    "days_above": days_above,
    "clearance": clearance,
    "volume": volume,
    "urine": urine,
}


# From figures to text


def rows(table: Table) -> list[Row]:
    return [Row(case, measure(case.setup)) for case in table.cases]


def _number(value: float) -> str:
    """Three digits, without an exponent."""
    return f"{float(f'{value:.3g}'):g}" if abs(value) < 1e4 else f"{value:.0f}"


def _cells(row: Row) -> tuple[str, ...]:
    case = row.case
    published = case.published_as or _number(case.published)
    spread = "" if case.sd is None else f" ({_number(case.sd)})"
    unit = "" if case.unit == "-" else f" {case.unit}"
    return (
        case.id,
        case.what,
        f"{published}{spread}{unit}",
        _number(row.simulated),
        f"{row.ratio:.2f}",
        f"{_number(case.band[0])} to {_number(case.band[1])}",
        case.band_from,
        case.tag,
        case.kind,
        "pass" if row.inside else "MISS",
    )


def _remarks(found: Sequence[Row], missed: bool) -> list[tuple[str, str]]:
    """Id and words: of the misses why, of the others what is to be known."""
    chosen = [row.case for row in found if row.inside != missed]
    return [(case.id, case.reason or case.note) for case in chosen if case.reason or case.note]


def _count(found: Sequence[Row]) -> str:
    """Passes of each kind: only the first are predictions."""
    counts = []
    for kind in KINDS:
        inside = [row.inside for row in found if row.case.kind == kind]
        counts.append(f"{kind}: {sum(inside)} of {len(inside)} pass")
    return "; ".join(counts) + "."


def as_text(table: Table, found: Sequence[Row]) -> str:
    cells = [HEADINGS, *(_cells(row) for row in found)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = [_line(row, widths) for row in cells]
    lines.insert(1, "-" * len(lines[0]))
    for title, remarks in _sections(table, found):
        lines += ["", title, *(_paragraph(*remark) for remark in remarks)]
    return "\n".join([*lines, "", _count(found)]) + "\n"


def _line(cells: Iterable[str], widths: Sequence[int]) -> str:
    words = (
        cell.ljust(width) if i < LEFT or i > 5 else cell.rjust(width)
        for i, (cell, width) in enumerate(zip(cells, widths, strict=True))
    )
    return "  ".join(words).rstrip()


def _paragraph(name: str, words: str) -> str:
    return textwrap.fill(f"{name}: {words}", 100, initial_indent="  ", subsequent_indent="    ")


def _sections(table: Table, found: Sequence[Row]) -> list[tuple[str, Sequence[tuple[str, str]]]]:
    return [
        ("Why the misses miss", _remarks(found, missed=True)),
        ("Remarks on figures that pass", _remarks(found, missed=False)),
        ("Not reachable", table.unreachable),
    ]


def as_markdown(table: Table, found: Sequence[Row]) -> str:
    lines = [
        "<!-- Generated by tests/reference/published_pk.py --markdown. Do not edit. -->",
        "",
        "# Published pharmacokinetics",
        "",
        "What studies and labels report, beside what the library gives for the same doses. "
        "Means of groups against a typical person of 70 kg. Bands come from rules, not from our "
        "results: those of the validation plan (7b, a section of our literature notes), otherwise "
        "one standard deviation or the published range, otherwise 20 %. Where a study names no "
        "window for a half-life, the window is our choice; it stands in the name of the figure. "
        "6bNX is 6-beta-naltrexol. Tag: the figure was read in its source, is quoted in another "
        "(secondary), was derived from what was read, or is from memory and unconfirmed.",
        "",
        "Kind: only a pass that is *independent* is a prediction. *Fitted*: a value of the library "
        "was worked out from this figure (the notes in data/drugs say so), or may have been. "
        "*Input*: what is compared is itself a value of the library or follows from such by "
        "definition, as a clearance or the proportion of area to dose.",
        "",
        _count(found),
        "",
        "| " + " | ".join((*HEADINGS, "source")) + " |",
        "|---|---|" + "---:|" * (6 - LEFT) + "---|" * 5,
    ]
    for row in found:
        lines.append("| " + " | ".join((*_cells(row), ", ".join(row.case.source))) + " |")
    for title, remarks in _sections(table, found):
        lines += ["", f"## {title}", "", *(f"- **{name}**: {words}" for name, words in remarks)]
    lines += ["", "## Sources", ""]
    lines.append("Keys are those of data/references.bib, and these:")
    lines += ["", *(f"- **{key}**: {words}" for key, words in table.sources.items())]
    return "\n".join(lines) + "\n"


def main(words: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="Published pharmacokinetics beside simulated.")
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="also write it to FILE")
    asked = parser.parse_args(words)
    table = read()
    found = rows(table)
    print(as_text(table, found), end="")
    if asked.markdown is not None:
        asked.markdown.write_text(as_markdown(table, found), encoding="utf-8")


if __name__ == "__main__":
    main()
