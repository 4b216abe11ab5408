"""Takes bytes apart into the rows and cells of a table, which needs no pandas."""

import tables
from opiodyn._events.notes import Notes
from opiodyn._events.source.files.content import utf8_of
from opiodyn._events.source.lines import kinds
from opiodyn._events.source.lines.heading import heading_of
from opiodyn._events.source.lines.lines import lines_of
from opiodyn._events.source.lines.quoted import Quoted
from opiodyn._events.source.lines.separators import cells_of, counted
from opiodyn._events.source.request import request_of

SEEDS = (
    b"ID,TIME,AMT\n1,0,50\n1,2,.\n",
    b'#ID\tTIME\tDRUG\n1\t0\t"naltrexone"\n2\t0\t"mor""phine\n2"\n',
    b"TABLE NO.  1\n ID TIME AMT EVID\n 1 0 5 1\n\n# x\n 1 0 0 3\n",
    b"TIME [d];AMT (ug);\nh;mg;\n0;1,5;\n",
    "\ufeffTIME,AMT\r\n0,50\r1,\u00b5\r\n".encode(),
    "TIME,AMT\n0,50\n".encode("utf-16"),
)
WORDS = (*tables.COLUMNS, *tables.CELLS)
LONGEST = 512
ROOMS = ("opiodyn._events.source",)
REQUEST = request_of(None, None, None, (), (), (), None, ".", None)


def target(data: bytes) -> str:
    lines = lines_of("some.csv", utf8_of("some.csv", data))
    heading = heading_of("some.csv", lines, REQUEST)
    assert 0 < heading.width <= len(heading.names)
    assert heading.line < heading.after <= len(lines)
    found = kinds.kinds_of(lines, heading, REQUEST)
    assert not (found[: heading.line] == kinds.ROW).any()  # above the names there are none
    kinds.refuse_several_tables(lines, found)
    if lines.data.find(b'"', int(lines.ends[heading.after - 1])) >= 0:
        rows, columns = Quoted(lines, heading, found).columns("some.csv")
        assert len(columns) == heading.width
        assert all(len(column) == len(rows) for column in columns)
    else:
        counts = counted(lines, heading.separator, (heading.width,))
        for line in range(heading.after, len(lines)):
            if found[line] == kinds.ROW:  # two ways to count cells
                assert len(cells_of(lines.text(line), heading.separator)) == counts.cells[line]
        columns = []
    notes = Notes()
    kinds.note_what_is_left_out(found, heading, notes)
    return f"{heading} {columns} {found.tolist()} {notes.sentences}"
