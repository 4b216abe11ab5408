"""This module holds event tables in the form of NONMEM.

A table has a row per dose, observation, reset or change of parameters.
"""

from __future__ import annotations

import html
from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

from opiodyn import _core
from opiodyn._checks import check
from opiodyn._events.words import text_of
from opiodyn._events.write import to_events
from opiodyn._model.model import Model

if TYPE_CHECKING:
    import pandas as pd

    from opiodyn._events.build import Builder
    from opiodyn._events.checked import Checked
    from opiodyn._events.faults import Bools, Faults
    from opiodyn._events.source.read import Source
    from opiodyn._events.subject import EventSubject, SubjectId

__all__ = ["EventTable", "read_events", "to_events"]

_CARRIES = ("next", "last")


class EventTable:
    """An event table is a table of events that has been read and checked.

    `read_events` makes it. It is immutable, and threads may share it.
    """

    def __init__(self, checked: Checked, carry: str) -> None:
        self._source = checked.source
        self._values = checked.columns
        self._row_ids = checked.ids
        self._starts = checked.starts
        self._rows = checked.rows
        self._names = checked.names
        self._carry = carry

    @property
    def frame(self) -> pd.DataFrame:
        """This is a copy of the table, with names in lower case and missing values filled in.

        The columns are ``row``, ``id``, ``time`` [h], ``evid``, ``amt`` [mg], ``rate`` [mg/h],
        ``dur`` [h], ``ii`` [h], ``addl``, ``ss``, ``mdv`` (if the table has it), ``cmt``, ``drug``,
        ``route`` and the table's other columns. ``row`` is the line of a file, where the column
        names are row 1, or the position in a DataFrame, from 0. An empty ``cmt``, ``drug`` or
        ``route`` is left to the model. Other columns are NaN where nothing is given.
        """
        import pandas as pd

        whole = ("evid", "addl", "ss")
        columns = {
            key: column.astype(np.int64) if key in whole else column.copy()
            for key, column in self._values.items()
            if key != "mdv" or key in self._names
        }
        numbers = self._rows.numbers.copy()
        first = {"row": numbers, "id": pd.Series(list(self._row_ids)), "time": columns["time"]}
        return pd.DataFrame({**first, "evid": columns["evid"], **columns})

    @property
    def ids(self) -> tuple[SubjectId, ...]:
        """The IDs name the subjects in the order of the table: whole numbers, or names as text."""
        return tuple(self._row_ids[self._starts])

    @property
    def drugs(self) -> list[str]:
        """The drugs are those that the doses name, in the order of the table."""
        dosed = self._values["drug"][self._doses()]
        return [name for name in dict.fromkeys(dosed.tolist()) if name]

    @property
    def carry(self) -> str:
        """This is ``"next"`` or ``"last"``, as given to `read_events`."""
        return self._carry

    def regimens(self, model: Model | None = None) -> dict[SubjectId, _core.Regimen]:
        """Returns the regimen of each subject, by its ID.

        Args:
            model: The model that the table is for. None takes the drugs of the library that the
                table names.

        Returns:
            A regimen for each ID, with a record for every dose, reset and change of parameters.

        Raises:
            InputError: The table asks for a drug, compartment, route, parameter or duration of
                absorption that the model does not have. The message names row and column.
        """
        return self._builder(model).regimens()

    def subjects(self, model: Model | None = None) -> list[EventSubject]:
        """Returns the subjects, each with its regimen and its observations.

        Args:
            model: The model that the table is for. None takes the drugs of the library that the
                table names.

        Returns:
            One `EventSubject` per subject, in the order of the table.

        Raises:
            InputError: The table asks for a drug, compartment, route, parameter or duration of
                absorption that the model does not have. The message names row and column.
        """
        return self._builder(model).subjects()

    def _builder(self, model: Model | None) -> Builder:
        from opiodyn._events.build import Builder

        if model is not None:
            check.instance("model", model, Model, "must be a Model")
        return Builder(
            self._values, list(self.ids), self._starts, self._carry, model, self._faults()
        )

    def _faults(self) -> Faults:
        from opiodyn._events.faults import Faults

        return Faults(self._rows, self._names, self._show)

    def _show(self, key: str, row: int) -> str:
        return text_of(self._values[key][row])

    def _doses(self) -> Bools:
        from opiodyn._events.records import is_dose

        return is_dose(self._values)

    def __len__(self) -> int:
        return len(self._row_ids)

    def __repr__(self) -> str:
        evid = self._values["evid"]
        counts = {
            "subject": len(self._starts),
            "record": len(self),
            "dose": int(self._doses().sum()),
            "observation": int((evid == 0.0).sum()),
        }
        listed = ", ".join(f"{n} {word}{'' if n == 1 else 's'}" for word, n in counts.items())
        return f"<EventTable of {self._source}: {listed}>"

    def _repr_html_(self) -> str:
        head = self.frame.head(10).to_html(index=False, na_rep="")
        more = f"<p>and {len(self) - 10} more rows</p>" if len(self) > 10 else ""
        return f"<p><b>{html.escape(repr(self)[1:-1])}</b></p>{head}{more}"


def read_events(
    source: Source, *, drug: str | None = None, carry: str = "next", ignore: Iterable[str] = ()
) -> EventTable:
    """Reads a table of events with NONMEM's columns: doses, observations, resets, changes.

    Column names may be in upper or lower case. A full stop, NA, N/A or nothing is a missing value.
    A table needs a column ``TIME`` [h from the start of the run]. A dose has ``AMT`` [mg], and as
    needed ``RATE`` [mg/h] or ``DUR`` [h], ``II`` [h], ``ADDL``, ``SS``, ``CMT`` or ``ROUTE``, and
    ``DRUG``. ``EVID`` is 0 for an observation, 1 for a dose, 2 for a change of parameters, 3 for a
    reset, and 4 for a reset with a dose. ``F1``, ``ALAG1``, ``D1``, ``R1`` and so on belong to the
    compartment of that number. Columns named after covariates (``weight`` or ``WT``, ...) and
    parameters (``CL``, ``mydrug.oral.ka``) set these. docs/events.md describes all columns.

    Args:
        source: Path of a CSV in UTF-8, such a file opened for reading, or a pandas DataFrame.
        drug: The drug of all doses that do not name one in a column ``DRUG``.
        carry: Time from which the covariates and parameters of a row apply. ``"next"`` applies them
            from the previous row on, as NONMEM does; ``"last"`` from the row's own time on. The
            values of the first row apply from time 0.
        ignore: Names of columns to leave out. A column that the table reads, or that has a meaning
            in the field (``DATE``, ``C``, ``#ID``), can be left out only if that changes nothing.

    Returns:
        The table, with every row checked. Nothing is read in part.

    Raises:
        InputError: The source cannot be read or breaks a rule. The message names the first row at
            fault, the column, the value and the rule.

    Example:
        >>> import io
        >>> csv = io.StringIO("TIME,AMT,CMT\\n0,100,1\\n1,.,.\\n2,.,.\\n")
        >>> table = read_events(csv, drug="naltrexone")
        >>> table.subjects()[0].times
        array([1., 2.])
    """
    from opiodyn._events.checked import read

    if carry not in _CARRIES:
        raise check.input_error("carry", repr(carry), "must be 'next' or 'last'")
    return EventTable(read(source, _drug(drug), ignore), carry)


def _drug(drug: str | None) -> str:
    if drug is None:
        return ""
    if check.word("drug", drug).strip() == "" or any(c in drug for c in " \t\n+"):
        raise check.input_error("drug", repr(drug), "must be the name of a drug, one word")
    return drug
