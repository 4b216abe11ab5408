"""The command `opiodyn compare`, and `opiodyn run` of a scenario with a comparison."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from opiodyn import (
    _check,
    _cli_output,
    _cli_settings,
    _compare_plot,
    _compare_report,
    _core,
    _regimen,
)
from opiodyn._cli_drugs import drugs_of
from opiodyn._cli_output import Targets
from opiodyn._cli_simulate import DONE
from opiodyn._compare import compare
from opiodyn._model import Model

if TYPE_CHECKING:
    import pandas as pd

_INDEX_UNITS = {"dose": "mg", "interval": "h"}


def command(chosen: argparse.Namespace) -> int:
    """What the words ask for."""
    to = _cli_output.targets(chosen.output, chosen.plot)
    regimen = _regimen_of(chosen.regimen)
    files = [word for word in chosen.drug if word.lower().endswith(".toml")]
    model = Model(
        **_cli_settings.model_options(chosen),
        biophase=_words("--biophase", chosen.biophase)[0],
        drugs=drugs_of(regimen.drugs, files),
    )
    options = {
        "doses": _optional_numbers("--doses", chosen.doses),
        "intervals": _optional_numbers("--intervals", chosen.intervals),
        "metric": _words("--metric", chosen.metric),
        "window": _cli_settings.span("--window", chosen.window),
        "drug": _named([word for word in chosen.drug if word not in files]),
        "keep": chosen.keep,
        "biophase": _words("--biophase", chosen.biophase),
        "phi": _cli_settings.numbers("--phi", chosen.phi),
        "optimum": chosen.optimum,
        "delta": _cli_settings.number("--delta", chosen.delta or "0.25"),
        **_cli_settings.solver_options(chosen),
    }
    return carry_out(regimen, model, options, to)


def carry_out(regimen: _core.Regimen, model: Model, options: dict[str, Any], to: Targets) -> int:
    """Compares, writes the files, prints the report; returns the exit code."""
    frame = compare(regimen, model=model, **options)
    report = _compare_report.report(frame)
    _cli_output.write(
        to,
        lambda path: _write_csv(frame, path),
        lambda path: _compare_plot.plot(frame).savefig(path, dpi=160),
    )
    print(report)
    return DONE


def _regimen_of(text: str) -> _core.Regimen:
    if text.strip().lower().endswith(".csv"):
        raise _check.input_error("REGIMEN", repr(text), "compare takes a regimen, not a table")
    return _regimen.regimen(text)


def _words(option: str, text: str) -> list[str]:
    return _cli_settings.words(option, text)


def _optional_numbers(option: str, text: str | None) -> list[float] | None:
    return None if text is None else _cli_settings.numbers(option, text)


def _named(words: list[str]) -> str | None:
    """The drug whose doses are replaced."""
    if len(words) > 1:
        rule = "names the drug whose doses are replaced, and there can be only one"
        raise _check.input_error("--drug", repr(words[1]), rule)
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
