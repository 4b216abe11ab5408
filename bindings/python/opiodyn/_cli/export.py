"""This module holds the command `opiodyn export`."""

from __future__ import annotations

import argparse

from opiodyn import _core
from opiodyn._checks import check, files
from opiodyn._cli.exits import DONE
from opiodyn._cli.forms import IN_SCENARIO, told
from opiodyn._cli.scenario.read import placed, read
from opiodyn._cli.scenario.scenario import scenario
from opiodyn._exchange.export import LANGUAGES, export, target_of

_TIMES = ("end", "delta", "times")


def command(chosen: argparse.Namespace) -> int:
    """Writes a scenario in another language; returns the exit code."""
    files.check_toml(
        "SCENARIO", chosen.scenario, "it has the regimen and the model (docs/scenarios.md)"
    )
    document = read(chosen.scenario)
    asked = scenario(document)
    if not isinstance(asked.doses, _core.Regimen):
        rule = (
            "has a table of events, and export takes a regimen. For the subjects of a table, "
            "export an objective from Python: od.export(od.objective(table, ...), 'study.ctl')"
        )
        raise check.input_error("SCENARIO", repr(chosen.scenario), rule)
    language, path = target_of(chosen.to, chosen.language, field="--to")
    timed = LANGUAGES[language].timed
    times = {key: asked.options[key] for key in _TIMES if timed and key in asked.options}
    with placed(document, "outputs", "model", "regimen"), told(IN_SCENARIO):
        export(asked.doses, path, model=asked.model, language=language, **times)
    print(path)
    return DONE
