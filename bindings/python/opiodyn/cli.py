"""The command `opiodyn`."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from opiodyn import _check, _core, _files, _regimen, _report, parameters
from opiodyn._drug_file import read_drug
from opiodyn._model import DrugChoice, Model
from opiodyn._simulate import simulate

if TYPE_CHECKING:
    from opiodyn._run import Run

_DONE, _FAILED, _MISUSED, _INTERRUPTED, _PIPE_CLOSED = 0, 1, 2, 130, 141


class _Parser(argparse.ArgumentParser):
    """Reports a misuse in one line."""

    def error(self, message: str) -> NoReturn:
        _complain(message)
        sys.exit(_MISUSED)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command.

    Args:
        arguments: The words after ``opiodyn``; None takes them from the command line.

    Returns:
        The exit code: 0 done, 1 the solver or the disk failed, 2 misuse, 130 interrupted.
    """
    try:
        chosen = _parser().parse_args(arguments)
        code: int = chosen.command(chosen)
        if sys.stdout is not None:  # closed by the caller
            sys.stdout.flush()
        return code
    except _core.ParseError as error:
        return _complain(error.one_line, _MISUSED)
    except (_core.InputError, ImportError) as error:
        return _complain(str(error), _MISUSED)
    except _core.SolverError as error:
        return _complain(str(error), _FAILED)
    except KeyboardInterrupt:
        return _complain("interrupted", _INTERRUPTED)
    except BrokenPipeError:
        # Whoever was reading has seen enough. Nothing may be written at exit either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _PIPE_CLOSED
    except OSError as error:
        return _complain(str(error), _FAILED)


def _complain(message: str, code: int = _MISUSED) -> int:
    print("opiodyn: error:", " ".join(message.split()), file=sys.stderr)
    return code


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="opiodyn",
        description="Drugs competing for opioid receptors: a model, not medical advice.",
    )
    parser.add_argument("--version", action="version", version=f"opiodyn {_core.__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_simulate(commands)
    _add_parameters(commands)
    return parser


def _add_simulate(commands: argparse._SubParsersAction[_Parser]) -> None:
    parser = commands.add_parser(
        "simulate",
        help="simulate a regimen and print what its last dosing interval looks like",
        description="Simulates a regimen and prints what its last dosing interval looks like.",
    )
    parser.add_argument(
        "regimen",
        metavar="REGIMEN",
        help='drug, amount and route, then "over", "q", "x" and "at" as needed; several joined by '
        '"+": "naltrexone 4.5 mg po q24h x28 at 22h"',
    )
    parser.add_argument(
        "--biophase",
        default="pet",
        metavar="PRESET",
        help="pet (default), transient or plasma: how the brain follows plasma, for naltrexone and "
        "for drugs without a ke0 of their own",
    )
    parser.add_argument(
        "--binding", default="kinetic", metavar="MODE", help="kinetic (default) or equilibrium"
    )
    parser.add_argument(
        "--end", metavar="H", help="end of the run, h (default: one interval after the last dose)"
    )
    parser.add_argument("--delta", metavar="H", help="distance of the outputs, h (default: 0.25)")
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="replace a parameter, for instance naltrexone.CL=94; may be repeated",
    )
    parser.add_argument(
        "--person",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="weight, age, creatinine_clearance, smoker (no, yes) or hepatic (normal, compensated, "
        "decompensated), for instance weight=80; may be repeated",
    )
    parser.add_argument(
        "--drug",
        action="append",
        default=[],
        metavar="FILE.toml",
        help="a drug of your own that the regimen names (docs/drug-files.md); may be repeated",
    )
    parser.add_argument(
        "--strict", action="store_true", help="refuse values that are assumptions (evidence X)"
    )
    parser.add_argument(
        "--method", default="automatic", help="automatic (default), rodas5p, exact or dopri5"
    )
    parser.add_argument("--rtol", default="1e-6", help="relative tolerance (default: 1e-6)")
    parser.add_argument("--atol", default="1e-9", help="absolute tolerance (default: 1e-9)")
    parser.add_argument("-o", "--output", metavar="FILE.csv", help="write all outputs as a table")
    parser.add_argument("--plot", metavar="FILE", help="draw the run (.png, .pdf or .svg)")
    parser.set_defaults(command=_simulate)


