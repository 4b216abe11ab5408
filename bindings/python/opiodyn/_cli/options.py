"""Options that commands share, and those of `opiodyn compare`."""

from __future__ import annotations

import argparse


def add_model(parser: argparse.ArgumentParser, *, several: bool) -> None:
    """What the model assumes, and for whom; `several` allows lists to compare."""
    compared = "; several with commas between them are compared" if several else ""
    parser.add_argument(
        "--biophase",
        default="pet",
        metavar="PRESET",
        help="pet (default), transient, plasma or retention: how the brain follows plasma, for "
        f"naltrexone and for drugs without a ke0 of their own{compared}",
    )
    parser.add_argument(
        "--binding", default="kinetic", metavar="MODE", help="kinetic (default) or equilibrium"
    )
    _add_response(parser, compared)
    _add_values(parser)
    parser.add_argument(
        "--strict", action="store_true", help="refuse values that are assumptions (evidence X)"
    )


def _add_values(parser: argparse.ArgumentParser) -> None:
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


def _add_response(parser: argparse.ArgumentParser, compared: str) -> None:
    parser.add_argument(
        "--response",
        default="turnover,peptides,adaptation",
        metavar="PARTS",
        help="what the body answers: any of turnover, peptides, adaptation (default: these three) "
        "and immune (hypotheses), with commas between them; or none, or all",
    )
    parser.add_argument(
        "--phi",
        metavar="PHI",
        help="what drives the peptides, an assumption: 1 (default) the block that is sensed, 0 the "
        f"tone that is lost, or between{compared}",
    )
    parser.add_argument(
        "--effects",
        default="mechanism",
        metavar="WEIGHTS",
        help="of the immune read-outs on pain: mechanism (default; none) or illustrative",
    )


def add_solver(parser: argparse.ArgumentParser) -> None:
    """Distance of outputs, method and tolerances."""
    parser.add_argument("--delta", metavar="H", help="distance of the outputs, h (default: 0.25)")
    parser.add_argument(
        "--method", default="automatic", help="automatic (default), rodas5p, exact or dopri5"
    )
    parser.add_argument("--rtol", default="1e-6", help="relative tolerance (default: 1e-6)")
    parser.add_argument("--atol", default="1e-9", help="absolute tolerance (default: 1e-9)")


def add_files(parser: argparse.ArgumentParser, written: str, drawn: str) -> None:
    """What to write."""
    parser.add_argument("-o", "--output", metavar="FILE.csv", help=written)
    parser.add_argument("--plot", metavar="FILE", help=f"{drawn} (.png, .pdf or .svg)")


def add_comparison(parser: argparse.ArgumentParser) -> None:
    """What is compared, and by what."""
    _add_doses(parser)
    parser.add_argument(
        "--metric",
        default="tone.mu.mean",
        metavar="NAME,...",
        help="a column of simulate -o and .mean, .peak or .trough, or of tone .hours_above_1; "
        "several with commas between them (default: tone.mu.mean)",
    )
    parser.add_argument(
        "--window",
        metavar="H-H",
        help="look only at these hours after the last dose, for instance 8-24: the waking hours "
        "after a dose at bedtime (default: the last dosing interval)",
    )
    parser.add_argument(
        "--optimum",
        action="store_true",
        help="search the best dose between those tried too (needs scipy)",
    )


def _add_doses(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--doses",
        metavar="MG,...",
        help="amounts that replace every dose of the drug, mg (default: the regimen's own)",
    )
    parser.add_argument(
        "--drug",
        action="append",
        default=[],
        metavar="NAME|FILE.toml",
        help="the drug whose doses are replaced, if the regimen has several; or the file of a drug "
        "of your own (docs/drug-files.md); may be repeated",
    )
    parser.add_argument("--intervals", metavar="H,...", help="hours between doses to compare too")
    parser.add_argument(
        "--keep",
        metavar="daily",
        help="daily: at other intervals scale the doses, so that the amount of a day stays",
    )
