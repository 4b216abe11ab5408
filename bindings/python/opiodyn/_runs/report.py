"""The runs of several subjects in a table that a person can read."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from opiodyn._checks.status import COMPLETE
from opiodyn._model.response_words import assumptions
from opiodyn._report.report import (
    ADVICE,
    model_line,
    preset,
    significant,
    titled,
    unconfirmed,
    wrapped,
)
from opiodyn._report.response import LEVELS, ROWS, TITLE, label, quantity, rebound
from opiodyn._result.provenance import without_effect
from opiodyn._runs.inside import typical_of
from opiodyn._runs.provenance import all_covariates
from opiodyn._runs.summary import summary as summary_of

if TYPE_CHECKING:
    import pandas as pd

    from opiodyn._runs.runs_data import RunsData

_MOST_NAMED = 5
_LEVELS = (0.05, 0.5, 0.95)
_RANGES = "median (5 % to 95 % of subjects)"
_RESPONSE = f"{TITLE}:\n{_RANGES}"


def runs_report(runs: RunsData) -> str:
    """Medians and 90 % ranges over subjects, and what they rest on."""
    summary = summary_of(runs)
    parts = [_headline(runs), *_left_out(summary)]
    whole = summary[summary["status"] == COMPLETE]
    if len(whole):
        parts += [*_tables(whole, bool(runs[0].receptors)), *_response(runs, whole)]
    if summary.attrs:
        parts += [preset(summary)] if runs[0].receptors else []
        parts.append(unconfirmed(summary))
    return "\n\n".join([*parts, ADVICE])


def _headline(runs: RunsData) -> str:
    regimens = dict.fromkeys(str(run.regimen) for run in runs)
    taken = next(iter(regimens)) if len(regimens) == 1 else f"{len(regimens)} different regimens"
    lines = [f"{len(runs)} subjects: {taken}", model_line(typical_of(runs)) + _people(runs)]
    return "\n".join(wrapped(line) for line in lines)


def _people(runs: RunsData) -> str:
    covariates = all_covariates(runs)
    idle = without_effect(typical_of(runs), covariates)
    said = (name + (" (no effect known)" if name in idle else "") for name in covariates)
    return f"; people differ by {', '.join(said)}" if covariates else ""


def _left_out(summary: pd.DataFrame) -> list[str]:
    """Who has no summary, and why; the first few by name."""
    status = summary["status"].groupby(level="subject", sort=False).first()
    out = status[status != COMPLETE]
    if out.empty:
        return []
    more = [f"  and {len(out) - _MOST_NAMED} more"] if len(out) > _MOST_NAMED else []
    named = [f"  subject {who}: {why}" for who, why in out.head(_MOST_NAMED).items()]
    title = f"Left out of the numbers, {len(out)} of {len(status)}:"
    return ["\n".join([title, *(wrapped(line, indent=4) for line in named + more)])]


def _tables(summary: pd.DataFrame, receptors: bool) -> list[str]:
    plasma = summary[summary["unit"] == "ng/mL"]
    columns = {"peak": "peak", "trough": "trough", "area": "area ng h/mL"}
    text = _ranges(plasma, columns, significant)
    found = [titled(f"Plasma concentration, ng/mL: {_RANGES}", text)]
    if receptors:
        percent = _rows(summary, ("occupancy", "free"))
        columns = {"peak": "peak", "trough": "trough", "hours_above_50": "h above 50 %"}
        text = _ranges(percent, columns, "{:.1f}".format)
        found.append(titled(f"Receptors, % of all of that type: {_RANGES}", text))
    return found


def _response(runs: RunsData, summary: pd.DataFrame) -> list[str]:
    """What the bodies answer, with the assumptions under it; nothing if they do not."""
    import pandas as pd

    rows = pd.concat([_rows(summary, (name,)) for name in ROWS])
    if rows.empty:
        return []
    tables, tone = [_ranges(rows, LEVELS, _short)], _rows(summary, ("tone",))
    if len(tone):
        rebounds = tone.assign(height=rebound(tone["peak"]))
        columns = {"height": "rebound height", "hours_above_1": "rebound hours"}
        tables.append(_ranges(rebounds, columns, _short))
    text = titled(_RESPONSE, "\n\n".join(tables))
    return [text, wrapped(assumptions(typical_of(runs)))]


def _rows(summary: pd.DataFrame, quantities: Sequence[str]) -> pd.DataFrame:
    names = summary.index.get_level_values("quantity")
    return summary[[quantity(name) in quantities for name in names]]


def _ranges(rows: pd.DataFrame, columns: dict[str, str], said: Callable[[float], str]) -> str:
    import pandas as pd

    grouped = rows[list(columns)].groupby(level="quantity", sort=False)
    low, middle, high = (grouped.quantile(level) for level in _LEVELS)
    table = pd.DataFrame(
        {
            title: [
                "-" if math.isnan(m) else f"{said(m)} ({said(a)} to {said(b)})"
                for m, a, b in zip(middle[name], low[name], high[name], strict=True)
            ]
            for name, title in columns.items()
        },
        index=[_named(name) for name in middle.index],
    )
    return table.to_string()


def _short(value: float) -> str:
    """Hundredths; tenths from 10 on, for the width."""
    return f"{value:.2f}" if value < 10.0 else f"{value:.1f}"


def _named(name: str) -> str:
    if quantity(name) in ROWS:
        return label(name)
    return name.removeprefix("mass_concentration.").removeprefix("occupancy.")
