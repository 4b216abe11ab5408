"""This module holds the command `opiodyn run`."""

from __future__ import annotations

import argparse
import json

from opiodyn import _core
from opiodyn._checks import files
from opiodyn._cli import compare, simulate
from opiodyn._cli.exits import DONE
from opiodyn._cli.forms import IN_SCENARIO, told
from opiodyn._cli.printed import form_of
from opiodyn._cli.scenario.read import placed, read
from opiodyn._cli.scenario.scenario import scenario
from opiodyn._cli.scenario.schema import SCENARIO


def command(chosen: argparse.Namespace) -> int:
    """Runs a scenario, or prints the JSON Schema of scenarios; returns the exit code."""
    if chosen.schema:
        print(json.dumps(SCENARIO.json_schema(), indent=2))
        return DONE
    files.check_toml("SCENARIO", chosen.scenario, "opiodyn simulate takes a regimen or a table")
    document = read(chosen.scenario)
    asked = scenario(document, anywhere=chosen.write_anywhere)
    sections = ("compare", "outputs", "solver", "model", "regimen", "table")
    form = form_of(chosen)
    with placed(document, *sections), told(IN_SCENARIO):
        if asked.compares:
            assert isinstance(asked.doses, _core.Regimen)  # scenario() has refused a table
            return compare.carry_out(asked.doses, asked.model, asked.options, asked.to, form)
        return simulate.carry_out(asked.doses, asked.model, asked.options, asked.to, form)
