"""The observations of a table are the rows with a value of DV, or with one below a limit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import numpy.typing as npt

from opiodyn._checks import ask, check
from opiodyn._checks.check import FloatArray
from opiodyn._checks.pickles import pickled_by_fields
from opiodyn._checks.shown import shown
from opiodyn._events.observed.censoring import flagged, numbers_of, words_below
from opiodyn._fit import finite
from opiodyn._fit.data.quantities import Quantity
from opiodyn._fit.errors import LOG

if TYPE_CHECKING:
    import pandas as pd

    from opiodyn._events.subject import EventSubject

Bools: TypeAlias = npt.NDArray[np.bool_]
IntArray: TypeAlias = npt.NDArray[np.int64]


_FRACTIONS = ("occupancy", "free", "effect", "sigma")
_MOST_OF_FRACTION = 1.5  # observations scatter, also above 1


@pickled_by_fields("Observations")
@dataclass(frozen=True)
class Observations:
    """Observations are arrays with a value for each, subject by subject."""

    quantities: tuple[Quantity, ...]
    subject: IntArray
    """The place of the subject among those of the study."""
    place: IntArray
    """The place of the output among those of the subject."""
    quantity: IntArray
    """The place among the quantities."""
    row: IntArray
    """The row of the table, as `EventTable.frame` counts it."""
    time: FloatArray
    """The time [h]."""
    value: FloatArray
    """This is the observed value in the unit of the column, or the limit below which it was."""
    censored: Bools
    """This marks the values below a limit."""

    def part(self, chosen: Bools) -> Observations:
        """Returns some of the observations."""
        return replace(
            self,
            subject=self.subject[chosen],
            place=self.place[chosen],
            quantity=self.quantity[chosen],
            row=self.row[chosen],
            time=self.time[chosen],
            value=self.value[chosen],
            censored=self.censored[chosen],
        )

    @property
    def count(self) -> int:
        """Returns the number of observations."""
        return int(self.subject.size)


def read_observations(
    subjects: Sequence[EventSubject],
    frame: pd.DataFrame,
    quantities: Sequence[Quantity],
    lloq: object,
) -> Observations:
    """Returns the observations of the subjects, in the order of the table.

    Args:
        subjects: The subjects of the table.
        frame: The table.
        quantities: The quantities that were observed.
        lloq: The limit of quantification, as `fit` takes it.

    Raises:
        InputError: A rule is broken; the message names row and column.
    """
    limits = _limits(lloq, quantities)
    rows = np.concatenate([one.rows for one in subjects]) if subjects else np.empty(0, np.int64)
    own = frame.set_index("row", drop=False).loc[rows]
    dv = np.concatenate([one.dv for one in subjects])
    flags, (said, named) = flagged(own), words_below(own)
    known = ~np.isnan(dv) | flags | said
    quantity = _quantity_of(own, known, quantities)
    limit = _limit_of(own, dv, named, limits[quantity], flags)
    with np.errstate(invalid="ignore"):
        censored = known & (flags | said | (dv < limit))
    rule = "is below a limit that is not known; give lloq=, or a column LLOQ"
    words = own["dv_text"].to_numpy() if said.any() else dv
    _refuse(censored & np.isnan(limit), rows, "DV", words, rule)
    chosen = np.flatnonzero(known & (quantity >= 0))
    found = Observations(
        tuple(quantities),
        np.repeat(np.arange(len(subjects)), [one.rows.size for one in subjects])[chosen],
        np.concatenate([np.arange(one.rows.size) for one in subjects])[chosen],
        quantity[chosen],
        rows[chosen],
        np.concatenate([one.times for one in subjects])[chosen],
        np.where(censored, limit, dv)[chosen],
        censored[chosen],
    )
    _check(found)
    return found


def frame_of(observed: Observations, ids: Sequence[Any]) -> pd.DataFrame:
    """Returns observations as a frame, a row for each."""
    import pandas as pd

    names = np.array([one.name for one in observed.quantities], dtype=object)
    return pd.DataFrame(
        {
            "subject": np.array(ids, dtype=object)[observed.subject],
            "row": observed.row,
            "time": observed.time,
            "quantity": names[observed.quantity],
            "observed": observed.value,
            "censored": observed.censored,
        }
    )


def _limits(lloq: object, quantities: Sequence[Quantity]) -> FloatArray:
    """Returns the limit of each quantity, NaN where there is none; one NaN stands at the end."""
    names = [one.name for one in quantities]
    if lloq is None:
        return np.full(len(names) + 1, np.nan)
    if not ask.is_a(lloq, Mapping):
        return np.append(np.full(len(names), check.positive("lloq", lloq)), np.nan)
    given = check.mapping("lloq", lloq, "must be a number, or one for each column")  # type: ignore[arg-type]
    for name in given:
        if name not in names:
            raise check.unknown("lloq", name, names)
    found = [
        check.positive(f"lloq[{name!r}]", given[name]) if name in given else np.nan
        for name in names
    ]
    return np.append(found, np.nan)


def _quantity_of(frame: pd.DataFrame, known: Bools, quantities: Sequence[Quantity]) -> IntArray:
    """Returns the place of each row's quantity; -1 for a row that was not observed."""
    dvids = numbers_of(frame, "dvid") if "dvid" in frame else np.full(len(frame), np.nan)
    if quantities[0].dvid is None:
        several = np.unique(dvids[known & ~np.isnan(dvids)])
        if several.size > 1:
            listed = ", ".join(f"{one:g}: ..." for one in several)
            rule = f"the table observes several: give {{'DV': {{{listed}}}}}"
            raise check.input_error("observe['DV']", shown(quantities[0].name), rule)
        _refuse_several_places(frame, known, dvids)
        return np.where(known, 0, -1)
    numbers = [one.dvid for one in quantities if one.dvid is not None]
    if "dvid" not in frame:
        raise check.input_error("observe['DV']", shown(numbers), "needs a column DVID in the table")
    rule = f"must be one of {', '.join(f'{one:g}' for one in numbers)}, which observe= names"
    rows = frame["row"].to_numpy()
    _refuse(known & ~np.isin(dvids, numbers), rows, "DVID", dvids, rule)
    place = {number: k for k, number in enumerate(numbers)}
    return np.array(
        [place[one] if seen else -1 for one, seen in zip(dvids.tolist(), known, strict=True)],
        dtype=np.int64,
    )


