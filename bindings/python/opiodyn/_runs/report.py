"""This module writes the report of the runs of several subjects."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from opiodyn._contested.contested import Asked, contested
from opiodyn._model.response_words import acting, activated, agonists, assumptions
from opiodyn._report.report import (
    PLASMA,
    RECEPTORS,
    contested_text,
    model_line,
    notes_text,
    preset,
    significant,
    titled,
    unconfirmed,
    wrapped,
)
from opiodyn._report.response import LEVELS, ROWS, label, quantity, rebound_of, title
from opiodyn._result.inside import course_of
from opiodyn._result.measure import COMPLETE
from opiodyn._result.wording import ADVICE, covariate_words
from opiodyn._runs.inside import kept_of
from opiodyn._runs.notes import runs_notes
from opiodyn._runs.provenance import all_covariates
from opiodyn._runs.summary import runs_summary

if TYPE_CHECKING:
    import pandas as pd

    from opiodyn._runs.runs_data import RunsData

_MOST_NAMED = 5
_LEVELS = (0.05, 0.5, 0.95)
_RANGES = "median (5 % to 95 % of subjects)"
_EFFECTS = "Effects, % of the largest possible effect; ventilation, % of that without a drug"


def runs_report(runs: RunsData) -> str:
    """Returns medians and 90 % ranges over subjects, and what they rest on."""
    summary = runs_summary(runs)
    statuses = summary["status"].groupby(level="subject", sort=False).first()
    left_out = {who: why for who, why in statuses.items() if why != COMPLETE}
    parts = [_headline(runs), *notes_text(runs_notes(runs)), *_left_out(left_out, len(runs))]
    subjects = summary.index.get_level_values("subject")
    whole = summary[~subjects.isin(list(left_out))]
    if len(whole):
        parts += [*_tables(whole, bool(runs[0].receptors)), *_effects(runs, whole)]
        parts += [*_response(runs, whole), *_contested(runs)]
    parts += preset(runs.model, _dosed(runs)) if runs[0].receptors else []
    parts.append(unconfirmed(summary))
    return "\n\n".join([*parts, ADVICE])


def _contested(runs: RunsData) -> list[str]:
    """Returns what contested values change for the typical person, if all take the same."""
    regimens = dict.fromkeys(str(regimen) for regimen in runs.regimen)
    if len(regimens) > 1 or not runs[0].receptors:
        return []
    first = next(run for run in runs if run.complete)
    asked = Asked(runs.model, first.regimen, course_of(first))
    return contested_text(contested(asked), ", typical person")


def _headline(runs: RunsData) -> str:
    texts = list(dict.fromkeys(str(regimen) for regimen in runs.regimen))
    regimens = texts[0] if len(texts) == 1 else f"{len(texts)} different regimens"
    lines = [f"{len(runs)} subjects: {regimens}", _model(runs), *_undosed(runs)]
    return "\n".join(wrapped(line) for line in lines)


def _undosed(runs: RunsData) -> list[str]:
    """Returns how many subjects take nothing, if others do: they count in the numbers too."""
    idle = sum(not (one.drugs or one.concentrations) for one in kept_of(runs).regimens)
    if idle in (0, len(runs)):
        return []
    return [f"{idle} of {len(runs)} subjects without a dose, counted in the numbers below"]


def _model(runs: RunsData) -> str:
    return model_line(runs.model, _dosed(runs)) + _people(runs)


def _dosed(runs: RunsData) -> list[str]:
    """Returns the drugs that any subject takes."""
    return list(dict.fromkeys(drug for regimen in kept_of(runs).regimens for drug in regimen.drugs))


def _people(runs: RunsData) -> str:
    names = covariate_words(runs.model, all_covariates(runs), values=False)
    return f"; people differ by {', '.join(names)}" if names else ""


def _left_out(out: dict[object, str], subjects: int) -> list[str]:
    """Returns who has no summary, and why; it names the first few."""
    if not out:
        return []
    more = [f"  and {len(out) - _MOST_NAMED} more"] if len(out) > _MOST_NAMED else []
    first = itertools.islice(out.items(), _MOST_NAMED)
    named = [f"  subject {who}: {why}" for who, why in first]
    title = f"Left out of the numbers, {len(out)} of {subjects}:"
    return ["\n".join([title, *(wrapped(line, indent=4) for line in named + more)])]


def _tables(summary: pd.DataFrame, receptors: bool) -> list[str]:
    plasma = summary[summary["unit"] == "ng/mL"]
    columns = {"peak": "peak", "trough": "trough", "area": "area ng h/mL"}
    text = _ranges(plasma, columns, significant)
    found = [titled(f"{PLASMA}: {_RANGES}", text)]
    if receptors:
        percent = _rows(summary, ("occupancy", "free"))
        columns = {"peak": "peak", "trough": "trough", "hours_above_50": "h above 50 %"}
        text = _ranges(percent, columns, "{:.1f}".format)
        found.append(titled(f"{RECEPTORS}: {_RANGES}", text))
    return found


def _effects(runs: RunsData, summary: pd.DataFrame) -> list[str]:
    """Returns the table of effects and ventilation, if a drug of the model is an agonist."""
    rows = _rows(summary, ("effect", "ventilation"))
    if rows.empty or not acting(runs.model):
        return []
    text = _ranges(rows, LEVELS, "{:.1f}".format)
    return [titled(f"{_EFFECTS}:\n{_RANGES}", text)]


def _response(runs: RunsData, summary: pd.DataFrame) -> list[str]:
    """Returns the tables of the response with their assumptions, if the model has a response."""
    import pandas as pd

    shown = [name for name in ROWS if name != "withdrawal" or agonists(runs.model, "mu")]
    rows = pd.concat([_rows(summary, (name,)) for name in shown])
    if rows.empty:
        return []
    tables, tone = [_ranges(rows, LEVELS, _short)], _rows(summary, ("tone",))
    rebound = not acting(runs.model)
    if len(tone) and rebound:
        theirs = [f"tone.{one}" for one in activated(runs.model)]
        own = tone[~tone.index.get_level_values("quantity").isin(theirs)]
        rebounds = own.assign(height=rebound_of(own["peak"]))
        columns = {"height": "rebound height", "hours_above_1": "rebound hours"}
        tables += [_ranges(rebounds, columns, _short)] if len(own) else []
    text = titled(f"{title(rebound=rebound)}:\n{_RANGES}", "\n\n".join(tables))
    return [text, wrapped(assumptions(runs.model))]


def _rows(summary: pd.DataFrame, quantities: Sequence[str]) -> pd.DataFrame:
    names = summary.index.get_level_values("quantity")
    return summary[[quantity(name) in quantities for name in names]]


def _ranges(rows: pd.DataFrame, columns: dict[str, str], shown: Callable[[float], str]) -> str:
    import pandas as pd

    grouped = rows[list(columns)].groupby(level="quantity", sort=False)
    low, middle, high = (grouped.quantile(level) for level in _LEVELS)
    table = pd.DataFrame(
        {
            title: [
                "-" if math.isnan(m) else f"{shown(m)} ({shown(a)} to {shown(b)})"
                for m, a, b in zip(middle[name], low[name], high[name], strict=True)
            ]
            for name, title in columns.items()
        },
        index=[_named(name) for name in middle.index],
    )
    return table.to_string()


def _short(value: float) -> str:
    """Returns a number with two decimals; from 10 on with one, for the width."""
    return f"{value:.2f}" if value < 10.0 else f"{value:.1f}"


def _named(name: str) -> str:
    if quantity(name) in ROWS:
        return label(name)
    for prefix in ("mass_concentration.", "occupancy.", "effect."):
        name = name.removeprefix(prefix)
    return name
