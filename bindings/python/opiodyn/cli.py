"""The command `opiodyn`."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from opiodyn import (
    _check,
    _cli_settings,
    _core,
    _files,
    _regimen,
    _report,
    parameters,
)
from opiodyn._cli_drugs import drugs_of, parameters_of
from opiodyn._cli_parser import MISUSED, complain, parser
from opiodyn._events import EventTable, read_events
from opiodyn._model import Model
from opiodyn._run import Run
from opiodyn._runs import Runs
from opiodyn._simulate import simulate

_DONE, _FAILED, _INTERRUPTED, _PIPE_CLOSED = 0, 1, 130, 141


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command.

    Args:
        arguments: The words after ``opiodyn``; None takes them from the command line.

    Returns:
        The exit code: 0 done, 1 the solver or the disk failed, 2 misuse, 130 interrupted.
    """
    try:
        chosen = parser().parse_args(arguments)
        code = _COMMANDS[chosen.command](chosen)
        if sys.stdout is not None:  # closed by the caller
            sys.stdout.flush()
        return code
    except _core.ParseError as error:
        return complain(error.one_line, MISUSED)
    except (_core.InputError, ImportError) as error:
        return complain(str(error), MISUSED)
    except _core.SolverError as error:
        return complain(str(error), _FAILED)
    except KeyboardInterrupt:
        return complain("interrupted", _INTERRUPTED)
    except BrokenPipeError:
        # Whoever was reading has seen enough. Nothing may be written at exit either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _PIPE_CLOSED
    except OSError as error:
        return complain(str(error), _FAILED)


def _simulate(chosen: argparse.Namespace) -> int:
    csv = _output("--output", chosen.output, [".csv"])
    plot = _output("--plot", chosen.plot, [".png", ".pdf", ".svg"])
    if plot is not None:
        _use_files_only()
    taken = _taken(chosen)
    if plot is not None and isinstance(taken, EventTable) and len(taken.ids) > 1:
        rule = f"draws one subject, and the table has {len(taken.ids)}"
        raise _check.input_error("--plot", repr(chosen.plot), rule)
    run = simulate(
        taken,
        model=Model(
            biophase=chosen.biophase,
            binding=chosen.binding,
            drugs=drugs_of(taken.drugs, chosen.drug),
            parameters=_cli_settings.settings(chosen.set),
            covariates=_cli_settings.person(chosen.person),
            strict=chosen.strict,
        ),
        end=_cli_settings.optional("--end", chosen.end),
        delta=_cli_settings.optional("--delta", chosen.delta),
        method=chosen.method,
        rtol=_cli_settings.number("--rtol", chosen.rtol),
        atol=_cli_settings.number("--atol", chosen.atol),
    )
    if isinstance(run, Runs) and not run.complete:
        return complain(_stopped(run), _FAILED)
    report = _report_of(run, taken)
    _write(run, csv, plot)
    print(report)
    return _DONE


def _output(option: str, path: str | None, endings: list[str]) -> Path | None:
    return None if path is None else _files.check_output(option, path, endings)


def _taken(chosen: argparse.Namespace) -> _core.Regimen | EventTable:
    """A regimen, or the table of events whose path is given instead of one."""
    if chosen.regimen.strip().lower().endswith(".csv"):
        return read_events(chosen.regimen, carry=chosen.carry or "next", ignore=chosen.ignore)
    for option, given in (("--ignore", chosen.ignore), ("--carry", chosen.carry)):
        if given:
            said = given if isinstance(given, str) else given[0]
            raise _check.input_error(option, repr(said), "is for a table of events alone")
    return _regimen.regimen(chosen.regimen)


def _report_of(run: Run | Runs, taken: _core.Regimen | EventTable) -> str:
    """The report; of a table whose own outputs are too few for one, what to do about it."""
    try:
        return run.report()
    except _core.InputError as error:
        if isinstance(taken, _core.Regimen):
            raise
        outputs = f"{run.times.size} output{'' if run.times.size == 1 else 's'}"
        return f"{outputs}; no summary: {error.rule}; with --delta the run has outputs there"


def _stopped(runs: Runs) -> str:
    stopped = runs.status[runs.status != "complete"]
    others = f" (and {len(stopped) - 1} more)" if len(stopped) > 1 else ""
    return f"subject {stopped.index[0]}{others}: {stopped.iloc[0]}"


def _use_files_only() -> None:
    """Fails early without matplotlib, and opens no window with it."""
    from opiodyn import _style

    _style.require_matplotlib().use("Agg")


def _write(run: Run | Runs, csv: Path | None, plot: Path | None) -> None:
    targets = [path for path in (csv, plot) if path is not None]
    with _files.replacing(*targets) as temporary:
        for target, path in zip(targets, temporary, strict=True):
            if target == csv:
                _write_csv(run, path)
            elif isinstance(run, Run):
                run.plot().savefig(path, dpi=160)


def _write_csv(run: Run | Runs, path: Path) -> None:
    frame = run.to_pandas()
    units = frame.attrs["units"]
    frame.index.names = [name if name == "subject" else "time [h]" for name in frame.index.names]
    named = {name: name if units[name] == "-" else f"{name} [{units[name]}]" for name in frame}
    frame.rename(columns=named).to_csv(path)


def _parameters(chosen: argparse.Namespace) -> int:
    if chosen.drug is not None:
        frame, gaps = parameters_of(chosen.drug)
    elif chosen.search is not None:
        frame = parameters.search(chosen.search)
    elif chosen.name is not None:
        frame = parameters.of(chosen.name)
    else:
        frame = parameters.table()
    if frame.empty:
        raise _check.input_error("--search", repr(chosen.search), "no parameter mentions this")
    print(_report.parameter_report(frame))
    if chosen.drug is not None:
        print(gaps, end="")
    elif chosen.search is None:
        print(_report.gaps_report(chosen.name, frame), end="")
    if chosen.sources:
        keys = {key for source in frame["source"] for key in source.split()}
        print()
        print(_report.reference_report(parameters.references(), keys))
    return _DONE


_COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "simulate": _simulate,
    "parameters": _parameters,
}
