"""Reads bytes as an open file with an event table in text; other line ends change nothing."""

import io
import zlib

import opiodyn as od
import tables

SEEDS = (
    b"TIME,AMT\n0,50\n1,.\n",
    b"ID,TIME,AMT,DRUG,EVID,ROUTE,II,ADDL\n1,0,50,naltrexone,1,po,24,2\n1,2,.,.,0,.,.,.\n",
    b"#ID\tTIME\tAMT\tRATE\tCMT\tSS\tII\n1\t0\t10\t5\t2\t1\t12\n2\t0\t1\t0\t1\t0\t0\n",
    b'ID;TIME;AMT;"DRUG"\na;0;50;"naltrexone"\nb;0;1;"mor""phine\n2"\n',
    b"TABLE NO.  1\n ID TIME AMT EVID\n 1 0 5 1\n 1 0 0 3\n 1 0 5 4\n",
    b"ID,DATE,TIME,AMT,OCC\n1,02/28/24,22:00,5,1\n1,03/01/24,8:00,.,2\n",
    b"TIME,AMT,DV,weight,CL\nh,mg,nM,kg,L/h\n0,50,.,70,100\n1.5,.,3.2,71,120\n",
    "TIME,AMT\n0,50\n".encode("utf-16"),
)
WORDS = (*tables.COLUMNS, *tables.CELLS)
LONGEST = 512
ROOMS = ("opiodyn._events",)


def target(data: bytes) -> str:
    draw = zlib.crc32(data)
    if draw % 8 == 0 and b"\r" not in data and not data.startswith((b"\xff", b"\xfe")):
        other = data.replace(b"\n", b"\r\n" if draw % 16 == 0 else b"\r")
        assert _outcome(other) == _outcome(data)
    return tables.judged(_read(data), built=draw % 8 == 1)


def _outcome(data: bytes) -> str:
    try:
        return tables.judged(_read(data), built=False)
    except od.InputError as error:
        return str(error)


def _read(data: bytes) -> od.EventTable:
    return od.read_events(io.BytesIO(data), drug="naltrexone")
