"""The command `opiodyn run`."""

from __future__ import annotations

import argparse
import json

from opiodyn import _core
from opiodyn._cli import compare, simulate
from opiodyn._cli.scenario.read import placed, read
from opiodyn._cli.scenario.scenario import scenario
from opiodyn._cli.scenario.schema import json_schema


def command(chosen: argparse.Namespace) -> int:
    """Runs a scenario, or prints the JSON Schema of scenarios; returns the exit code."""
    if chosen.schema:
        print(json.dumps(json_schema(), indent=2))
        return simulate.DONE
    document = read(chosen.scenario)
    asked = scenario(document)
    with placed(document, "compare", "outputs", "solver", "model", "regimen"):
        if asked.compares:
            assert isinstance(asked.taken, _core.Regimen)  # refused before
            return compare.carry_out(asked.taken, asked.model, asked.options, asked.to)
        return simulate.carry_out(asked.taken, asked.model, asked.options, asked.to)
