"""This module holds the command `opiodyn`."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Callable, Sequence

from opiodyn import _core, parameters
from opiodyn._checks import check
from opiodyn._checks.shown import shown
from opiodyn._cli import catalogue, compare, events, explore, export, fit, run, simulate
from opiodyn._cli.bench import bench
from opiodyn._cli.drugs import parameters_of
from opiodyn._cli.exits import (
    DONE,
    FAILED,
    INTERRUPTED,
    MISUSED,
    PIPE_CLOSED,
    MisuseError,
    complain,
)
from opiodyn._cli.interrupts import one_ctrl_c_suffices
from opiodyn._cli.parser import parser
from opiodyn._cli.printed import Form, error_json, form_of, show
from opiodyn._report import report


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command `opiodyn`, and returns its exit code.

    Args:
        arguments: The words after ``opiodyn``; None takes them from the command line.

    Returns:
        The exit code: 0 done, 1 the solver, a search or the disk failed, 2 misuse, 130 interrupted,
        141 the reader of the output closed it.
    """
    words = sys.argv[1:] if arguments is None else list(arguments)
    if isinstance(sys.stdout, io.TextIOWrapper):  # a terminal may lack letters, such as a Greek one
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        code = _done(words)
        if sys.stdout is not None:  # it is None if the caller closed it
            sys.stdout.flush()
        return code
    except BrokenPipeError:  # the reader of the output closed it
        _write_no_more()
        return PIPE_CLOSED
    except OSError as error:  # such as a disk that is full
        _write_no_more()
        return complain(str(error), FAILED)


def _done(words: Sequence[str]) -> int:
    """Does what the words ask for, and returns the exit code; errors of the output are raised."""
    try:
        chosen = parser().parse_args(words)
        with one_ctrl_c_suffices():
            return _COMMANDS[chosen.command](chosen)
    except BrokenPipeError:
        raise
    except _core.ParseError as error:
        return _told(error, error.one_line, MISUSED, words)
    except (MisuseError, _core.InputError, ImportError) as error:
        return _told(error, str(error), MISUSED, words)
    except KeyboardInterrupt as error:
        return _told(error, "interrupted", INTERRUPTED, words)
    except (_core.SolverError, OSError) as error:
        return _told(error, str(error), FAILED, words)


def _write_no_more() -> None:
    """Lets nothing be written to the output at exit, where it would fail again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _told(error: BaseException, message: str, code: int, words: Sequence[str]) -> int:
    """Prints an error, as JSON on standard output if that is asked for; returns the exit code."""
    if "--json" not in words:
        return complain(message, code)
    print(error_json(error, " ".join(message.split()), code))
    return code


def _parameters(chosen: argparse.Namespace) -> int:
    if chosen.drug is not None:
        frame, gaps = parameters_of(chosen.drug, chosen.name, chosen.search)
    elif chosen.search is not None:
        frame = parameters.search(chosen.search)
    elif chosen.name is not None:
        frame = parameters.of(chosen.name)
    else:
        frame = parameters.table()
    if frame.empty and chosen.search is not None:
        raise check.input_error(
            "--search", shown(chosen.search), "no parameter mentions these words"
        )
    if (form := form_of(chosen)) is not Form.TEXT:
        show(form, frame, str)
        return DONE
    print(report.parameter_report(frame))
    if chosen.drug is not None:
        print(gaps, end="")
    elif chosen.search is None:
        print(report.gaps_report(chosen.name, frame), end="")
    if chosen.sources:
        keys = {key for source in frame["source"] for key in source.split()}
        print()
        print(report.reference_report(parameters.references(), keys))
    return DONE


def _selftest(asked: argparse.Namespace) -> int:
    from opiodyn._validation import selftest  # no other command waits for its imports

    return selftest.main(report=asked.report)


_COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "simulate": simulate.command,
    "events": events.command,
    "compare": compare.command,
    "explore": explore.command,
    "parameters": _parameters,
    "drugs": catalogue.command,
    "receptors": catalogue.command,
    "routes": catalogue.command,
    "metrics": catalogue.of_metrics,
    "run": run.command,
    "fit": fit.command,
    "export": export.command,
    "selftest": _selftest,
    "bench": bench.command,
}
