"""This module shows one fit, or a fit for each subject, as a text and as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opiodyn._cli.output import heading
from opiodyn._cli.problem.words import rewritten
from opiodyn._fit.each import Fits
from opiodyn._fit.result import Fit

if TYPE_CHECKING:
    import pandas as pd

_UNITS = {"time": "h", "RSE": "%"}
_DIGITS = ("value", "SE", "RSE", "low", "high")


def failed(found: Fit | Fits) -> str:
    """Returns what went wrong in one line, or an empty text."""
    if isinstance(found, Fit):
        return "" if found.converged else f"fit: {found.status}"
    wrong = {id: why for id, why in found.status.items() if id not in found.ids}
    if not wrong:
        return ""
    subject, why = next(iter(wrong.items()))
    others = f" (and {len(wrong) - 1} more)" if len(wrong) > 1 else ""
    return f"subject {subject}{others}: {rewritten(str(why))}"


def report(found: Fit | Fits) -> str:
    """Returns the report of one fit, or a table of several."""
    if isinstance(found, Fit):
        return found.report()
    lines = [f"Fits: {len(found)} of {len(found.status)} subjects"]
    wrong = [
        f"- subject {id}: {rewritten(str(why))}"
        for id, why in found.status.items()
        if id not in found.ids
    ]
    parts = [lines, [_shown(found)] if found.ids else [], wrong]
    return "\n\n".join("\n".join(part) for part in parts if part)


def _shown(found: Fits) -> str:
    frame = found.table
    level = f"{100.0 * frame.attrs['level']:g} %"
    shown = frame.assign(**{name: [f"{x:.4g}" for x in frame[name]] for name in _DIGITS})
    names = {"RSE": "RSE %", "low": f"low {level}", "high": f"high {level}", "at_bound": "bound"}
    shown = shown.rename(columns=names).reset_index()
    if not shown["bound"].any():
        shown = shown.drop(columns="bound")
    return str(shown.to_string(index=False))


def estimates(found: Fit | Fits) -> pd.DataFrame:
    """Returns the table of estimates as it is written, with the level of its intervals."""
    frame = found.table
    level = frame.attrs["level"]
    return frame.assign(level=level).reset_index().rename(columns=_headed)


def predictions(found: Fit | Fits) -> pd.DataFrame:
    """Returns the table of predictions as it is written."""
    import pandas as pd

    frames = [one.predictions for one in ([found] if isinstance(found, Fit) else found)]
    return pd.concat(frames, ignore_index=True).rename(columns=_headed)


def _headed(name: str) -> str:
    return heading(name, _UNITS.get(name, "-"))
