"""This module holds the arguments that the command `opiodyn` understands."""

from __future__ import annotations

import argparse
import re
from typing import Any, NoReturn

from opiodyn import _core
from opiodyn._cli import options
from opiodyn._cli.exits import MisuseError
from opiodyn._cli.printed import add_form
from opiodyn._cli.table_options import add_table

_REGIMEN = (
    'drug, amount and route, then "over", "q", "x" and "at" as needed; several joined by "+", '
    'in quotes: "naltrexone 4.5 mg po q24h x28 at 22h" (docs/dosing.md)'
)


_NUMBER = re.compile(r"[0-9.]+([a-z]+)?").fullmatch


class _Parser(argparse.ArgumentParser):
    """A parser of this class tells a misuse in one line, and takes no shortened option."""

    def __init__(self, **options: Any) -> None:
        super().__init__(allow_abbrev=False, **options)

    def parse_known_args(self, *words: Any, **options: Any) -> Any:
        """Parses all words; a subcommand refuses what it does not know itself, by its own name."""
        known, unknown = super().parse_known_args(*words, **options)
        if unknown:
            quoted = _quoted(getattr(known, "regimen", None), unknown)
            advice = f"; put the regimen in quotes: {self.prog} {quoted}" if quoted else ""
            self.error(f"unrecognized arguments: {' '.join(unknown)}{advice}")
        return known, unknown

    def error(self, message: str) -> NoReturn:
        raise MisuseError(f"{message}; {self.prog} --help says more")


def _quoted(first: str | None, unknown: list[str]) -> str:
    """Returns the regimen that a shell took apart, in quotes; empty if words are none of one."""
    if first is None or len(first.split()) != 1 or any(word.startswith("-") for word in unknown):
        return ""
    return f'"{" ".join([first, *unknown])}"' if any(map(_NUMBER, unknown)) else ""


def parser() -> argparse.ArgumentParser:
    """Returns the parser of the command; its result names the subcommand in ``command``."""
    main = _Parser(
        prog="opiodyn",
        description="Drugs competing for opioid receptors: a model, not medical advice.",
    )
    main.add_argument("--version", action="version", version=f"opiodyn {_core.__version__}")
    commands = main.add_subparsers(required=True, metavar="COMMAND")
    _add_simulate(commands)
    _add_events(commands)
    _add_compare(commands)
    _add_explore(commands)
    _add_parameters(commands)
    _add_lists(commands)
    _add_run(commands)
    _add_fit(commands)
    _add_export(commands)
    _add_selftest(commands)
    _add_bench(commands)
    return main


def _add_simulate(commands: argparse._SubParsersAction[_Parser]) -> None:
    parser = commands.add_parser(
        "simulate",
        help="simulate a regimen or a table and print a summary of the last dosing interval",
        description="Simulates a regimen, or a table of events, and prints a summary of the last "
        "dosing interval.",
    )
    parser.add_argument(
        "regimen",
        metavar="REGIMEN",
        help=f"{_REGIMEN}; or the path of a table of events, study.csv (docs/events.md)",
    )
    options.add_model(parser, several=False)
    parser.add_argument(
        "--end",
        metavar="H",
        help="end of the run [h] (default: one interval after the last dose; a table without "
        "--end and --delta has outputs at its records, see --records)",
    )
    options.add_drug(
        parser,
        "the file of a drug of your own that the regimen or table names, or of a metabolite of "
        "one (docs/drug-files.md). For a table also the drug of rows that have no DRUG: a drug of "
        "the library, or the only file",
    )
    options.add_run(parser)
    options.add_tolerances(parser)
    written = "write all outputs as a table (.csv), or save the run (.nc) to load and run it again"
    options.add_files(parser, written, "draw the run", "FILE")
    add_form(parser, "the summary")
    add_table(parser, runs=True)
    parser.set_defaults(command="simulate")


def _add_events(commands: argparse._SubParsersAction[_Parser]) -> None:
    parser = commands.add_parser(
        "events",
        help="say what was understood of a table of events, without running it",
        description="Reads a table of events (docs/events.md) and says what was understood: "
        "subjects, records, doses by drug, route and compartment, covariates, notes. Nothing is "
        "run. The exit code is 2 if the table cannot be read, or does not fit the drug that --drug "
        "names.",
    )
    parser.add_argument(
        "table",
        metavar="FILE",
        help="text with commas, semicolons, tabs or blanks, a table of NONMEM, Excel, Parquet or "
        "Feather; it may be compressed",
    )
    options.add_drug(
        parser,
        "the drug of rows that have no DRUG: a drug of the library, or the file of a drug of your "
        "own (docs/drug-files.md). Repeat it for the files of other drugs and of metabolites",
    )
    add_table(parser, runs=False)
    parser.set_defaults(command="events")


def _add_compare(commands: argparse._SubParsersAction[_Parser]) -> None:
    parser = commands.add_parser(
        "compare",
        help="compare a regimen with other doses, side by side",
        description="Simulates a regimen with every dose of a drug replaced by each of several "
        "amounts, and marks the best one. It is an optimum only if it lies inside the doses tried.",
    )
    parser.add_argument("regimen", metavar="REGIMEN", help=_REGIMEN)
    options.add_comparison(parser)
    options.add_model(parser, several=True)
    options.add_tolerances(parser)
    options.add_files(parser, "write the comparison as a table", "draw the comparison")
    add_form(parser, "the comparison")
    parser.set_defaults(command="compare")


