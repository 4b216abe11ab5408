"""The keys of a scenario, once: the reader and the JSON Schema are made of them."""

from __future__ import annotations

from typing import Any

from opiodyn import _core
from opiodyn._cli.scenario import kinds
from opiodyn._cli.scenario.kinds import Kind
from opiodyn._cli.settings import RESPONSE

_BIOPHASES = [preset.name for preset in _core.biophase_presets()]

REGIMEN = (
    kinds.ONE_OR_MORE,
    "What is taken: a regimen (docs/dosing.md), several that are taken side by side, or the path "
    "of a table of events that ends in .csv (docs/events.md).",
)

SECTIONS: dict[str, dict[str, tuple[Kind, str]]] = {
    "model": {
        "biophase": (kinds.word(_BIOPHASES), "How the brain follows plasma."),
        "binding": (kinds.word(["kinetic", "equilibrium"]), "How ligands bind."),
        "drugs": (
            kinds.TEXTS,
            "Drugs of the library, or paths of drug files; left out: those of the regimen.",
        ),
        "receptors": (kinds.words(["mu", "delta", "kappa"]), "Receptors of the model."),
        "endogenous": (kinds.TEXTS, "Peptides that compete for the receptors."),
        "response": (kinds.words(RESPONSE), "What the body answers; immune: hypotheses."),
        "phi": (kinds.FRACTION, "What drives the peptides: 1 the block sensed, 0 the tone lost."),
        "effects": (kinds.word(["mechanism", "illustrative"]), "Weights of immune."),
        "parameters": (kinds.VALUES, "Values by name that replace those of the library."),
        "covariates": (kinds.PERSON, "Of the person, such as weight (kg) and hepatic."),
        "strict": (kinds.FLAG, "Refuse values that are assumptions."),
    },
    "outputs": {
        "end": (kinds.TIME, "End of the run, h."),
        "delta": (kinds.POSITIVE, "Distance of the outputs, h."),
        "times": (kinds.TIMES, "The output times, h, instead of end and delta."),
    },
    "solver": {
        "method": (kinds.word(["automatic", "rodas5p", "exact", "dopri5"]), "Of integration."),
        "rtol": (kinds.POSITIVE, "Relative tolerance per step."),
        "atol": (kinds.POSITIVE, "Absolute tolerance per step."),
    },
    "write": {
        "csv": (kinds.TEXT, "Path of a table to write."),
        "plot": (kinds.TEXT, "Path of a picture to write: .png, .pdf or .svg."),
    },
    "compare": {
        "doses": (kinds.AMOUNTS, "Amounts that replace every dose of the drug, mg."),
        "metric": (kinds.ONE_OR_MORE, "What to compare by, such as tone.mu.mean."),
        "window": (kinds.SPAN, "Hours after the last dose that count, such as [8, 24]."),
        "drug": (kinds.TEXT, "Whose doses are replaced, if the regimen has several drugs."),
        "intervals": (kinds.AMOUNTS, "Hours between doses to compare too."),
        "keep": (kinds.word(["daily"]), "daily: scale the doses to keep the amount of a day."),
        "biophase": (kinds.presets(_BIOPHASES), "Presets to compare."),
        "phi": (kinds.FRACTIONS, "Drives of the peptides to compare."),
        "optimum": (kinds.FLAG, "Search the best dose between those tried too."),
    },
}


def json_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a scenario."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "opiodyn scenario",
        "description": "What is taken, by whom, and what to report; all paths are relative to the "
        "file. A model, not medical advice.",
        **_object({"regimen": _described(*REGIMEN)} | _sections()),
        "required": ["regimen"],
        "$defs": kinds.DEFINITIONS,
    }


def _sections() -> dict[str, Any]:
    return {
        section: _object({name: _described(*key) for name, key in keys.items()})
        for section, keys in SECTIONS.items()
    }


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _described(kind: Kind, meaning: str) -> dict[str, Any]:
    return {**kind.schema, "description": meaning}
