"""A regimen that recurs has a periodic steady state."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from opiodyn import _core
from opiodyn._checks import check
from opiodyn._checks.check import FloatArray
from opiodyn._checks.notebook import frame_html
from opiodyn._checks.pickles import pickled
from opiodyn._checks.solver import MAX_SECONDS
from opiodyn._model.arguments import check_regimen, chosen_model
from opiodyn._model.inside import core_of, settled_for
from opiodyn._model.model import Model

if TYPE_CHECKING:
    import pandas as pd


@pickled("SteadyState")
class SteadyState(NamedTuple):
    """A steady state is where a body goes that is dosed the same way for ever."""

    state: pd.Series[float]
    """This is the state at time 0 of the period, just before what happens then, in the units of
    `Model.states`; the index has their names."""
    residual: float
    """This is the largest change of a state over one more period, relative to its size [-]."""
    periods: int
    """This is the number of periods that were integrated to find the steady state."""

    def __repr__(self) -> str:
        found = f"residual {self.residual:.2g}, {self.periods} periods integrated"
        return f"<SteadyState of {len(self.state)} states, {found}>"

    def _repr_html_(self) -> str:
        return frame_html(repr(self)[1:-1], self.state.to_frame())

    def _plain(self) -> dict[str, Any]:
        names, values = self.state.index.to_list(), self.state.to_numpy(copy=True)
        return {**self._asdict(), "state": (names, values)}

    @classmethod
    def _again(cls, state: tuple[list[str], FloatArray], residual: float, periods: int) -> Self:
        names, values = state
        return cls(
            _series(names, check.curve("pickle.state", values)),
            check.non_negative("pickle.residual", residual),
            check.whole("pickle.periods", periods),
        )


def _series(names: list[str], values: Sequence[float] | FloatArray) -> pd.Series[float]:
    """Returns the state with the names of its values."""
    import pandas as pd

    return pd.Series(values, index=pd.Index(names, name="state"), name="steady_state")


def steady_state(
    regimen: _core.Regimen,
    *,
    period: float,
    model: Model | None = None,
    rtol: float = 1e-8,
    atol: float = 1e-12,
    max_seconds: float = MAX_SECONDS,
) -> SteadyState:
    """Returns the steady state of several doses that recur together.

    For one dose that repeats, ``dose(..., ii=24, ss=1)`` puts a run into its steady state.

    Args:
        regimen: The doses of one period; each recurs at its time plus every multiple of it.
        period: The period [h].
        model: The model, as in `simulate`.
        rtol: The relative tolerance of the steps, and of the residual at which the search ends (up
            to 100 times that where it falls no further). It is tighter than in a run. Linear models
            are solved exactly, by the geometric series of one period.
        atol: The absolute tolerance per step, in the unit of each state.
        max_seconds: The budget of wall time [s].

    Raises:
        InputError: A value breaks a rule, or a dose repeats itself (ii, addl, ss).
        NotConvergedError: There is no steady state (nothing eliminates a drug), or none was found.

    Example:
        >>> from opiodyn import regimen
        >>> twice = regimen("naltrexone 4.5 mg po at 8h + naltrexone 3 mg po at 20h")
        >>> steady_state(twice, period=24).residual < 1e-8
        True
    """
    check_regimen("steady_state", regimen)
    settled = settled_for(chosen_model("steady_state", model), regimen)
    found = _core.steady_state(
        core_of(settled),
        regimen,
        check.positive("period", period),
        rtol=check.positive("rtol", rtol),
        atol=check.positive("atol", atol),
        max_seconds=check.number("max_seconds", max_seconds),
    )
    names = [state.name for state in core_of(settled).states]
    return SteadyState(_series(names, found.state), found.residual, found.periods)
