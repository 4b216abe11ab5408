"""Event tables, as NONMEM has them: a row per dose, observation, reset or change."""

from __future__ import annotations

import html
from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

from opiodyn import _core
from opiodyn._checks import check
from opiodyn._events.write import to_events
from opiodyn._model.model import Model

if TYPE_CHECKING:
    import pandas as pd

    from opiodyn._events.build import Builder
    from opiodyn._events.checked import Checked
    from opiodyn._events.faults import Faults
    from opiodyn._events.read import Source
    from opiodyn._events.subject import EventSubject, SubjectId

__all__ = ["EventTable", "read_events", "to_events"]

_CARRIES = ("next", "last")


class EventTable:
    """A table of events that has been read and checked. Never changes. Made by `read_events`."""

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
        """A copy of the table, with names in lower case and what was missing filled in.

        Columns: ``row`` (of the file, where the column names are row 1; of a DataFrame, counted
        from 0), ``id``, ``time`` (h), ``evid``, ``amt`` (mg), ``rate`` (mg/h), ``dur`` (h), ``ii``
        (h), ``addl``, ``ss``, ``mdv`` (where the table has it), ``cmt``, ``drug``, ``route`` (an
        empty text: left to the model), and those of the table's other columns, NaN where nothing
        is given.
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
        """The subjects in the order of the table: whole numbers, or names as text."""
        return tuple(self._row_ids[self._starts])

    @property
    def drugs(self) -> list[str]:
        """The drugs that its doses name, in the order of the table."""
        dosed = self._values["drug"][np.isin(self._values["evid"], (1.0, 4.0))]
        return [name for name in dict.fromkeys(dosed.tolist()) if name]

    @property
    def carry(self) -> str:
        """``"next"`` or ``"last"``: see `read_events`."""
        return self._carry

    def regimens(self, model: Model | None = None) -> dict[SubjectId, _core.Regimen]:
        """What each subject gets.

        Args:
            model: The model that the table is for; None stands for the drugs of the library that
                the table names.

        Returns:
            A regimen for each ID, with a record for every dose, reset and change of parameters.

        Raises:
            InputError: The table asks for what the model does not have: a drug, a compartment, a
                route, a parameter, a duration of absorption. The message names row and column.
        """
        return self._builder(model).regimens()

    def subjects(self, model: Model | None = None) -> list[EventSubject]:
        """What each subject gets, and when it is observed.

        Args:
            model: As in `regimens`.

        Returns:
            One item per subject with ``id``, ``regimen``, ``times`` (h) and ``dv`` of the
            observation records, ``seen`` (how many records of the regimen stand before each of
            them) and ``covariates``.

        Raises:
            InputError: As in `regimens`.
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
        value = self._values[key][row]
        return value if isinstance(value, str) else f"{value:.15g}"

    def __len__(self) -> int:
        return len(self._row_ids)

    def __repr__(self) -> str:
        evid = self._values["evid"]
        counts = {
            "subject": len(self._starts),
            "record": len(self),
            "dose": int(np.isin(evid, (1.0, 4.0)).sum()),
            "observation": int((evid == 0.0).sum()),
        }
        said = ", ".join(f"{n} {word}{'' if n == 1 else 's'}" for word, n in counts.items())
        return f"<EventTable of {self._source}: {said}>"

    def _repr_html_(self) -> str:
        head = self.frame.head(10).to_html(index=False, na_rep="")
        more = f"<p>and {len(self) - 10} more rows</p>" if len(self) > 10 else ""
        return f"<p><b>{html.escape(repr(self)[1:-1])}</b></p>{head}{more}"


def read_events(
    source: Source, *, drug: str | None = None, carry: str = "next", ignore: Iterable[str] = ()
) -> EventTable:
    """Reads a table of events with NONMEM's columns: doses, observations, resets, changes.

    Column names may be in upper or lower case. A full stop, NA, N/A or nothing is a missing
    value.
    ``TIME`` (h from the start of the run) must be there. A dose has ``AMT`` (mg), and where needed
    ``RATE`` (mg/h) or ``DUR`` (h), ``II`` (h), ``ADDL``, ``SS``, ``CMT`` or ``ROUTE``, ``DRUG``.
    ``EVID`` is 0 for an observation, 1 for a dose, 2 for a change of parameters, 3 for a reset, 4
    for a reset and a dose. ``F1``, ``ALAG1``, ``D1``, ``R1`` and so on belong to the compartment of
    that number. Columns named after covariates (``weight`` or ``WT``, ...) and parameters (``CL``,
    ``mydrug.oral.ka``) set these. See docs/events.md.

    Args:
        source: Path of a CSV in UTF-8, such a file opened for reading, or a pandas DataFrame.
        drug: The drug of all doses that do not name one in a column ``DRUG``.
        carry: From when on the covariates and parameters of a record hold. ``"next"``: since the
            record before, as in NONMEM. ``"last"``: from the time of the record itself. Those of
            the first record hold from time 0.
        ignore: Names of columns to leave out.

    Returns:
        The table, with every row checked.

    Raises:
        InputError: The source cannot be read or breaks a rule; the message names the first row at
            fault, the column, the value and the rule. Nothing is read in part.

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
