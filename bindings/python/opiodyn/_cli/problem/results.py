"""This module shows one fit, or a fit for each subject, as a text and as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opiodyn._cli.output import heading
from opiodyn._cli.problem.words import rewritten
from opiodyn._fit.each import Fits
from opiodyn._fit.estimates import CONVERGED
from opiodyn._fit.result import Fit

if TYPE_CHECKING:
    import pandas as pd

_UNITS = {"time": "h", "RSE": "%"}


def failed(found: Fit | Fits) -> str:
    """Returns what went wrong in one line, or an empty text."""
    if isinstance(found, Fit):
        return "" if found.converged else f"fit: {found.status}"
    wrong = {name: why for name, why in found.status.items() if why != CONVERGED}
    if not wrong:
        return ""
    subject, why = next(iter(wrong.items()))
    others = f" (and {len(wrong) - 1} more)" if len(wrong) > 1 else ""
    return f"subject {subject}{others}: {rewritten(str(why))}"


def report(found: Fit | Fits) -> str:
    """Returns the report of one fit, or of several, in the words of a problem."""
    return rewritten(found.report())


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
