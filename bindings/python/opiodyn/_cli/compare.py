"""This module holds `opiodyn compare`, and `opiodyn run` of a scenario with a comparison."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from opiodyn import _core
from opiodyn._checks import check
from opiodyn._checks.shown import shown
from opiodyn._cli import output, settings
from opiodyn._cli.drugs import drugs_of, is_drug_file, own_drugs
from opiodyn._cli.exits import DONE
from opiodyn._cli.output import Targets
from opiodyn._cli.printed import Form, form_of, show
from opiodyn._cli.tables import is_table
from opiodyn._compare import plot
from opiodyn._compare.compare import compare
from opiodyn._compare.report import comparison_report
from opiodyn._dosing.regimen import regimen
from opiodyn._model.model import Model

if TYPE_CHECKING:
    import pandas as pd

_INDEX_UNITS = {"dose": "mg", "interval": "h"}


def command(chosen: argparse.Namespace) -> int:
    """Compares regimens as the arguments ask, and returns the exit code."""
    to = output.targets(chosen.output, chosen.plot)
    doses = _regimen_of(chosen.regimen)
    files = [word for word in chosen.drug if is_drug_file(word)]
    named = _named([word for word in chosen.drug if word not in files], doses)
    presets = settings.words("--biophase", chosen.biophase)
    model = Model(
        **settings.model_options(chosen),
        biophase=presets[0],
        drugs=drugs_of(doses.drugs, own_drugs(files)),
    )
    options = {
        "doses": _optional_numbers("--doses", chosen.doses),
        "intervals": _optional_numbers("--intervals", chosen.intervals),
        "metrics": _metrics(chosen.metric),
        "window": settings.span("--window", chosen.window),
        "drug": named,
        "keep": chosen.keep,
        "biophase": presets,
        "phi": _optional_numbers("--phi", chosen.phi),
        "optimum": chosen.optimum,
        **settings.tolerances(chosen),
    }
    return carry_out(doses, model, options, to, form_of(chosen))


def carry_out(
    doses: _core.Regimen, model: Model, options: dict[str, Any], to: Targets, form: Form
) -> int:
    """Compares, writes the files and prints the report; returns the exit code."""
    frame = compare(doses, model=model, **options)
    report = comparison_report(frame)
    output.write(
        to,
        lambda path: _write_csv(frame, path),
        lambda path: plot.plot(frame).savefig(path, dpi=160),
    )
    units = {**_INDEX_UNITS, **frame.attrs["units"]}
    show(form, frame, lambda: report, units=units, notes=frame.attrs["notes"])
    return DONE


def _regimen_of(text: str) -> _core.Regimen:
    if is_table(text):
        raise check.input_error("REGIMEN", shown(text), "compare takes a regimen, not a table")
    return regimen(text)


def _metrics(texts: list[str] | None) -> list[str] | None:
    """Returns the metrics of all ``--metric``; None stands for the default of `compare`."""
    for text in texts or []:
        if "," in text:
            rule = "names several metrics; give --metric once for each"
            raise check.input_error("--metric", shown(text), rule)
    return texts


def _optional_numbers(option: str, text: str | None) -> list[float] | None:
    return None if text is None else settings.numbers(option, text)


def _named(words: list[str], doses: _core.Regimen) -> str | None:
    """Returns the drug whose doses are replaced, or None if no word names one.

    Raises:
        InputError: Words name two drugs, or none although the regimen has several.
    """
    if len(words) > 1:
        rule = "names a second drug, but the doses of only one drug can be replaced"
        raise check.input_error("--drug", shown(words[1]), rule)
    if not words and len(doses.drugs) > 1:
        ways = " or ".join(f"--drug {drug}" for drug in doses.drugs)
        rule = f"name the drug whose doses are replaced: {ways}"
        raise check.input_error("--drug", "none", rule)
    return words[0] if words else None


def _write_csv(frame: pd.DataFrame, path: Path) -> None:
    """Writes the table, with columns for the preset and for phi even if there is one of each."""
    units = {**_INDEX_UNITS, **frame.attrs["units"]}
    table = frame.reset_index()
    for name, value in (("phi", frame.attrs["phi"][0]), ("biophase", _first_preset(frame))):
        if name not in table:
            table.insert(0, name, value)
    headed = table.rename(columns=lambda name: output.heading(name, units.get(name, "-")))
    headed.to_csv(path, index=False)


def _first_preset(frame: pd.DataFrame) -> str:
    return str(frame.attrs["presets"][0]["name"])
