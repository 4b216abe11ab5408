"""The estimates of a fit are shown as frames, a model and draws."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from opiodyn._checks import check, extras
from opiodyn._checks.check import FloatArray
from opiodyn._fit.errors import LOG, scatter
from opiodyn._fit.estimates import Estimates
from opiodyn._fit.inside import parameters_of, scatter_at, setup_of
from opiodyn._fit.objective import Objective
from opiodyn._fit.parameters import Coordinates
from opiodyn._model.model import Model

if TYPE_CHECKING:
    import pandas as pd

_MOST_DRAWS = 1_000_000
_TRIES = 1000  # of drawing again what fell outside the bounds


def estimates_table(goal: Objective, found: Estimates) -> pd.DataFrame:
    """Returns `Fit.table`."""
    import pandas as pd

    parameters = parameters_of(goal)
    error = np.sqrt(np.diag(found.covariance))
    low, high = _intervals(goal, found, error)
    frame = pd.DataFrame(
        {
            "value": found.x,
            "unit": [one.unit for one in parameters],
            "SE": error,
            "RSE": 100.0 * error / np.abs(found.x),
            "low": low,
            "high": high,
            "at_bound": np.where(
                found.x <= goal.low, "low", np.where(found.x >= goal.high, "high", "")
            ),
        },
        index=pd.Index(goal.names, name="parameter"),
    )
    frame.attrs["level"] = found.level
    return frame


def _intervals(
    goal: Objective, found: Estimates, error: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Returns the ends of the interval of each parameter."""
    stats = extras.require("scipy.stats", "intervals of a fit", "fit")
    coordinates = Coordinates(parameters_of(goal))
    reach = stats.t.ppf(0.5 + 0.5 * found.level, found.degrees)
    centre = coordinates.inside(found.x)
    width = reach * error / coordinates.slopes(found.x)
    with np.errstate(over="ignore", under="ignore"):  # an end beyond all numbers is 0 or infinite
        return coordinates.outside(centre - width), coordinates.outside(centre + width)


def model_of(goal: Objective, found: Estimates) -> Model:
    """Returns `Fit.model`."""
    setup = setup_of(goal)
    names = [one.name for one in setup.vary]
    estimates = dict(zip(names, found.x[: len(names)].tolist(), strict=True))
    options = setup.model.options()
    return Model(**(options | {"parameters": {**options["parameters"], **estimates}}))


def predictions_table(goal: Objective, found: Estimates) -> pd.DataFrame:
    """Returns `Fit.predictions`."""
    frame = goal.observations
    f, sigma = scatter_at(goal, found.x)
    observed = setup_of(goal).observed
    columns: dict[str, Any] = {name: np.empty(f.size) for name in ("residual", "sd")}
    for k, quantity in enumerate(observed.quantities):
        mine = observed.quantity == k
        spread = scatter(quantity.error, f[mine], sigma[k])
        y = observed.value[mine]
        columns["residual"][mine] = (np.log(y) if quantity.error == LOG else y) - spread.mean
        columns["sd"][mine] = spread.sd
    columns["residual"][observed.censored] = np.nan
    frame["predicted"] = f
    frame["residual"], frame["sd"] = columns["residual"], columns["sd"]
    frame["weighted"] = frame["residual"] / frame["sd"]
    return frame


def draws(goal: Objective, found: Estimates, n: int, seed: int) -> pd.DataFrame:
    """Returns `Fit.draws`."""
    import pandas as pd

    count = check.whole("n", n)
    if not 1 <= count <= _MOST_DRAWS:
        raise check.input_error("n", count, f"must lie between 1 and {_MOST_DRAWS:,}")
    random = np.random.default_rng(check.seed("seed", seed))
    if np.isnan(found.covariance).any():
        rule = "the fit has no covariance; a parameter is at a bound or not determined"
        raise check.input_error("draws", "fit", rule)
    coordinates = Coordinates(parameters_of(goal))
    slopes = coordinates.slopes(found.x)
    covariance = found.covariance / np.outer(slopes, slopes)
    centre, rows = coordinates.inside(found.x), np.empty((0, found.x.size))
    for _ in range(_TRIES):
        drawn = random.multivariate_normal(centre, covariance, size=count - len(rows))
        values = coordinates.outside(drawn)
        inside = np.all((values >= goal.low) & (values <= goal.high), axis=1)
        rows = np.vstack([rows, values[inside]])
        if len(rows) == count:
            return pd.DataFrame(rows, columns=goal.names)
    rule = "hardly any falls within the bounds of the parameters; give wider ones"
    raise check.input_error("draws", f"{count}", rule)
