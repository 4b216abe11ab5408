"""The table of a comparison has a row per case, and says what it rests on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from opiodyn._compare.checks import KEEP
from opiodyn._compare.contested import contested
from opiodyn._compare.optimum import best, refined
from opiodyn._compare.study import Case, Study
from opiodyn._model.inside import used_rows
from opiodyn._model.model import Model
from opiodyn._model.preset import scope
from opiodyn._model.response_words import notes, statements
from opiodyn._notes.note import Note, merged
from opiodyn._notes.notes import Notes

if TYPE_CHECKING:
    import pandas as pd


def table(study: Study, optimum: bool) -> pd.DataFrame:
    """Returns the numbers of all cases; `compare` says what ``attrs`` holds."""
    import pandas as pd

    found = study.numbers()
    columns = {name: found[name].to_numpy().reshape(-1) for name in study.metrics}
    frame = pd.DataFrame(columns, index=_index(study.cases))
    units = {name: found[name].attrs["units"] for name in study.metrics}
    attributes: dict[str, Any] = {
        "units": {name: "-" if unit == "1" else unit for name, unit in units.items()},
        "optima": _optima(study, frame, optimum),
        "contested": contested(study),
        **_of_metrics(study),
        **_of_models(study),
    }
    frame.attrs.update(attributes)
    return frame


def _index(cases: Sequence[Case]) -> pd.Index[Any]:
    """Returns the doses, after what else there are several of."""
    import pandas as pd

    table = pd.DataFrame(cases, columns=Case._fields)
    varied = [name for name in Case._fields[:-1] if len(set(table[name])) > 1]
    if not varied:
        return pd.Index([case.dose for case in cases], name="dose")
    return pd.MultiIndex.from_frame(table[[*varied, "dose"]])


def _optima(study: Study, frame: pd.DataFrame, optimum: bool) -> list[dict[str, Any]]:
    """Returns the best dose of every metric and group."""
    rows = []
    for name, metric in study.metrics.items():
        columns = frame[name].to_numpy().reshape(-1, len(study.doses))
        for group, values in zip(study.groups, columns, strict=True):
            found = best(study.doses, values, metric.sign)
            if optimum:
                found = refined(study, group, metric, found)
            direction = "highest" if metric.sign > 0 else "lowest"
            named = dict(zip(Case._fields, group, strict=False))
            rows.append({"metric": name, **named, "best": direction, **found._asdict()})
    return rows


def _of_metrics(study: Study) -> dict[str, Any]:
    metrics = study.metrics.items()
    return {
        "metrics": {name: metric.name for name, metric in metrics},
        "hours": {name: metric.hours for name, metric in metrics},
        "hypotheses": [name for name, metric in metrics if metric.hypothesis],
    }


def _of_models(study: Study) -> dict[str, Any]:
    """Returns what the table rests on, in plain data."""
    models = list(study.models.values())
    rows = {row.name: row.unconfirmed for model in models for row in used_rows(model)}
    presets = {model.biophase: model.preset for model in models}
    return {
        "regimen": str(study.regimen),
        "drug": study.drug,
        "keep": None if study.daily_from is None else KEEP,
        "binding": models[0].binding,
        "receptors": list(models[0].receptors),
        "response": list(models[0].response),
        "assumptions": _sentences(statements, models),
        "notes": [str(note) for note in _notes(study)],
        "remarks": _sentences(notes, models),
        "phi": list(dict.fromkeys(model.phi for model in models)),
        "weights": models[0].weights,
        "overrides": models[0].overrides,
        "covariates": models[0].covariates,
        "preset_for": scope(models[0], study.regimen.drugs),
        "presets": [{**preset._asdict(), "label": preset.label} for preset in presets.values()],
        "parameters": len(rows),
        "unconfirmed": sum(rows.values()),
    }


def _notes(study: Study) -> list[Note]:
    """Returns the notes of all regimens; presets and phi change none."""
    model = next(iter(study.models.values()))
    notes, regimens = Notes(model), study.regimens
    found = [(i, notes.of(one, model.covariates)) for i, one in enumerate(regimens)]
    return merged(found, len(found), "regimen")


def _sentences(of: Callable[[Model], list[str]], models: Sequence[Model]) -> list[str]:
    """Returns the sentences about the response of these models, each once."""
    return list(dict.fromkeys(text for model in models if model.response for text in of(model)))
