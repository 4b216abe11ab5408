"""The table that `compare` returns, and what it says of itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from opiodyn._compare.checks import KEEP
from opiodyn._compare.metrics import Metric, check_reported
from opiodyn._compare.optimum import Best, best, refined
from opiodyn._compare.study import Case, Study, units
from opiodyn._model.inside import used_rows
from opiodyn._model.model import Model
from opiodyn._model.response_words import notes, statements

if TYPE_CHECKING:
    import pandas as pd


def table(study: Study, axes: dict[str, Sequence[Any]], optimum: bool) -> pd.DataFrame:
    """All cells, after all checks."""
    import pandas as pd

    outputs = units(study)
    check_reported(study.metrics, outputs)
    groups = [(*names, every) for names in study.models for every in axes["interval"]]
    cases = [Case(*group, dose) for group in groups for dose in axes["dose"]]
    for case in cases:
        study.check_window(case)
    frame = pd.DataFrame([study.values(case) for case in cases], index=_index(cases))
    said: dict[str, Any] = {
        "hypotheses": [one.name for one in study.metrics if one.hypothesis],
        "units": {metric.name: metric.unit(outputs) for metric in study.metrics},
        "optima": _optima(study, groups, axes["dose"], frame, optimum),
        **_attributes(study),
    }
    frame.attrs.update(said)
    return frame


def _index(cases: list[Case]) -> pd.Index[Any]:
    """Dose, after what else there are several of."""
    import pandas as pd

    table = pd.DataFrame(cases, columns=Case._fields)
    varied = [name for name in Case._fields[:-1] if len(set(table[name])) > 1]
    if not varied:
        return pd.Index([case.dose for case in cases], name="dose")
    return pd.MultiIndex.from_frame(table[[*varied, "dose"]])


def _optima(
    study: Study,
    groups: list[tuple[str, float, float | None]],
    doses: Sequence[float],
    frame: pd.DataFrame,
    optimum: bool,
) -> list[dict[str, Any]]:
    rows = []
    for metric in study.metrics:
        columns = frame[metric.name].to_numpy().reshape(len(groups), len(doses))
        for group, values in zip(groups, columns, strict=True):
            found = best(doses, values, metric.sign)
            if optimum:
                case = Case(*group, found.dose)
                found = refined(study, case, metric, found, doses)
            rows.append(_optimum(group, metric, found, doses))
    return rows


def _optimum(
    group: tuple[str, float, float | None],
    metric: Metric,
    found: Best,
    doses: Sequence[float],
) -> dict[str, Any]:
    return {
        "metric": metric.name,
        **dict(zip(Case._fields, group, strict=False)),
        "best": "highest" if metric.sign > 0 else "lowest",
        "dose": found.dose,
        "value": found.value,
        "place": found.place,
        "refined": found.refined,
        "tried": doses[found.position],
    }


def _said(of: Callable[[Model], list[str]], models: Sequence[Model]) -> list[str]:
    """What is said of the response of these models, each sentence once."""
    return list(dict.fromkeys(said for model in models if model.response for said in of(model)))


def _attributes(study: Study) -> dict[str, Any]:
    """What the table rests on, in plain data."""
    models = list(study.models.values())
    rows = {row.name: row.unconfirmed for model in models for row in used_rows(model)}
    presets = {model.biophase: model.preset for model in models}
    return {
        "regimen": str(study.regimen),
        "drug": study.drug,
        "window": study.window,
        "keep": None if study.daily_from is None else KEEP,
        "binding": models[0].binding,
        "receptors": list(models[0].receptors),
        "response": list(models[0].response),
        "assumptions": _said(statements, models),
        "notes": _said(notes, models),
        "phi": list(dict.fromkeys(model.phi for model in models)),
        "effects": models[0].effects,
        "overrides": models[0].overrides,
        "covariates": models[0].covariates,
        "presets": [{**preset._asdict(), "label": preset.label} for preset in presets.values()],
        "parameters": len(rows),
        "unconfirmed": sum(rows.values()),
    }
