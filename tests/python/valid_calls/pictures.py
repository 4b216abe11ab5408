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
    chosen = {"panels": ["tone"], "ligands": ["naltrexone"], "receptors": ["mu"]}
    chosen |= {"style": "talk"}
    into = {"figure": None, "ax": Figure().subplots()}
    swept = od.sweep(
        run.regimen, over={"dose": [1.0, 4.5]}, model=run.model, metrics="tone.mu.mean"
    )
    slopes = od.sensitivity(run.regimen, to=["amt"], model=run.model)
    one = {"metrics": ["tone.mu.mean"]}
    return {
        "plot_sweep": call(_closing(od.plot_sweep), found=swept, style="talk", **one),
        "plot_sweep (Axes)": call(_closing(od.plot_sweep), found=swept, **one, **into),
        "plot_sensitivity": call(_closing(od.plot_sensitivity), found=slopes, style="talk", **one),
        "plot_sensitivity (Axes)": call(_closing(od.plot_sensitivity), found=slopes, **one, **into),
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
