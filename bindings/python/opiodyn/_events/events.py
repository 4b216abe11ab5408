"""This module holds event tables in the form of NONMEM.

A table has a row per dose, observation, reset or change of parameters.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from opiodyn import _core
from opiodyn._checks import ask, check
from opiodyn._checks.notebook import frame_html
from opiodyn._checks.pickles import pickled
from opiodyn._checks.shown import shown
from opiodyn._events.subject import check_choice
from opiodyn._events.words import plural, text_of
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

CARRIES = ("next", "last")


@pickled("EventTable")
class EventTable:
    """An event table is a table of events that has been read and checked.

    `read_events` makes it. It is immutable, and threads may share it.
    """

    def __init__(self, checked: Checked, carry: str) -> None:
        self._checked = checked
        self._values = checked.columns
        self._carry = carry

    def _plain(self) -> dict[str, Any]:
        return {"checked": self._checked.plain(), "carry": self._carry}

    @classmethod
    def _again(cls, checked: dict[str, Any], carry: str) -> EventTable:
        from opiodyn._events.checked import again

        return cls(again(checked), check.word("pickle.carry", carry))

    @property
    def frame(self) -> pd.DataFrame:
        """This is a copy of the table, with names in lower case and missing values filled in.

        The columns are ``row``, ``id``, ``time`` [h], ``evid``, ``amt`` [mg], ``rate`` [mg/h],
        ``dur`` [h], ``ii`` [h], ``addl``, ``ss``, ``mdv`` (if the table has it), ``cmt``, ``drug``,
        ``route`` and the table's other columns. Amounts that the table has in nmol stay in nmol;
        ``frame.attrs["units"]`` has the unit of each column. ``row`` is the line of a file, where
        the column names are row 1, or the position in a DataFrame, from 0. An empty ``cmt``,
        ``drug`` or ``route`` is left to the model. Other columns are NaN where nothing is given.
        """
        import pandas as pd

        whole = ("evid", "addl", "ss")
        columns = {
            key: column.astype(np.int64) if key in whole else column.copy()
            for key, column in self._values.items()
            if key != "mdv" or key in self._checked.names
        }
        numbers = self._checked.rows.numbers.copy()
        first = {"row": numbers, "id": pd.Series(list(self._checked.ids)), "time": columns["time"]}
        frame = pd.DataFrame({**first, "evid": columns["evid"], **columns})
        units = {key: self._checked.units.read(key) for key in map(str, frame.columns)}
        frame.attrs["units"] = {key: unit for key, unit in units.items() if unit.strip("-")}
        return frame

    @property
    def ids(self) -> tuple[SubjectId, ...]:
        """The IDs name the subjects in the order of the table: whole numbers, or names as text."""
        return tuple(self._checked.ids[self._checked.starts])

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

    def subjects(
        self, model: Model | None = None, *, records: str = "observations"
    ) -> list[EventSubject]:
        """Returns the subjects, each with its regimen and its outputs.

        Args:
            model: The model that the table is for. None takes the drugs of the library that the
                table names.
            records: The rows that are outputs, as in `simulate`: ``"observations"`` for those of
                EVID 0 and 2, ``"all"`` for all rows, ``"both"`` for all rows and the state before
                each dose and reset too.

        Returns:
            One `EventSubject` per subject, in the order of the table.

        Raises:
            InputError: The table asks for a drug, compartment, route, parameter or duration of
                absorption that the model does not have. The message names row and column. Or there
                is no such word for ``records``.
        """
        chosen = check_choice(records)
        return self._builder(model).subjects(chosen, self._checked.rows.numbers)

    def explain(self, model: Model | None = None) -> str:
        """Returns what was understood of the table as text for people, without running it.

        The text tells subjects, records, times, doses by drug, route and compartment, the columns
        that set covariates and parameters, columns left out, units, and notes of the reader.

        Args:
            model: The model that the table is for. None takes the drugs of the library that the
                table names. If that is not enough, the text says what is missing.

        Raises:
            InputError: The table does not fit the model that is given.

        Example:
            >>> import io
            >>> csv = io.StringIO("TIME,AMT,II,ADDL\\n0,50,24,6\\n100,.,.,.\\n")
            >>> print(read_events(csv, drug="naltrexone").explain())
            'StringIO'
              subjects  1: all rows, as there is no column ID
              records   2: 1 dose, 1 observation
              time      0 to 100 h (4.17 d); the last dose is at 144 h (6 d)
              columns   TIME, AMT, II, ADDL
            <BLANKLINE>
            Doses
              drug        route  compartment  records  doses  amount mg
              naltrexone  po     1 depot      1        7      50
        """
        from opiodyn._events.explained.text import Explained, explanation, needed

        builder, needs = None, ""
        try:
            builder = self._builder(model)
        except _core.InputError as error:
            if model is not None:
                raise
            needs = needed(error, self._values, self._doses())
        return explanation(Explained(self._checked, self._carry, builder, needs))

    def _builder(self, model: Model | None) -> Builder:
        from opiodyn._events.build import Builder

        if model is not None:
            check.instance("model", model, Model, "must be a Model")
        return Builder(self._checked, self._carry, model, self._faults())

    def _faults(self) -> Faults:
        from opiodyn._events.faults import Faults

        checked = self._checked
        return Faults(checked.rows, checked.names, self._show, checked.request.leaving)

    def _show(self, key: str, row: int) -> str:
        value = self._values[key][row]
        if isinstance(value, str):
            return value
        return text_of(self._checked.units.as_written(key, value))

    def _doses(self) -> Bools:
        from opiodyn._events.records import is_dose

        return is_dose(self._values)

    def __len__(self) -> int:
        return len(self._checked.ids)

    def __repr__(self) -> str:
        evid = self._values["evid"]
        counts = {
            "subject": len(self._checked.starts),
            "record": len(self),
            "dose": int(self._doses().sum()),
            "observation": int((evid == 0.0).sum()),
        }
        listed = ", ".join(f"{n} {plural(n, word)}" for word, n in counts.items())
        return f"<EventTable of {self._checked.source}: {listed}>"

    def _repr_html_(self) -> str:
        return frame_html(repr(self)[1:-1], self.frame, index=False)


def read_events(
    source: Source,
    *,
    drug: str | None = None,
    columns: Mapping[str, str] | None = None,
    units: Mapping[str, str] | None = None,
    keep: Iterable[str] | None = None,
    drop: Iterable[str] = (),
    ignore: str | Iterable[str] = (),
    accept: str | Iterable[str] = (),
    dates: str | None = None,
    decimal: str = ".",
    sheet: str | None = None,
    carry: str = "next",
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
        source: Path of a file, a text file opened for reading, or a frame. Files are text in UTF-8
            with commas, semicolons, tabs or blanks between the cells, or Excel, Parquet or
            Feather; they may be compressed. Frames are those of pandas, Polars and Arrow.
        drug: The drug of all doses that do not name one in a column ``DRUG``.
        columns: New names of columns by the names that the table writes: ``{"LAGT": "ALAG2"}``.
        units: Units of columns by their names, such as ``{"TIME": "d", "AMT": "ug"}``. Known are
            "min", "h", "d", "wk" for times, and "ng", "ug", "mg", "g", "nmol", "umol", "mmol" for
            amounts. A row of units or a heading such as ``TIME [d]`` says the same.
        keep: Names of the columns to read; all others are left out, as by ``drop``. None keeps all.
        drop: Names of columns to leave out. A column that the table reads, or that has a meaning
            in the field, can be left out only if that changes nothing.
        ignore: Rows to leave out, in the words of NONMEM: a mark with which such rows begin
            (``"@"`` for a letter), or conditions such as ``"(DV.GT.100, STUDY==2)"``.
        accept: Conditions of which a row must meet one.
        dates: Order of month, day and year in dates: ``"mdy"``, ``"dmy"``, ``"ymd"``, ``"ydm"``.
            None takes that of the column: DATE is mdy, DAT1 dmy, DAT2 ymd, DAT3 ydm. Dates of a
            workbook or a frame that are no text need none.
        decimal: Mark of decimals, ``"."`` or ``","``.
        sheet: Name of the sheet of a workbook that has several.
        carry: Time from which the covariates and parameters of a row apply. ``"next"`` applies them
            from the previous row on, as NONMEM does; ``"last"`` from the row's own time on. The
            values of the first row apply from time 0.

    Returns:
        The table, with every row checked. Nothing is read in part.

    Raises:
        InputError: The source cannot be read or breaks a rule. The message names the first row at
            fault, the column, the value and the rule.
        ImportError: Excel, Parquet, Polars and Arrow need packages that are not installed; the
            message names the extra of opiodyn that brings them.

    Example:
        >>> import io
        >>> csv = io.StringIO("TIME,AMT,CMT\\n0,100,1\\n1,.,.\\n2,.,.\\n")
        >>> table = read_events(csv, drug="naltrexone")
        >>> table.subjects()[0].times
        array([1., 2.])
    """
    from opiodyn._events.checked import read
    from opiodyn._events.source.request import drug_of, request_of

    if not ask.is_a(carry, str) or str.__str__(carry) not in CARRIES:
        raise check.input_error("carry", shown(carry), "must be 'next' or 'last'")
    request = request_of(columns, units, keep, drop, ignore, accept, dates, decimal, sheet)
    return EventTable(read(source, drug_of(drug), request), str.__str__(carry))
