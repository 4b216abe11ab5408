"""Tables that a person can read, for the shell."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from opiodyn import _core
from opiodyn._model.model import Model
from opiodyn._model.response_words import assumptions, settings
from opiodyn._report.response import quantity, response
from opiodyn._result.provenance import without_effect
from opiodyn._result.summary import summary as summary_of

if TYPE_CHECKING:
    import pandas as pd

    from opiodyn._result.run_data import RunData

_WIDTH = 96
ADVICE = "A model, not medical advice."
_MARK = {True: ", unconfirmed", False: ""}
_EVIDENCE = "H human, A animal, V in vitro, X assumption, U supplied by the caller"


def run_report(run: RunData) -> str:
    """The summary of a run, its preset with the known conflicts, and what is unconfirmed."""
    summary = summary_of(run)
    shown = summary.drop(index=_silent(run, summary))
    parts = [_headline(run, summary), *_plasma(shown)]
    if run.receptors:
        parts += [_receptors(shown), *_response(run, summary), preset(summary)]
        if run.model.binding == "equilibrium":
            parts.append(_equilibrium(summary))
    parts.append(f"{unconfirmed(summary)}\n{ADVICE}")
    return "\n\n".join(parts)


def _headline(run: RunData, summary: pd.DataFrame) -> str:
    windows = summary.attrs["windows"]
    said = "; ".join(
        f"{begin:g} to {end:g} h" + (f" ({drug})" if len(windows) > 1 else "")
        for drug, (begin, end) in windows.items()
    )
    person = _person(run)
    model = model_line(run.model) + (f"; person: {person}" if person else "")
    span = "last dosing interval" if run.regimen.drugs else "whole run"
    lines = [str(run.regimen), model, f"{span}: {said}"]
    return "\n".join(wrapped(line) for line in lines)


def model_line(model: Model) -> str:
    """Biophase, binding, and what the caller replaced."""
    changed = "".join(f"; {name} = {value:g}" for name, value in model.overrides.items())
    if not model.receptors:
        return f"model: pharmacokinetics only{changed}"
    response = "".join(f"; {said}" for said in settings(model))
    return f"model: biophase {model.preset.label}, {model.binding} binding{response}{changed}"


def _person(run: RunData) -> str:
    covariates = run.covariates
    idle = without_effect(run.model, covariates)
    return ", ".join(
        f"{name} {value if isinstance(value, str) else format(value, 'g')}"
        + (" (no effect known)" if name in idle else "")
        for name, value in covariates.items()
    )


def _silent(run: RunData, summary: pd.DataFrame) -> list[str]:
    """Rows of drugs and metabolites that were never there."""
    places = [name.split(".") for name in summary.index]
    absent = {
        place[1]
        for place in places
        if place[0] == "mass_concentration" and not run.concentration(place[1]).any()
    }
    return [".".join(place) for place in places if len(place) > 1 and place[1] in absent]


def _plasma(summary: pd.DataFrame) -> list[str]:
    rows = summary[summary["unit"] == "ng/mL"]
    if rows.empty:
        return []
    table = rows[["peak", "t_peak", "trough", "mean", "area"]].rename(
        columns={"t_peak": "at h", "area": "area ng h/mL"}
    )
    table.index = [name.removeprefix("mass_concentration.") for name in rows.index]
    text = table.to_string(
        na_rep="-", float_format=significant, formatters={"at h": "{:.2f}".format}
    )
    return [titled("Plasma concentration, ng/mL", text)]


def _receptors(summary: pd.DataFrame) -> str:
    import pandas as pd

    rows = summary[[quantity(name) in ("occupancy", "free") for name in summary.index]]
    parts = [name.split(".") for name in rows.index]  # occupancy.naltrexone.mu, free.mu
    table = rows[["peak", "t_peak", "trough", "mean", "hours_above_50"]].rename(
        columns={"t_peak": "at h", "hours_above_50": "h above 50 %"}
    )
    table.index = pd.MultiIndex.from_tuples(
        [(part[-1], part[1] if part[0] == "occupancy" else "free") for part in parts]
    )
    receptors = list(dict.fromkeys(part[-1] for part in parts))
    text = table.loc[receptors].to_string(
        na_rep="-", float_format="{:.1f}".format, formatters={"at h": "{:.2f}".format}
    )
    return titled("Receptors, % of all of that type", text)


def _response(run: RunData, summary: pd.DataFrame) -> list[str]:
    """What the body answers, with the assumptions under it; nothing if it does not."""
    tables = response(summary)
    return [tables, wrapped(assumptions(run.model))] if tables else []


def preset(summary: pd.DataFrame) -> str:
    """The biophase preset with the data that it passes and fails."""
    return "\n".join(
        [
            f"Preset {summary.attrs['preset']}",
            wrapped(f"  passes  {summary.attrs['matches']}", indent=10),
            wrapped(f"  fails   {summary.attrs['fails']}", indent=10),
        ]
    )


def _equilibrium(summary: pd.DataFrame) -> str:
    error = 100.0 * summary.attrs["equilibrium_error"]
    return wrapped(
        "Binding at equilibrium lags nothing; as a reaction it lags by 1 / koff, worth about "
        f"{error:.1g} percentage points of occupancy between the outputs of this run, and several "
        "times that in the first minutes after an intravenous dose."
    )


def unconfirmed(summary: pd.DataFrame) -> str:
    """How many of the parameters are."""
    count, total = summary.attrs["unconfirmed"], summary.attrs["parameters"]
    return f"{count} of {total} parameters are unconfirmed; 'opiodyn parameters' marks them."


def parameter_report(frame: pd.DataFrame) -> str:
    """Parameters with value, unit, range, evidence and source; the unconfirmed ones are marked."""
    import pandas as pd

    table = pd.DataFrame(
        {
            "value": frame["value"].map("{:g}".format),
            "unit": frame["unit"],
            "range": [
                f"{low:g} to {high:g}" for low, high in zip(frame.low, frame.high, strict=True)
            ],
            "evidence": frame["evidence"],
            "status": frame["status"] + frame["unconfirmed"].map(_MARK),
            "source": frame["source"],
        },
        index=frame.index,
    )
    return f"{_left(table)}\n\nevidence: {_EVIDENCE}"


def gaps_report(name: str | None, frame: pd.DataFrame) -> str:
    """What is not known of these substances, and their other literature sets; empty if neither."""
    substances = dict.fromkeys(row.split(".")[0] for row in frame.index if "." in row)
    whole = name is None or name in substances
    missing = _core.library_missing()
    lines = [
        wrapped(f"  {gap}: {reason}", indent=4)
        for gap, reason in missing.items()
        if whole and gap.split(".")[0] in substances
    ]
    said = "\n".join(["", "not known", *lines, ""]) if lines else ""
    sets = [one for one in substances if whole for one in _core.library_sets_of(one)]
    return said + ("\n" + wrapped(f"literature sets: {', '.join(sets)}") + "\n" if sets else "")


def reference_report(references: pd.DataFrame, keys: set[str]) -> str:
    """The references with these keys."""
    chosen = references[references.index.isin(keys)]
    columns = (chosen.index, chosen["citation"], chosen["doi"], chosen["note"])
    lines = [_reference(*row) for row in zip(*columns, strict=True)]
    return "\n".join(["Sources", *(f"  {line}" for line in lines)])


def _reference(key: str, citation: str, doi: str, note: str) -> str:
    address = f" doi:{doi}" if doi else ""
    remark = f" ({note})" if note else ""
    return wrapped(f"{key}: {citation}{address}{remark}")


def _left(table: pd.DataFrame) -> str:
    """The table as text, every column flush left."""
    padded = table.reset_index()
    for name in padded.columns:
        width = max(len(name), int(padded[name].str.len().max()))
        padded[name] = padded[name].str.ljust(width)
    padded.columns = [name.ljust(len(padded[name].iloc[0])) for name in padded.columns]
    return "\n".join(line.rstrip() for line in padded.to_string(index=False).splitlines())


def titled(title: str, table: str) -> str:
    """A table under its title."""
    return f"{title}\n{table}"


def wrapped(text: str, indent: int = 2) -> str:
    """In lines that fit a terminal."""
    return textwrap.fill(
        text,
        _WIDTH,
        subsequent_indent=" " * indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def significant(value: float) -> str:
    """With three digits."""
    return f"{value:#.3g}".rstrip(".")
