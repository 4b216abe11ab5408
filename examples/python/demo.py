"""The demo simulates a month of low-dose naltrexone under two readings of the literature.

    python examples/python/demo.py [folder]

It prints the last day of the month under the biophase presets `pet` and `transient`, where they
disagree, and which data each of them fails. It writes opiodyn-demo.png to the folder.
"""

import sys
from pathlib import Path

import matplotlib as mpl

mpl.use("Agg")  # files only, no window

import matplotlib.pyplot as plt
import pandas as pd

import opiodyn as od

REGIMEN = "naltrexone 4.5 mg po q24h x28 at 22h"
PRESETS = ("pet", "transient")


def disagreement(runs: dict[str, od.Run]) -> pd.DataFrame:
    """Returns block and tone of mu in the last dosing interval, with a column per preset."""
    wanted = {
        ("occupancy.naltrexone.mu", "peak"): "naltrexone at mu, peak, %",
        ("occupancy.naltrexone.mu", "trough"): "naltrexone at mu, trough, %",
        ("occupancy.naltrexone.mu", "mean"): "naltrexone at mu, mean, %",
        ("occupancy.naltrexone.mu", "hours_above_50"): "naltrexone at mu above 50 %, h a day",
        ("occupancy.naltrexone.kappa", "mean"): "naltrexone at kappa, mean, %",
        ("occupancy.beta-endorphin.mu", "mean"): "beta-endorphin at mu, mean, %",
        ("free.mu", "mean"): "free mu receptors, mean, %",
        ("tone.mu", "mean"): "opioid tone at mu, mean, x drug-free",
        ("tone.mu", "hours_above_1"): "opioid tone at mu above drug-free, h a day",
        ("density.mu", "mean"): "density of mu, mean, x drug-free",
    }
    summaries = {preset: run.summary() for preset, run in runs.items()}
    return pd.DataFrame(
        {preset: [table.loc[cell] for cell in wanted] for preset, table in summaries.items()},
        index=list(wanted.values()),
    )


def picture(runs: dict[str, od.Run], path: Path) -> None:
    """Writes the pictures of all runs beside each other."""
    figure = plt.figure(figsize=(9.5 * len(runs), 13.5), layout="constrained")
    parts = figure.subfigures(1, len(runs), squeeze=False)
    for part, run in zip(parts[0], runs.values(), strict=True):
        run.plot(figure=part)
    figure.savefig(path, dpi=120)


def main(folder: Path) -> None:
    regimen = od.regimen(REGIMEN)
    runs = {preset: od.simulate(regimen, model=od.Model(biophase=preset)) for preset in PRESETS}
    for run in runs.values():
        print(run.report(), end="\n\n\n")

    print("Where they disagree, last day of the month")
    print(disagreement(runs).to_string(float_format="{:.2f}".format), end="\n\n")
    for run in runs.values():
        preset = run.model.preset
        print(f"{preset.name} passes: {preset.matches} It fails: {preset.fails}")

    path = folder / "opiodyn-demo.png"
    picture(runs, path)
    print(f"\nwrote {path}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path())
