"""This module holds the options that commands share, and the options of `opiodyn compare`."""

from __future__ import annotations

import argparse


def add_model(parser: argparse.ArgumentParser, *, several: bool) -> None:
    """Adds the options of the model; `several` allows lists of values to compare."""
    add_shown(parser, several=several)
    parser.add_argument(
        "--binding", default="kinetic", metavar="MODE", help="kinetic (default) or equilibrium"
    )
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="value of a parameter, for instance naltrexone.CL=94; may be repeated",
    )
    parser.add_argument(
        "--strict", action="store_true", help="refuse values that are assumptions (evidence X)"
    )


def add_shown(parser: argparse.ArgumentParser, *, several: bool = False) -> None:
    """Adds the options of the model that the page has controls for."""
    compared = "; several values with commas between them are compared" if several else ""
    parser.add_argument(
        "--biophase",
        default="pet",
        metavar="PRESET",
        help="plasma-to-brain (effect-site) delay model, for naltrexone and for drugs without a "
        f"ke0 of their own: pet (default), transient, plasma, slow or retention{compared}",
    )
    _add_response(parser, compared)
    parser.add_argument(
        "--person",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="covariate of the person, for instance weight=80: weight [kg], age [years], "
        "creatinine_clearance [mL/min], smoker (no, yes) or hepatic (normal, compensated, "
        "decompensated); may be repeated",
    )


def _add_response(parser: argparse.ArgumentParser, compared: str) -> None:
    parser.add_argument(
        "--response",
        default="turnover,peptides,adaptation,effects",
        metavar="PARTS",
        help="parts of the body's response: any of turnover, peptides, adaptation, effects "
        "(default: these four) and immune (hypotheses), with commas between them; or none, or all",
    )
    parser.add_argument(
        "--phi",
        metavar="PHI",
        help="drive of peptide release, an assumption: 1 (default) receptor blockade itself, 0 "
        f"lost tone, or a value between{compared}",
    )
    parser.add_argument(
        "--weights",
        default="mechanism",
        metavar="WEIGHTS",
        help="weights of the immune read-outs: mechanism (default; all 0) or illustrative",
    )


def add_drug(parser: argparse.ArgumentParser, meaning: str) -> None:
    """Adds the option that names drugs; `meaning` says what for."""
    parser.add_argument(
        "--drug",
        action="append",
        default=[],
        metavar="NAME|FILE.toml",
        help=f"{meaning}; may be repeated",
    )


def add_run(parser: argparse.ArgumentParser) -> None:
    """Adds the output interval and the method, which a comparison does not use."""
    parser.add_argument(
        "--delta", metavar="H", help="output interval [h] (default: times that follow the doses)"
    )
    parser.add_argument(
        "--method",
        default="automatic",
        help="integration method: automatic (default), rodas5p, exact or dopri5",
    )


def add_tolerances(parser: argparse.ArgumentParser) -> None:
    """Adds the tolerances of the solver."""
    parser.add_argument("--rtol", default="1e-6", help="relative tolerance (default: 1e-6)")
    parser.add_argument("--atol", default="1e-9", help="absolute tolerance (default: 1e-9)")


def add_files(
    parser: argparse.ArgumentParser, written: str, drawn: str, named: str = "FILE.csv"
) -> None:
    """Adds the files to write; `written` and `drawn` say what they hold."""
    parser.add_argument("-o", "--output", metavar=named, help=written)
    parser.add_argument("--plot", metavar="FILE", help=f"{drawn} (.png, .pdf or .svg)")


def add_comparison(parser: argparse.ArgumentParser) -> None:
    """Adds the options that say what to compare, and by which metrics."""
    _add_doses(parser)
    parser.add_argument(
        "--metric",
        action="append",
        metavar="NAME",
        help="a column of simulate -o with .mean, .peak, .trough or .area, or of tone with "
        ".hours_above_1 (default: tone.mu.mean); may be repeated",
    )
    parser.add_argument(
        "--window",
        metavar="H-H",
        help="hours after the last dose that count, for instance 8-24 for the waking hours after "
        "a dose at bedtime (default: the last dosing interval)",
    )
    parser.add_argument(
        "--optimum",
        action="store_true",
        help="search for the best dose between the doses tried too (needs scipy)",
    )


def _add_doses(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--doses",
        metavar="MG,...",
        help="amounts [mg] that replace every dose of the drug, 0 for a placebo (default: the "
        "regimen's own)",
    )
    add_drug(
        parser,
        "the drug whose doses are replaced, if the regimen has several; or the file of a drug of "
        "your own (docs/drug-files.md)",
    )
    parser.add_argument("--intervals", metavar="H,...", help="hours between doses to compare too")
    parser.add_argument(
        "--keep",
        metavar="daily",
        help="daily: at other intervals scale the doses, so that the daily amount stays the same",
    )