def _add_parameters(commands: argparse._SubParsersAction[_Parser]) -> None:
    parser = commands.add_parser(
        "parameters",
        help="list parameters with unit, range, evidence and source",
        description="Lists parameters with unit, range, evidence and source.",
    )
    which = parser.add_mutually_exclusive_group()
    which.add_argument(
        "name",
        nargs="?",
        metavar="NAME",
        help="a drug, metabolite or peptide, or one parameter such as naltrexone.CL (default: all)",
    )
    which.add_argument("--search", metavar="TEXT", help="parameters that mention these words")
    parser.add_argument("--sources", action="store_true", help="print the references too")
    parser.set_defaults(command=_parameters)


def _simulate(chosen: argparse.Namespace) -> int:
    csv = (
        _files.check_output("--output", chosen.output, [".csv"])
        if chosen.output is not None
        else None
    )
    plot = (
        _files.check_output("--plot", chosen.plot, [".png", ".pdf", ".svg"])
        if chosen.plot is not None
        else None
    )
    if plot is not None:
        _use_files_only()
    taken = _regimen.regimen(chosen.regimen)
    run = simulate(
        taken,
        model=Model(
            biophase=chosen.biophase,
            binding=chosen.binding,
            drugs=_drugs(taken, chosen.drug),
            parameters=dict(_setting(text) for text in chosen.set),
            covariates=dict(_covariate(text) for text in chosen.person),
            strict=chosen.strict,
        ),
        end=None if chosen.end is None else _number("--end", chosen.end),
        delta=None if chosen.delta is None else _number("--delta", chosen.delta),
        method=chosen.method,
        rtol=_number("--rtol", chosen.rtol),
        atol=_number("--atol", chosen.atol),
    )
    report = run.report()
    _write(run, csv, plot)
    print(report)
    return _DONE


def _drugs(taken: _core.Regimen, files: list[str]) -> list[DrugChoice] | None:
    """The drugs of the regimen, those of files among them; None leaves them to the model."""
    if not files:
        return None
    own = {drug.name: drug for drug in map(read_drug, files)}
    unused = [name for name in own if name not in taken.drugs]
    if unused:
        raise _check.input_error("--drug", f"'{unused[0]}'", "is not in the regimen")
    return [own.get(name, name) for name in taken.drugs]


def _use_files_only() -> None:
    """Fails early without matplotlib, and opens no window with it."""
    from opiodyn import _style

    _style.require_matplotlib().use("Agg")


def _number(field: str, text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise _check.input_error(field, repr(text), "must be a number") from None


def _setting(text: str) -> tuple[str, float]:
    name, equals, value = text.partition("=")
    if not (name and equals):
        raise _check.input_error("--set", repr(text), "must read NAME=VALUE")
    return name.strip(), _number(f"--set {name.strip()}", value)


def _covariate(text: str) -> tuple[str, float | str]:
    name, equals, value = text.partition("=")
    if not (name and equals and value.strip()):
        raise _check.input_error("--person", repr(text), "must read NAME=VALUE")
    try:
        return name.strip(), float(value)
    except ValueError:
        return name.strip(), value.strip()


def _write(run: Run, csv: Path | None, plot: Path | None) -> None:
    targets = [path for path in (csv, plot) if path is not None]
    with _files.replacing(*targets) as temporary:
        for target, path in zip(targets, temporary, strict=True):
            if target == csv:
                _write_csv(run, path)
            else:
                run.plot().savefig(path, dpi=160)


def _write_csv(run: Run, path: Path) -> None:
    frame = run.to_pandas()
    units = frame.attrs["units"]
    frame.index.name = "time [h]"
    named = {name: name if units[name] == "-" else f"{name} [{units[name]}]" for name in frame}
    frame.rename(columns=named).to_csv(path)


def _parameters(chosen: argparse.Namespace) -> int:
    if chosen.search is not None:
        frame = parameters.search(chosen.search)
    elif chosen.name is not None:
        frame = parameters.of(chosen.name)
    else:
        frame = parameters.table()
    if frame.empty:
        raise _check.input_error("--search", repr(chosen.search), "no parameter mentions this")
    print(_report.parameter_report(frame))
    if chosen.search is None:
        print(_report.gaps_report(chosen.name, frame), end="")
    if chosen.sources:
        keys = {key for source in frame["source"] for key in source.split()}
        print()
        print(_report.reference_report(parameters.references(), keys))
    return _DONE