def _add_explore(commands: argparse._SubParsersAction[_Parser]) -> None:
    parser = commands.add_parser(
        "explore",
        help="open a page in the browser, where a regimen and its settings can be moved",
        description="Opens the page in the browser and serves it to this machine alone, until "
        "Ctrl-C (docs/explore.md). The page offers the four usual parts of the response, with "
        "or without immune, and two covariates: hepatic and creatinine_clearance.",
    )
    parser.add_argument(
        "regimen", nargs="?", metavar="REGIMEN", help=f"{_REGIMEN} (default: that of the page)"
    )
    options.add_shown(parser)
    parser.add_argument(
        "--end", metavar="H", help="end of the run [h] (default: one interval after the last dose)"
    )
    parser.add_argument("--port", metavar="N", help="port of the page (default: a free one)")
    parser.add_argument(
        "--no-open", dest="open", action="store_false", help="print the address, and open nothing"
    )
    parser.set_defaults(command="explore")


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
    which.add_argument("--search", metavar="TEXT", help="parameters that mention all these words")
    parser.add_argument(
        "--drug",
        metavar="FILE.toml",
        help="parameters of a drug file of your own instead of the library",
    )
    form = add_form(parser, "the parameters")
    form.add_argument("--sources", action="store_true", help="print the references too")
    parser.set_defaults(command="parameters")


def _add_lists(commands: argparse._SubParsersAction[_Parser]) -> None:
    about = {
        "drugs": "list drugs and metabolites: action, routes, literature sets, evidence",
        "receptors": "list receptors: peptides, agonists, antagonists and effects of each",
        "routes": "list routes of administration, with the drugs that have them",
        "metrics": "list quantities and statistics, which make metrics such as tone.mu.mean",
    }
    for name, help_ in about.items():
        description = f"{help_.capitalize()}.".replace("List ", "Lists ", 1)
        parser = commands.add_parser(name, help=help_, description=description)
        add_form(parser, f"the {name}")
        parser.set_defaults(command=name)


def _add_run(commands: argparse._SubParsersAction[_Parser]) -> None:
    parser = commands.add_parser(
        "run",
        help="run the simulation or comparison that a file describes",
        description="Runs the simulation or comparison that a TOML file describes "
        "(docs/scenarios.md).",
    )
    _add_file(parser, "scenario")
    add_form(parser, "the summary or the comparison")
    parser.set_defaults(command="run")


def _add_fit(commands: argparse._SubParsersAction[_Parser]) -> None:
    parser = commands.add_parser(
        "fit",
        help="estimate parameters from the data that a file names",
        description="Estimates parameters of a model from a table of observations, as a TOML file "
        "says (docs/fitting.md), and prints a report. The exit code is 1 if the search did not "
        "converge; what it found is printed and written all the same.",
    )
    _add_file(parser, "problem")
    parser.set_defaults(command="fit")


def _add_export(commands: argparse._SubParsersAction[_Parser]) -> None:
    parser = commands.add_parser(
        "export",
        help="write the model and regimen of a file in the language of another program",
        description="Writes the model and the regimen of a scenario (docs/scenarios.md) as a file "
        "for another program (docs/exchange.md). The ending of the file tells the language.",
    )
    parser.add_argument("scenario", metavar="SCENARIO.toml", help="the file")
    parser.add_argument(
        "--to",
        required=True,
        metavar="FILE",
        help=".xml SBML; .ctl NONMEM, with its data set beside it (.csv); .R R with deSolve; .cpp "
        "mrgsolve; .tex LaTeX",
    )
    parser.add_argument(
        "--language",
        metavar="NAME",
        help="sbml, nonmem, desolve, rxode2, mrgsolve or latex (default: by the ending)",
    )
    parser.set_defaults(command="export")


def _add_file(parser: _Parser, name: str) -> None:
    """Adds the arguments of a command that reads such a file."""
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument(name, nargs="?", metavar=f"{name.upper()}.toml", help="the file")
    which.add_argument("--schema", action="store_true", help="print the JSON Schema of such files")
    parser.add_argument(
        "--write-anywhere",
        action="store_true",
        help="let the file write outside its own folder, which it may not do otherwise",
    )


def _add_selftest(commands: argparse._SubParsersAction[_Parser]) -> None:
    parser = commands.add_parser(
        "selftest",
        help="check this copy against the reference cases",
        description="Computes published figures and compares them with what is expected of this "
        "version, within a minute. The exit code is 1 if a figure is not as expected.",
    )
    parser.add_argument(
        "--report",
        action="store_true",
        help="describe this copy and the machine first, for the record of a study",
    )
    parser.set_defaults(command="selftest")


def _add_bench(commands: argparse._SubParsersAction[_Parser]) -> None:
    parser = commands.add_parser(
        "bench",
        help="time this copy, and compare its bits with those expected",
        description="Times a month of one person and a batch, names the kernels of this machine, "
        "and compares steps and bits with those expected. It takes less than 20 seconds; the exit "
        "code is 1 if a number differs.",
    )
    parser.set_defaults(command="bench")
