"""The command `opiodyn compare`, and `opiodyn run` of a scenario with a comparison."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from opiodyn import _core
from opiodyn._checks import check
from opiodyn._cli import output, settings
from opiodyn._cli.drugs import drugs_of
from opiodyn._cli.output import Targets
from opiodyn._cli.simulate import DONE
from opiodyn._compare import plot
from opiodyn._compare.compare import compare
from opiodyn._compare.report import report as comparison_report
from opiodyn._dosing.regimen import regimen as parse
from opiodyn._model.model import Model

if TYPE_CHECKING:
    import pandas as pd

_INDEX_UNITS = {"dose": "mg", "interval": "h"}


def command(chosen: argparse.Namespace) -> int:
    """What the words ask for."""
    to = output.targets(chosen.output, chosen.plot)
    regimen = _regimen_of(chosen.regimen)
    files = [word for word in chosen.drug if word.lower().endswith(".toml")]
    model = Model(
        **settings.model_options(chosen),
        biophase=_words("--biophase", chosen.biophase)[0],
        drugs=drugs_of(regimen.drugs, files),
    )
    options = {
        "doses": _optional_numbers("--doses", chosen.doses),
        "intervals": _optional_numbers("--intervals", chosen.intervals),
        "metric": _words("--metric", chosen.metric),
        "window": settings.span("--window", chosen.window),
        "drug": _named([word for word in chosen.drug if word not in files]),
        "keep": chosen.keep,
        "biophase": _words("--biophase", chosen.biophase),
        "phi": _optional_numbers("--phi", chosen.phi),
        "optimum": chosen.optimum,
        "delta": settings.number("--delta", chosen.delta or "0.25"),
        **settings.solver_options(chosen),
    }
    return carry_out(regimen, model, options, to)


def carry_out(regimen: _core.Regimen, model: Model, options: dict[str, Any], to: Targets) -> int:
    """Compares, writes the files, prints the report; returns the exit code."""
    frame = compare(regimen, model=model, **options)
    report = comparison_report(frame)
    output.write(
        to,
        lambda path: _write_csv(frame, path),
        lambda path: plot.plot(frame).savefig(path, dpi=160),
    )
    print(report)
    return DONE


def _regimen_of(text: str) -> _core.Regimen:
    if text.strip().lower().endswith(".csv"):
        raise check.input_error("REGIMEN", repr(text), "compare takes a regimen, not a table")
    return parse(text)


def _words(option: str, text: str) -> list[str]:
    return settings.words(option, text)


def _optional_numbers(option: str, text: str | None) -> list[float] | None:
    return None if text is None else settings.numbers(option, text)


def _named(words: list[str]) -> str | None:
    """The drug whose doses are replaced."""
    if len(words) > 1:
        rule = "names the drug whose doses are replaced, and there can be only one"
        raise check.input_error("--drug", repr(words[1]), rule)
    return words[0] if words else None


def _write_csv(frame: pd.DataFrame, path: Path) -> None:
    """With a column for the preset and for phi, also where there is only one of each."""
    units = {**_INDEX_UNITS, **frame.attrs["units"]}
    table = frame.reset_index()
    for name, value in (("phi", frame.attrs["phi"][0]), ("biophase", _first_preset(frame))):
        if name not in table:
            table.insert(0, name, value)
    table.rename(columns=lambda name: _headed(name, units.get(name, "-"))).to_csv(path, index=False)


def _first_preset(frame: pd.DataFrame) -> str:
    return str(frame.attrs["presets"][0]["name"])


def _headed(name: str, unit: str) -> str:
    return name if unit == "-" else f"{name} [{unit}]"
