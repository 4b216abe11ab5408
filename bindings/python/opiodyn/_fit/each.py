"""Each subject of a table can have a fit of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast, overload

import numpy as np

from opiodyn import _core
from opiodyn._checks import ask, check
from opiodyn._checks.notebook import facts_html, frame_html
from opiodyn._checks.pickles import pickled
from opiodyn._checks.shown import ids_shown, shown
from opiodyn._fit.data.subjects import Study
from opiodyn._fit.estimates import CONVERGED
from opiodyn._fit.inside import setup_of
from opiodyn._fit.objective import Objective
from opiodyn._fit.result import Fit

if TYPE_CHECKING:
    import pandas as pd


@pickled("Fits")
class Fits(Sequence[Fit]):
    """The fits of several subjects are one `Fit` for each, in their order.

    `fit` makes them with ``pooled=False``. ``fits.of(id)`` is the fit of a subject. A search that
    did not come to its end is kept as far as it came. A subject that cannot be fitted has no fit.
    `status` says which they are, and why.
    """

    def __init__(
        self, ids: Sequence[Any], fits: Sequence[Fit | None], status: Sequence[str]
    ) -> None:
        self._ids, self._fits, self._status = list(ids), list(fits), list(status)

    @property
    def ids(self) -> list[Any]:
        """Returns the ID of each subject that has a fit."""
        return [one for one, fit in zip(self._ids, self._fits, strict=True) if fit is not None]

    @property
    def status(self) -> pd.Series[str]:
        """Returns ``"converged"``, or why a fit did not converge or is not there, [subject]."""
        import pandas as pd

        index = pd.Index(self._ids, name="subject")
        return pd.Series(self._status, index=index, name="status")

    @property
    def table(self) -> pd.DataFrame:
        """Returns the rows of `Fit.table` of all subjects, with ``subject`` as the first index."""
        import pandas as pd

        frames = [fit.table for fit in self]
        if not frames:
            rule = "no subject has a fit; status says why"
            raise check.input_error("fits", "none", rule)
        level = frames[0].attrs["level"]
        for frame in frames:
            frame.attrs = {}  # pandas would compare them
        found = pd.concat(frames, keys=self.ids, names=["subject"])
        found.attrs["level"] = level
        return found

    def of(self, subject: object) -> Fit:
        """Returns the fit of a subject by its ID.

        Raises:
            UnknownNameError: There is no such subject, or it has no fit.
        """
        place = ask.place(subject, self._ids)
        fit = None if place is None else self._fits[place]
        if fit is not None:
            return fit
        failed = "" if place is None else self._status[place]
        rule = failed or f"unknown; known: {ids_shown(self.ids)}"
        raise check.input_error("subject", shown(subject), rule, _core.UnknownNameError)

    def report(self) -> str:
        """Returns the estimates of all subjects as text for a person, and who has none and why."""
        from opiodyn._fit.shown.report import reports

        return reports(self.table if len(self) else None, self.status)

    def __len__(self) -> int:
        return len(self.ids)

    @overload
    def __getitem__(self, index: int) -> Fit: ...
    @overload
    def __getitem__(self, index: slice) -> list[Fit]: ...
    def __getitem__(self, index: int | slice) -> Fit | list[Fit]:
        found = [fit for fit in self._fits if fit is not None]
        if ask.is_a(index, slice):
            return found[cast(slice, index)]
        place = check.whole("fits[...]", index)
        if not -len(found) <= place < len(found):
            advice = f"fits.of(...) takes the ID of a subject: {ids_shown(self.ids)}"
            raise IndexError(f"fits[{place}]: there are {len(found)}, counted from 0; {advice}")
        return found[place]

    def __iter__(self) -> Iterator[Fit]:
        return iter([fit for fit in self._fits if fit is not None])

    def _plain(self) -> dict[str, Any]:
        return {"ids": self._ids, "fits": self._fits, "status": self._status}

    @classmethod
    def _again(cls, ids: list[Any], fits: list[Fit | None], status: list[str]) -> Fits:
        for one in fits:
            check.instance("pickle.fits", one, (Fit, type(None)), "must be a Fit")
        return cls(ids, fits, status)

    def __repr__(self) -> str:
        failed = sum(one != CONVERGED for one in self._status)
        return f"<Fits of {len(self)} subjects{f', {failed} FAILED' if failed else ''}>"

    def _repr_html_(self) -> str:
        caption = repr(self)[1:-1]
        return frame_html(caption, self.table) if len(self) else facts_html(caption, {})


def fit_each(goal: Objective, fitted: Callable[[Objective], Fit]) -> Fits:
    """Returns a fit for each subject of an objective."""
    setup = setup_of(goal)
    fits: list[Fit | None] = []
    status: list[str] = []
    for i in range(len(setup.ids)):
        try:
            fits.append(fitted(_of_subject(goal, i)))
            status.append(CONVERGED)
        except _core.NotConvergedError as error:
            partial: Any = error.partial
            assert isinstance(partial, Fit)
            fits.append(partial)
            status.append(partial.status)
        except (_core.InputError, _core.SolverError) as error:
            fits.append(None)
            status.append(str(error))
    return Fits(setup.ids, fits, status)


def _of_subject(goal: Objective, i: int) -> Objective:
    """Returns the objective of one subject alone."""
    setup = setup_of(goal)
    mine = setup.observed.subject == i
    observed = setup.observed.part(mine)
    count, needed = observed.count, len(setup.vary) + len(setup.scatter)
    if count < needed:
        rule = f"are fewer than the {needed} parameters to estimate"
        raise check.input_error("table", f"{count} observations", rule)
    study = Study([setup.study.regimens[i]], setup.study.factors[[i]], [setup.study.outputs[i]])
    alone = replace(observed, subject=np.zeros(count, dtype=np.int64))
    return Objective(setup._replace(study=study, ids=(setup.ids[i],), observed=alone))
