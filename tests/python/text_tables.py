"""Functions that tests of tables of events as text use."""

import io

import opiodyn as od
from fixtures import refusal


def read(text, **options):
    """Reads a text as it stands."""
    return od.read_events(io.StringIO(text, newline=""), **options)


def refused(text, **options):
    return refusal(lambda: read(text, **options))


def content(table):
    """The rows of a table without those columns that are always there."""
    return table.frame[["row", "id", "time", "amt"]].to_numpy().tolist()
