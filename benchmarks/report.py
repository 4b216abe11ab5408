"""Writes docs/benchmarks.md and its picture from what benchmarks/rivals has printed."""

import argparse
import json
import platform
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "benchmarks.md"
PICTURE = ROOT / "docs" / "images" / "benchmarks.png"
OURS = "opiodyn, one at a time"
EQUAL_ERROR = 5e-6


def time_at(rows: pd.DataFrame, rms: float) -> float:
    """Microseconds at this error, between the two tolerances beside it; NaN outside of all."""
    found = rows.sort_values("rms")
    if not found.rms.iloc[0] <= rms <= found.rms.iloc[-1]:
        return float("nan")
    return float(np.exp(np.interp(np.log(rms), np.log(found.rms), np.log(found.us_per_patient))))


def ratios(rows: pd.DataFrame) -> pd.DataFrame:
    """Time of each solver at the equal error, and beside ours."""
    times = {
        name: time_at(group, EQUAL_ERROR) for name, group in rows.groupby("solver", sort=False)
    }
    table = pd.DataFrame({"ms per patient": pd.Series(times) / 1000.0})
    table["times ours"] = table["ms per patient"] / table.loc[OURS, "ms per patient"]
    return table


def machine() -> str:
    """Processor and system."""
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    model = next(
        (line.split(":")[1].strip() for line in lines if line.startswith("model name")), ""
    )
    return f"{model or platform.processor()}, {platform.system()}"


def draw(rows: pd.DataFrame) -> None:
    """Time against error, both logarithmic."""
    import matplotlib as mpl

    mpl.use("Agg")
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(figsize=(8, 5), layout="constrained")
    for name, group in rows.groupby("solver", sort=False):
        axes.loglog(group.rms, group.us_per_patient / 1000.0, "o-", label=str(name))
    axes.axvline(EQUAL_ERROR, color="#888888", linewidth=0.8)
    axes.set_xlabel("root mean square error, relative")
    axes.set_ylabel("ms per patient")
    axes.legend()
    PICTURE.parent.mkdir(exist_ok=True)
    figure.savefig(PICTURE, dpi=120)


def page(said: dict[str, Any], rows: pd.DataFrame) -> str:
    """The text of docs/benchmarks.md."""
    shown = rows.assign(us_per_patient=rows.us_per_patient / 1000.0).rename(
        columns={"us_per_patient": "ms per patient", "occupancy": "largest error in occupancy"}
    )
    return f"""# Benchmarks

Made by `scripts/benchmark`; not typed. {said["patients"]} people with log-normal parameters,
4.5 mg of naltrexone a night for {said["days"]} days, the default model ({said["states"]} states,
kinetic binding, with response), one core. All solvers use the same compiled equations and exact
Jacobian, restart at each dose and are built with -O3 for the machine ({machine()}). Errors are
measured against a run at rtol 1e-12.

At an equal root mean square error of {EQUAL_ERROR:g}:

```
{ratios(rows).to_string(float_format="{:.3g}".format)}
```

![Time against error](images/{PICTURE.name})

Everything that was measured (atol is rtol / 1000):

```
{shown.to_string(index=False, float_format="{:.3g}".format)}
```
"""


def main() -> None:
    """Reads the file that is named, writes the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("json", type=Path)
    said = json.loads(parser.parse_args().json.read_text(encoding="utf-8"))
    rows = pd.DataFrame(said["rows"])
    draw(rows)
    PAGE.write_text(page(said, rows), encoding="utf-8")
    print(ratios(rows).to_string(float_format="{:.3g}".format))


if __name__ == "__main__":
    main()
