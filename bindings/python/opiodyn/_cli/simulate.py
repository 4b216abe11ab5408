"""This module holds `opiodyn simulate`, and `opiodyn run` of a scenario without a comparison."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from opiodyn import _core
from opiodyn._checks import check
from opiodyn._checks.shown import shown
from opiodyn._cli import output, settings
from opiodyn._cli.drugs import drugs_of, own_drugs
from opiodyn._cli.exits import DONE
from opiodyn._cli.forms import IN_SHELL, told
from opiodyn._cli.output import Targets
from opiodyn._cli.printed import Form, form_of, show
from opiodyn._cli.tables import is_table, read_table, refuse_table_options
from opiodyn._dosing.regimen import regimen
from opiodyn._events.events import EventTable
from opiodyn._model.model import Model
from opiodyn._model.options import DrugChoice
from opiodyn._runs.inside import unfinished
from opiodyn._runs.run import Run
from opiodyn._runs.runs import Runs
from opiodyn._saved.container import require_netcdf
from opiodyn._saved.save import SAVED, write_saved
from opiodyn._simulate.simulate import simulate

Doses = _core.Regimen | EventTable


def command(chosen: argparse.Namespace) -> int:
    """Simulates as the arguments ask, and returns the exit code."""
    to = output.targets(chosen.output, chosen.plot, endings=(".csv", SAVED))
    if to.csv is not None and to.csv.suffix.lower() == SAVED:
        require_netcdf(f"--output {to.csv.name}")
    with told(IN_SHELL):
        return _simulated(chosen, to)


def _simulated(chosen: argparse.Namespace, to: Targets) -> int:
    doses, drugs = _doses(chosen)
    refuse_picture(doses, "--plot", chosen.plot)
    model = Model(
        **settings.model_options(chosen),
        biophase=chosen.biophase,
        phi=settings.optional("--phi", chosen.phi),
        drugs=drugs,
        concentration_given=_given(doses),
    )
    options = {
        "end": settings.optional("--end", chosen.end),
        "delta": settings.optional("--delta", chosen.delta),
        "method": chosen.method,
        **({} if chosen.records is None else {"records": chosen.records}),
        **settings.tolerances(chosen),
    }
    return carry_out(doses, model, options, to, form_of(chosen))


def refuse_picture(doses: Doses, option: str, plot: str | None) -> None:
    """Refuses a picture of several subjects."""
    if plot is not None and isinstance(doses, EventTable) and len(doses.ids) > 1:
        rule = (
            f"draws one subject, and the table has {len(doses.ids)}; in Python: "
            "od.simulate(od.read_events(...)).plot()"
        )
        raise check.input_error(option, shown(plot), rule)


def carry_out(doses: Doses, model: Model, options: dict[str, Any], to: Targets, form: Form) -> int:
    """Simulates, writes the files and prints the report; returns the exit code."""
    run = simulate(doses, model=model, **options)
    if isinstance(run, Runs) and not run.complete:
        raise _core.SolverError(_stopped(run))
    report = run.report()
    output.write(to, lambda path: _write_table(run, path), lambda path: _write_plot(run, path))
    show(form, run.summary(), lambda: report, notes=run.notes)
    return DONE


def _doses(chosen: argparse.Namespace) -> tuple[Doses, list[DrugChoice] | None]:
    """Returns the regimen, or the table whose path stands instead of one, and the model's drugs."""
    if is_table(chosen.regimen):
        return read_table(chosen.regimen, chosen)
    refuse_table_options(chosen)
    doses = regimen(chosen.regimen)
    return doses, drugs_of([*doses.drugs, *_given(doses)], own_drugs(chosen.drug))


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


def _write_table(run: Run | Runs, path: Path) -> None:
    """Writes the run in the form that the ending of the path asks for."""
    if path.suffix.lower() == SAVED:
        write_saved(run, path)
    else:
        _write_csv(run, path)


def _write_csv(run: Run | Runs, path: Path) -> None:
    frame = run.to_pandas()
    units = frame.attrs["units"]
    frame.index.names = [name if name == "subject" else "time [h]" for name in frame.index.names]
    frame.rename(columns=lambda name: output.heading(name, units.get(name, "-"))).to_csv(path)
