"""This module holds the command `opiodyn events`."""

from __future__ import annotations

import argparse

from opiodyn import _core
from opiodyn._checks import check
from opiodyn._checks.shown import shown
from opiodyn._cli.exits import DONE
from opiodyn._cli.forms import IN_SHELL, rewritten, told
from opiodyn._cli.tables import is_regimen, read_table
from opiodyn._events.events import EventTable
from opiodyn._events.explained.layout import bullets
from opiodyn._model.model import Model
from opiodyn._model.options import DrugChoice


def command(chosen: argparse.Namespace) -> int:
    """Prints what was understood of a table, and returns the exit code."""
    if is_regimen(chosen.table):
        rule = "is a regimen and no table; opiodyn simulate takes it"
        raise check.input_error("FILE", shown(chosen.table), rule)
    with told(IN_SHELL):
        table, drugs = read_table(chosen.table, chosen)
        explained = _explained(table, drugs) if chosen.drug else table.explain()
    print(rewritten(explained, IN_SHELL))
    return DONE


def _explained(table: EventTable, drugs: list[DrugChoice] | None) -> str:
    """Returns what was understood of a table for these drugs.

    A drug file may lack what its receptors need, which a table does not show. Then a model of the
    pharmacokinetics alone explains the table, and the text says what is missing for a run.

    Raises:
        InputError: The table does not fit the drugs.
    """
    try:
        return table.explain(Model(drugs=drugs))
    except _core.InputError as error:
        try:
            explained = table.explain(Model(drugs=drugs, receptors=[], endogenous=[]))
        except _core.InputError:
            raise error from None
        return "\n\n".join([explained, *bullets("Needed before it can run", [str(error)])])
