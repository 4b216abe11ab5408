"""The command `opiodyn simulate`, and `opiodyn run` of a scenario without a comparison."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from opiodyn import _core
from opiodyn._checks import check
from opiodyn._checks.status import COMPLETE
from opiodyn._cli import output, settings
from opiodyn._cli.drugs import drugs_of
from opiodyn._cli.output import Targets
from opiodyn._cli.parser import complain
from opiodyn._dosing.regimen import regimen as parse
from opiodyn._events.events import EventTable, read_events
from opiodyn._model.model import Model
from opiodyn._runs.run import Run
from opiodyn._runs.runs import Runs
from opiodyn._simulate.simulate import simulate

DONE, FAILED = 0, 1
Taken = _core.Regimen | EventTable


def command(chosen: argparse.Namespace) -> int:
    """What the words ask for."""
    to = output.targets(chosen.output, chosen.plot)
    taken = _taken(chosen)
    refuse_picture(taken, "--plot", chosen.plot)
    model = Model(
        **settings.model_options(chosen),
        biophase=chosen.biophase,
        phi=settings.optional("--phi", chosen.phi),
        drugs=drugs_of(taken.drugs, chosen.drug),
    )
    options = {
        "end": settings.optional("--end", chosen.end),
        "delta": settings.optional("--delta", chosen.delta),
        **settings.solver_options(chosen),
    }
    return carry_out(taken, model, options, to)


def refuse_picture(taken: Taken, option: str, plot: str | None) -> None:
    """A picture is of one subject."""
    if plot is not None and isinstance(taken, EventTable) and len(taken.ids) > 1:
        rule = f"draws one subject, and the table has {len(taken.ids)}"
        raise check.input_error(option, repr(plot), rule)


def carry_out(taken: Taken, model: Model, options: dict[str, Any], to: Targets) -> int:
    """Simulates, writes the files, prints the report; returns the exit code."""
    run = simulate(taken, model=model, **options)
    if isinstance(run, Runs) and not run.complete:
        return complain(_stopped(run), FAILED)
    report = _report_of(run, taken)
    output.write(to, lambda path: _write_csv(run, path), lambda path: _write_plot(run, path))
    print(report)
    return DONE


def _taken(chosen: argparse.Namespace) -> Taken:
    """A regimen, or the table of events whose path is given instead of one."""
    if chosen.regimen.strip().lower().endswith(".csv"):
        return read_events(chosen.regimen, carry=chosen.carry or "next", ignore=chosen.ignore)
    for option, given in (("--ignore", chosen.ignore), ("--carry", chosen.carry)):
        if given:
            said = given if isinstance(given, str) else given[0]
            raise check.input_error(option, repr(said), "is for a table of events alone")
    return parse(chosen.regimen)


def _report_of(run: Run | Runs, taken: Taken) -> str:
    """The report; of a table whose own outputs are too few for one, what to do about it."""
    try:
        return run.report()
    except _core.InputError as error:
        if isinstance(taken, _core.Regimen):
            raise
        outputs = f"{run.times.size} output{'' if run.times.size == 1 else 's'}"
        return f"{outputs}; no summary: {error.rule}; with --delta the run has outputs there"


def _stopped(runs: Runs) -> str:
    stopped = runs.status[runs.status != COMPLETE]
    others = f" (and {len(stopped) - 1} more)" if len(stopped) > 1 else ""
    return f"subject {stopped.index[0]}{others}: {stopped.iloc[0]}"


def _write_plot(run: Run | Runs, path: Path) -> None:
    if isinstance(run, Run):
        run.plot().savefig(path, dpi=160)


def _write_csv(run: Run | Runs, path: Path) -> None:
    frame = run.to_pandas()
    units = frame.attrs["units"]
    frame.index.names = [name if name == "subject" else "time [h]" for name in frame.index.names]
    named = {name: name if units[name] == "-" else f"{name} [{units[name]}]" for name in frame}
    frame.rename(columns=named).to_csv(path)
