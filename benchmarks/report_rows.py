"""Reads figures from the rows of docs/benchmarks.json: ratios at equal error, growth of costs."""

from typing import Any

import numpy as np
import pandas as pd

BATCHED = "opiodyn, batched"
METRICS = "opiodyn, batched, metrics alone"
ALONE = "opiodyn, one at a time"
EQUAL_ERROR = 5e-6
# These series are in the picture.
SHOWN = (
    BATCHED,
    ALONE,
    "CVODE BDF, dense",
    "CVODE BDF, structured",
    "odeint rosenbrock4",
    "SciPy LSODA, compiled equations",
)


def of(figures: dict[str, Any], kind: str) -> pd.DataFrame:
    """Returns the rows of a kind, in their order."""
    return pd.DataFrame([row for row in figures["rows"] if row["kind"] == kind])


def precision(figures: dict[str, Any]) -> pd.DataFrame:
    """Returns time and error by solver and tolerance.

    Reductions have the errors of the same steps.
    """
    rows = of(figures, "precision")
    if "fault" in rows:
        rows = rows[rows.fault.isna()]
    errors = rows[rows.solver == BATCHED].set_index("rtol")
    for name in ("rms", "largest", "occupancy", "rms_own", "largest_own"):
        same = rows.rtol.map(errors[name])
        rows[name] = rows[name].where(rows.solver != METRICS, same)
    return rows


def time_at(
    rows: pd.DataFrame, error: float = EQUAL_ERROR, measure: str = "rms"
) -> tuple[float, str]:
    """Returns the time per patient at this error [us], and the tolerances on both sides of it.

    Time and error are interpolated on logarithmic scales. Nothing is extrapolated.
    """
    found = rows.sort_values(measure)
    errors = found[measure]
    if error > errors.iloc[-1]:
        return found.us_per_patient.iloc[-1], f"at its loosest, {errors.iloc[-1]:.1e}"
    if error < errors.iloc[0]:
        return float("nan"), f"not reached, {errors.iloc[0]:.1e} at best"
    at = int(np.searchsorted(errors, error))
    beside = found.rtol.iloc[max(at - 1, 0) : at + 1]
    time = np.exp(np.interp(np.log(error), np.log(errors), np.log(found.us_per_patient)))
    return float(time), " to ".join(f"{rtol:.0e}" for rtol in sorted(beside, reverse=True))


def ratios(figures: dict[str, Any], measure: str = "rms") -> pd.DataFrame:
    """Returns the time of each solver at the equal error, and its ratios to ours."""
    groups = precision(figures).groupby("solver", sort=False)
    found = {name: time_at(group, measure=measure) for name, group in groups}
    table = pd.DataFrame(found, index=["us", "rtol"]).T
    table["us"] = table.us.astype(float)
    table["people"] = groups.patients.first()
    for column, ours in (("batched", BATCHED), ("alone", ALONE)):
        table[column] = table.us / table.us[ours]
    return table


def deviation(rows: pd.DataFrame, column: str) -> float:
    """Returns the largest relative distance of the cost at any size from that at the largest."""
    values = rows[column].to_numpy()
    return float(np.abs(values / values[-1] - 1.0).max())


def speedup(figures: dict[str, Any], threads: int = 2) -> float:
    """Returns how many times faster so many threads are on the wall."""
    rows = scaling(figures, "threads").set_index("at").wall_s
    return float(rows[1] / rows[threads]) if threads in rows.index else float("nan")


def scaling(figures: dict[str, Any], over: str) -> pd.DataFrame:
    rows = of(figures, "scaling")
    return rows[rows.over == over]


def step(
    figures: dict[str, Any], lanes: int, asked: str, instruction_set: str | None = None
) -> pd.Series:
    """Returns the fastest row of so many lanes, of one instruction set or of any."""
    rows = of(figures, "step")
    rows = rows[(rows.lanes == lanes) & (rows.asked == asked)]
    if instruction_set is not None:
        rows = rows[rows.set == instruction_set]
    if rows.empty:
        raise KeyError(f"{instruction_set}, {lanes} lanes, {asked}")
    return rows.loc[rows.ns_per_lane_step.idxmin()]


def call(figures: dict[str, Any], begins: str) -> pd.Series:
    """Returns the row of the call from Python whose name begins so."""
    rows = of(figures, "python")
    return rows[rows.what.str.startswith(begins)].iloc[0]
