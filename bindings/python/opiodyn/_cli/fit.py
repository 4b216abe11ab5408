"""This module holds the command `opiodyn fit`."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from opiodyn import _core
from opiodyn._checks import files
from opiodyn._cli import output
from opiodyn._cli.exits import DONE, FAILED, complain
from opiodyn._cli.problem import results
from opiodyn._cli.problem.problem import Outputs, Problem, problem
from opiodyn._cli.problem.schema import PROBLEM
from opiodyn._cli.problem.words import told
from opiodyn._cli.scenario.read import placed, read
from opiodyn._fit.each import Fits
from opiodyn._fit.fit import fit
from opiodyn._fit.result import Fit


def command(chosen: argparse.Namespace) -> int:
    """Makes the fit of a problem, or prints the JSON Schema of problems; returns the exit code."""
    if chosen.schema:
        print(json.dumps(PROBLEM.json_schema(), indent=2))
        return DONE
    files.check_toml("PROBLEM", chosen.problem, "it names the table; opiodyn fit --schema says how")
    document = read(chosen.problem, layout=PROBLEM)
    asked = problem(document, anywhere=chosen.write_anywhere)
    with placed(document, "table", "fit", "solver", "model"), told():
        found = _fitted(asked)
    return _show(found, asked.to)


def _fitted(asked: Problem) -> Fit | Fits:
    """Returns the fit, also one that did not converge."""
    try:
        found: Fit | Fits = fit(asked.table, model=asked.model, **asked.options)
    except _core.NotConvergedError as error:
        partial = getattr(error, "partial", None)
        if isinstance(partial, Fit):
            return partial
        raise
    return found


def _show(found: Fit | Fits, to: Outputs) -> int:
    """Writes the files and prints the report; returns the exit code."""
    report, wrong = results.report(found), results.failed(found)
    if isinstance(found, Fit) or len(found):
        _write(found, report, to)
    print(report)
    return complain(wrong, FAILED) if wrong else DONE


def _write(found: Fit | Fits, report: str, to: Outputs) -> None:
    output.write_all(
        (to.report, lambda path: _write_text(report, path)),
        (to.csv, lambda path: results.estimates(found).to_csv(path, index=False)),
        (to.predictions, lambda path: results.predictions(found).to_csv(path, index=False)),
        (to.plot, lambda path: _write_plot(found, path)),
    )


def _write_text(text: str, path: Path) -> None:
    path.write_text(f"{text}\n", encoding="utf-8")


def _write_plot(found: Fit | Fits, path: Path) -> None:
    if isinstance(found, Fit):  # a problem with a picture has one fit
        found.plot().savefig(path, dpi=160)