def _refuse_several_places(frame: pd.DataFrame, known: Bools, dvids: FloatArray) -> None:
    """Refuses observations in several compartments that nobody told apart.

    Raises:
        InputError: CMT differs among them, and DVID does not number them.
    """
    if "cmt" not in frame or not np.isnan(dvids[known]).all():
        return
    places = [str(one) for one in frame["cmt"].to_numpy()[known] if str(one)]
    several = list(dict.fromkeys(places))
    if len(several) > 1:
        rule = (
            "are compartments of observations, and a fit does not read quantities off CMT: number "
            "them in a column DVID, and give {'DV': {1: ..., 2: ...}}"
        )
        raise check.input_error("CMT", ", ".join(several), rule)


def _limit_of(
    frame: pd.DataFrame, dv: FloatArray, below: FloatArray, limits: FloatArray, flagged: Bools
) -> FloatArray:
    """Returns the limit of each row: of its word, of LLOQ, of the caller, or DV where CENS is 1."""
    own = np.full(len(frame), np.nan)
    if "lloq" in frame:
        own = numbers_of(frame, "lloq")
    flag = np.where(flagged & ("cens" in frame), dv, np.nan)
    limit = below
    for other in (own, limits, flag):
        limit = np.where(np.isnan(limit), other, limit)
    return limit


def _check(found: Observations) -> None:
    if found.count == 0:
        rule = "nothing was observed: no row of EVID 0 or 2 has a DV"
        raise check.input_error("table", "DV", rule)
    rule = "lies far beyond what a model can give; check the number, and the unit of DV"
    _refuse(np.abs(found.value) > finite.MOST, found.row, "DV", found.value, rule)
    for k, quantity in enumerate(found.quantities):
        mine = found.quantity == k
        if not mine.any():
            rule = "no row of the table observes it"
            raise check.input_error("observe['DV']", shown(quantity.name), rule)
        if quantity.name.split(".")[0] in _FRACTIONS:
            rule = (
                "is far above 1, the largest fraction there is; write DV as a fraction and not in "
                "per cent"
            )
            _refuse(mine & (found.value > _MOST_OF_FRACTION), found.row, "DV", found.value, rule)
        if quantity.error == LOG:
            rule = "must be above 0 for the error model 'log'; use 'combined', or leave it out"
            _refuse(mine & (found.value <= 0.0), found.row, "DV", found.value, rule)


def _refuse(bad: Bools, rows: IntArray, column: str, values: Any, rule: str) -> None:
    """Refuses the first row that is marked."""
    if bad.any():
        first = int(np.argmax(bad))
        value = values[first]
        text = f"{value:g}" if isinstance(value, float) else shown(value)
        raise check.input_error(f"row {rows[first]}, column {column}", text, rule)
