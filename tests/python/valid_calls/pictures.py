"""Valid calls of what draws; each closes its figure."""

from collections.abc import Callable
from typing import Any

import matplotlib as mpl
import matplotlib.pyplot as plt
from matplotlib.figure import Figure

import opiodyn as od
from valid_calls.call import Call, call
from valid_calls.made import full_run, full_runs


def pictures() -> dict[str, Call]:
    mpl.use("agg")
    run, runs = full_run(), full_runs()
    chosen = {"panels": ["tone"], "ligands": ["naltrexone"], "style": "talk"}
    into = {"figure": None, "ax": Figure().subplots()}
    return {
        "style": call(od.style, name="paper"),
        "Run.plot": call(_closing(run.plot), **chosen),
        "Run.plot (Axes)": call(_closing(run.plot), panels=["tone"], **into),
        "Runs.plot": call(_closing(runs.plot), interval=0.5, **chosen),
        "Runs.plot (Axes)": call(_closing(runs.plot), panels=["tone"], **into),
        "plot": call(_closing(od.plot), runs={"one": run, "two": runs}, interval=0.5, **chosen),
        "plot (Axes)": call(_closing(od.plot), runs={"one": run}, panels=["tone"], **into),
    }


def _closing(draw: Callable[..., Any]) -> Callable[..., Any]:
    """Returns the call that closes its figure: matplotlib warns of more than 20."""

    def closing(**named: Any) -> Any:
        try:
            return draw(**named)
        finally:
            plt.close("all")

    return closing
