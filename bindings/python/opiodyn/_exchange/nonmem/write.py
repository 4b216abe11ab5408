"""This module writes a regimen and its model as a NONMEM control stream with its data set."""

from __future__ import annotations

from collections.abc import Iterator

from opiodyn._checks import check
from opiodyn._exchange.dose_table import DoseTable, dose_table
from opiodyn._exchange.head import head
from opiodyn._exchange.nonmem.data import COLUMNS, csv_text, dose_rows, observation
from opiodyn._exchange.nonmem.layout import comments, statement, words
from opiodyn._exchange.nonmem.stream import Stream
from opiodyn._exchange.request import Request, times_among
from opiodyn._exchange.values import term_values

DOSING_NOTES = (
    "Amounts are in mg, and F turns them into the nmol of a compartment. A dose that enters "
    "several compartments has a row for each. RATE of an infusion is in nmol/h, because NONMEM "
    "multiplies AMT by F and not RATE: whoever changes F changes RATE too.",
    "A stimulus is a dose without F, in the unit of its compartment.",
)
ONE_PERSON = "It simulates one person: OMEGA is 0, and values are the typical ones or the person's."


def texts(request: Request) -> list[str]:
    """Returns the texts of the control stream and of its data set.

    Raises:
        InputError: The regimen has what NONMEM cannot say.
    """
    table = dose_table(request.model, request.formulas, request.regimen, "NONMEM")
    lines = _control(request, table)
    return ["\n".join(lines) + "\n", csv_text(COLUMNS, _rows(request, table))]


def data_name(path_name: str) -> str:
    """Returns the name of a data set as $DATA has it.

    Raises:
        InputError: The name has a character that NONMEM cannot read.
    """
    if not path_name.isascii() or "'" in path_name or '"' in path_name:
        rule = "must be a name in ASCII without quotation marks, for NONMEM"
        raise check.input_error("path", f"'{path_name}'", rule)
    return f"'{path_name}'" if set(path_name) & set(" ,;()=") else path_name


def _control(request: Request, table: DoseTable) -> Iterator[str]:
    stream = Stream(request.formulas, table)
    name = data_name(request.path.with_suffix(".csv").name)
    outputs = request.formulas.outputs
    shown = [stream.names[output.name] for output in outputs]
    yield from stream.sizes()
    yield "$PROBLEM A regimen in a model of opioids, written by opiodyn"
    how = f"Run it by: nmfe75 {request.path.name} {request.path.with_suffix('.lst').name}"
    yield from comments([*head(request, how), ONE_PERSON, *DOSING_NOTES])
    yield f"$INPUT {' '.join(COLUMNS)}"
    yield f"$DATA {name} IGNORE=@"
    yield "$SUBROUTINES ADVAN13 TOL=9"
    yield from stream.compartments()
    yield ""
    yield "$PK"
    yield from stream.pk({})
    yield ""
    yield "$DES"
    yield from stream.des()
    yield ""
    yield "$ERROR"
    yield from stream.outputs(outputs)
    yield from statement(f"Y = {shown[0]} + ETA(1) + EPS(1)", "nothing scatters: both are 0")
    yield ""
    yield "$OMEGA 0 FIX"
    yield "$SIGMA 0 FIX"
    yield "$SIMULATION (20260101) ONLYSIMULATION"
    path = data_name(request.path.with_suffix(".tab").name)
    yield from words("$TABLE", ["ID", "TIME", "EVID", *shown])
    yield f"  NOPRINT NOAPPEND ONEHEADER FORMAT=s1PE23.15E3 FILE={path}"


def _rows(request: Request, table: DoseTable) -> list[dict[str, str]]:
    """Returns the rows of the data set; an observation stands after what else has its time."""
    values = term_values(request.formulas)
    rows = [(row.time, cells) for row, cells in dose_rows(table, values)]
    times = times_among(request.times, (row.time for row in table.rows))
    rows.extend((time, observation(time, DV="0")) for time in times.tolist())
    return [cells | {"ID": "1"} for _, cells in sorted(rows, key=lambda row: row[0])]
