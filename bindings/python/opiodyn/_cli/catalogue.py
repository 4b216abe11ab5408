"""This module holds `opiodyn drugs`, `receptors`, `routes` and `metrics`."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from opiodyn import metrics
from opiodyn._catalogue import lists
from opiodyn._cli.exits import DONE
from opiodyn._cli.printed import form_of, listed, show
from opiodyn._report.report import EVIDENCE

if TYPE_CHECKING:
    import pandas as pd

_TABLES = {"drugs": lists.drugs, "receptors": lists.receptors, "routes": lists.routes}


def command(chosen: argparse.Namespace) -> int:
    """Prints a list of what there is; returns the exit code."""
    frame = _TABLES[chosen.command]()
    show(form_of(chosen), frame, lambda: _text(frame))
    return DONE


def _text(frame: pd.DataFrame) -> str:
    """Returns a list as text, in a shape that a narrow terminal has room for."""
    if frame.index.name == "name" and "sets" in frame:
        frame = frame.drop(columns=["kind", "values", "unconfirmed"])
        pairs = zip(frame.index, frame["sets"], strict=True)
        frame["sets"] = [sets.replace(f"{name}/", "") for name, sets in pairs]
    elif "peptides" in frame:
        frame = frame.rename_axis("receptor").melt(
            var_name="what", value_name="names", ignore_index=False
        )
        frame = frame[frame["names"] != ""].sort_index(kind="stable", key=_in_order)
        frame["what"] = frame["what"].str.replace("_", " ")
    legend = f"\n\nevidence: {EVIDENCE}" if "evidence" in frame else ""
    return listed(frame) + legend


def _in_order(receptors: pd.Index[str]) -> pd.Index[int]:
    return receptors.map({name: i for i, name in enumerate(dict.fromkeys(receptors))})


def of_metrics(chosen: argparse.Namespace) -> int:
    """Prints the quantities and statistics that make a metric; returns the exit code.

    The records for other programs say in ``part`` which of the two they are.
    """
    import pandas as pd

    parts = {"quantity": metrics.quantities(), "statistic": metrics.statistics()}
    records = pd.concat(
        [frame.rename_axis("name").assign(part=part) for part, frame in parts.items()]
    )
    columns = ["part", "column", "unit", "meaning"]
    show(form_of(chosen), records[columns], lambda: "\n\n".join(map(listed, parts.values())))
    return DONE
