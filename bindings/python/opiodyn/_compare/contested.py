"""A comparison is made once more under the other set of each contested value."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from opiodyn._compare.study import Study
from opiodyn._contested.alternatives import Alternative, alternatives
from opiodyn._model.model import Model
from opiodyn._model.response_words import agonists
from opiodyn._result.metric import Metric

_NALOXONE = "naloxone"
_OF_NALOXONE = ("effect", "ventilation")


def contested(study: Study) -> list[dict[str, Any]]:
    """Returns what the metrics of a study become under each other set, in plain data.

    Each entry has ``set``, ``words`` and ``about``, and the ``metrics`` that rest on the contested
    value: their values in the order of the cases.
    """
    model = next(iter(study.models.values()))
    kinds = {name: _kind(study, metric, model) for name, metric in study.metrics.items()}
    wanted = set(filter(None, kinds.values()))
    columns = [alternatives(one, study.regimens, wanted) for one in study.models.values()]
    return [_entry(study, others, kinds) for others in zip(*columns, strict=True)]


def _entry(study: Study, others: tuple[Alternative, ...], kinds: dict[str, str]) -> dict[str, Any]:
    """Returns the entry of one set; there is an alternative for each model of the study."""
    models = dict(zip(study.models, (one.model for one in others), strict=True))
    chosen = {
        name: metric for name, metric in study.metrics.items() if kinds[name] == others[0].headlines
    }
    found = replace(study, models=models, metrics=chosen).numbers()
    return {
        "set": others[0].key,
        "words": others[0].words,
        "about": others[0].about,
        "metrics": {name: found[name].to_numpy().reshape(-1).tolist() for name in chosen},
    }


def _kind(study: Study, metric: Metric, model: Model) -> str:
    """Returns the kind of the contested values on which a metric rests; empty if it does not."""
    if metric.column == "tone.mu" and not agonists(model, "mu"):
        return "tone"
    quantity = metric.column.partition(".")[0]
    after = metric.column == f"occupancy.{_NALOXONE}.mu" or quantity in _OF_NALOXONE
    return "naloxone" if after and _NALOXONE in study.regimen.drugs else ""
