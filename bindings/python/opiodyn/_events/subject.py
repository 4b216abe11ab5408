"""This module holds one subject of an event table, and chooses the rows that are outputs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from opiodyn import _core
from opiodyn._checks import check
from opiodyn._checks.check import FloatArray
from opiodyn._checks.notebook import facts_html, short
from opiodyn._checks.pickles import pickled_by_fields
from opiodyn._checks.shown import shown

if TYPE_CHECKING:  # `simulate` reads the words below, and must not wait for pandas
    from opiodyn._events.faults import Bools
    from opiodyn._events.source.cells import IntArray

SubjectId: TypeAlias = int | str

RECORDS = ("observations", "all", "both")
"""These words choose the rows of a table that are outputs."""
OBSERVATIONS, _, BOTH = RECORDS


@pickled_by_fields("EventSubject")
@dataclass(frozen=True)
class EventSubject:
    """An event subject is one subject of an event table.

    `EventTable.subjects` makes it. Its fields cannot be replaced, and threads may share it as long
    as none of them writes into its arrays.
    """

    id: SubjectId
    """The ID is a whole number, or a name as text."""
    regimen: _core.Regimen
    """The regimen holds the doses, resets and changes of parameters in the order of the table."""
    times: FloatArray
    """The times are those of the outputs [h]: of observations and changes (EVID 0 and 2), or of
    all rows, as `EventTable.subjects` was asked."""
    seen: IntArray
    """This is how many records of the regimen each output shows at its time.

    An output at the time of a dose shows the dose if the row of the dose stands before it, or if
    the output is that after the row itself.
    """
    dv: FloatArray
    """The observed values (DV) are one per output. NaN stands for none, as with MDV = 1 and in rows
    that give a dose or reset."""
    covariates: Mapping[str, float | str]
    """This is the first known value of each covariate, in the units of `opiodyn.Model`."""
    rows: IntArray
    """Each output belongs to this row, as `EventTable.frame` counts them."""
    evid: IntArray
    """This is the EVID of the row of each output."""
    sides: npt.NDArray[np.str_]
    """An output shows the state ``"after"`` its row, or just ``"before"`` it."""

    def __repr__(self) -> str:
        known = ", ".join(self.covariates)
        taken = f"'{short(str(self.regimen))}', {len(self.times)} outputs"
        return f"<EventSubject {self.id}: {taken}{', ' + known if known else ''}>"

    def _repr_html_(self) -> str:
        facts = {
            "regimen": str(self.regimen),
            "outputs": f"{len(self.times):,}",
            "observed values": f"{int(np.isfinite(self.dv).sum()):,}",
            "covariates": ", ".join(f"{name} = {one}" for name, one in self.covariates.items()),
        }
        return facts_html(f"opiodyn subject {self.id}", facts)


def check_choice(records: str) -> str:
    """Returns the word that chooses the rows that are outputs.

    Raises:
        InputError: There is no such word.
    """
    chosen = check.word("records", records)
    if chosen not in RECORDS:
        rule = "must be {!r}, {!r} or {!r}".format(*RECORDS)
        raise check.input_error("records", shown(chosen), rule)
    return chosen


class Shown(NamedTuple):
    """Outputs show rows of a table in their order, some of them twice."""

    rows: IntArray
    """The rows are counted from 0."""
    after: Bools
    """An output shows the state once its row has happened (True), or just before that (False)."""


def shown_rows(records: str, evid: FloatArray, acts: Bools) -> Shown:
    """Returns the outputs that a word of `check_choice` stands for.

    Args:
        records: The word.
        evid: The EVID of each row.
        acts: The rows that give a dose or reset.
    """
    if records == OBSERVATIONS:
        rows = np.flatnonzero(np.isin(evid, (0.0, 2.0)))
    else:
        rows = np.repeat(np.arange(len(evid)), np.where(acts & (records == BOTH), 2, 1))
    last_of_its_row = np.append(np.diff(rows) > 0, True)
    return Shown(rows, last_of_its_row[: len(rows)])
