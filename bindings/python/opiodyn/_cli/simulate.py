"""This module holds `opiodyn simulate`, and `opiodyn run` of a scenario without a comparison."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from opiodyn import _core
from opiodyn._checks import check
from opiodyn._cli import output, settings
from opiodyn._cli.drugs import drugs_of
from opiodyn._cli.exits import DONE, FAILED, complain
from opiodyn._cli.output import Targets
from opiodyn._dosing.regimen import regimen
from opiodyn._events.events import EventTable, read_events
from opiodyn._model.model import Model
from opiodyn._runs.inside import unfinished
from opiodyn._runs.run import Run
from opiodyn._runs.runs import Runs
from opiodyn._simulate.simulate import simulate

Doses = _core.Regimen | EventTable


def command(chosen: argparse.Namespace) -> int:
    """Simulates as the arguments ask, and returns the exit code."""
    to = output.targets(chosen.output, chosen.plot)
    doses = _doses(chosen)
    refuse_picture(doses, "--plot", chosen.plot)
    given = _given(doses)
    model = Model(
        **settings.model_options(chosen),
        biophase=chosen.biophase,
        phi=settings.optional("--phi", chosen.phi),
        drugs=drugs_of([*doses.drugs, *given], chosen.drug),
        concentration_given=given,
    )
    options = {
        "end": settings.optional("--end", chosen.end),
        "delta": settings.optional("--delta", chosen.delta),
        "method": chosen.method,
        **settings.tolerances(chosen),
    }
    return carry_out(doses, model, options, to)


def is_table(text: str) -> bool:
    """Tells whether the text that stands for a regimen is the path of a table of events."""
    return text.strip().lower().endswith(".csv")


def refuse_picture(doses: Doses, option: str, plot: str | None) -> None:
    """Refuses a picture of several subjects."""
    if plot is not None and isinstance(doses, EventTable) and len(doses.ids) > 1:
        rule = f"draws one subject, and the table has {len(doses.ids)}"
        raise check.input_error(option, repr(plot), rule)


def carry_out(doses: Doses, model: Model, options: dict[str, Any], to: Targets) -> int:
    """Simulates, writes the files and prints the report; returns the exit code."""
    run = simulate(doses, model=model, **options)
    if isinstance(run, Runs) and not run.complete:
        return complain(_stopped(run), FAILED)
    report = run.report()
    output.write(to, lambda path: _write_csv(run, path), lambda path: _write_plot(run, path))
    print(report)
    return DONE


def _doses(chosen: argparse.Namespace) -> Doses:
    """Returns the regimen, or the table of events whose path is given instead of one."""
    if is_table(chosen.regimen):
        return read_events(chosen.regimen, carry=chosen.carry or "next", ignore=chosen.ignore)
    for option, given in (("--ignore", chosen.ignore), ("--carry", chosen.carry)):
        if given:
            text = given if isinstance(given, str) else given[0]
            raise check.input_error(option, repr(text), "is only for a table of events")
    return regimen(chosen.regimen)


def _given(doses: Doses) -> list[str]:
    """Returns the drugs whose concentration a regimen gives; a table gives none."""
    records = doses.concentrations if isinstance(doses, _core.Regimen) else []
    return list(dict.fromkeys(record.drug for record in records))


def _stopped(runs: Runs) -> str:
    stopped = unfinished(runs)
    others = f" (and {len(stopped) - 1} more)" if len(stopped) > 1 else ""
    subject, why = stopped[0]
    return f"subject {subject}{others}: {why}"


def _write_plot(run: Run | Runs, path: Path) -> None:
    if isinstance(run, Run):
        run.plot().savefig(path, dpi=160)


def _write_csv(run: Run | Runs, path: Path) -> None:
    frame = run.to_pandas()
    units = frame.attrs["units"]
    frame.index.names = [name if name == "subject" else "time [h]" for name in frame.index.names]
    frame.rename(columns=lambda name: output.heading(name, units[name])).to_csv(path)
