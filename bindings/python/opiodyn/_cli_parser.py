"""The words that the command `opiodyn` understands."""

from __future__ import annotations

import argparse
import sys
from typing import NoReturn

from opiodyn import _core

MISUSED = 2


class _Parser(argparse.ArgumentParser):
    """Reports a misuse in one line."""

    def error(self, message: str) -> NoReturn:
        complain(message)
        sys.exit(MISUSED)


def complain(message: str, code: int = MISUSED) -> int:
    """Says what is wrong, in one line; returns the exit code."""
    print("opiodyn: error:", " ".join(message.split()), file=sys.stderr)
    return code


def parser() -> argparse.ArgumentParser:
    """The words of the command; ``command`` is the name of what to do."""
    main = _Parser(
        prog="opiodyn",
        description="Drugs competing for opioid receptors: a model, not medical advice.",
    )
    main.add_argument("--version", action="version", version=f"opiodyn {_core.__version__}")
    commands = main.add_subparsers(required=True, metavar="COMMAND")
    _add_simulate(commands)
    _add_parameters(commands)
    return main


def _add_simulate(commands: argparse._SubParsersAction[_Parser]) -> None:
    parser = commands.add_parser(
        "simulate",
        help="simulate a regimen or a table and print what the last dosing interval looks like",
        description="Simulates a regimen, or a table of events, and prints what the last dosing "
        "interval looks like.",
    )
    parser.add_argument(
        "regimen",
        metavar="REGIMEN",
        help='drug, amount and route, then "over", "q", "x" and "at" as needed; several joined by '
        '"+": "naltrexone 4.5 mg po q24h x28 at 22h"; or the path of a table of events, study.csv '
        "(docs/events.md)",
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
        "--end",
        metavar="H",
        help="end of the run, h (default: one interval after the last "
        "dose; of a table, its observation records if --delta is not given either)",
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
        help="a drug of your own that the regimen names, or a metabolite of one "
        "(docs/drug-files.md); may be repeated",
    )
    _add_table_options(parser)
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
    parser.set_defaults(command="simulate")


def _add_table_options(parser: _Parser) -> None:
    parser.add_argument(
        "--ignore",
        action="append",
        default=[],
        metavar="COLUMN",
        help="a column of the table to leave out; may be repeated",
    )
    parser.add_argument(
        "--carry",
        metavar="WHICH",
        help="values of a record of the table hold since the one before (next, default) or from "
        "its own time on (last)",
    )


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
    which.add_argument("--drug", metavar="FILE.toml", help="those of a drug file of your own")
    parser.add_argument("--sources", action="store_true", help="print the references too")
    parser.set_defaults(command="parameters")
