"""This module says what severe classes of liver and kidney function mean for exposure here."""

from __future__ import annotations

import math
from collections import ChainMap
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from opiodyn import _core
from opiodyn._model.inside import core_of
from opiodyn._model.model import Model
from opiodyn._notes import facts
from opiodyn._notes.note import Note, note
from opiodyn._notes.routes import long_name, words
from opiodyn._notes.taken import Doses

_SEVERE = "decompensated"
_LABELLED = "naltrexone"

Exposed: TypeAlias = tuple[str, str]
"""An exposure is that to a ligand after doses by a route; the route of a metabolite is empty."""


class Organs:
    """This class knows the effects of liver and kidneys on the drugs of a model.

    Args:
        typical: The model without covariates.
    """

    def __init__(self, typical: Model) -> None:
        self._core = core_of(typical)
        self._own = {row.name: row.value for row in self._core.parameters}
        self._effects = self._core.effects
        self._inputs: dict[str, list[str]] = {}

    def notes(
        self,
        doses: Sequence[Doses],
        covariates: Mapping[str, float | str],
        later: Sequence[tuple[str, str]],
    ) -> Iterator[Note]:
        """Returns the notes on severe hepatic disease and on low creatinine clearance.

        Args:
            doses: The doses of the regimen.
            covariates: The first known value of each covariate.
            later: Each pair is a covariate and a category to which it changes later.
        """
        found: list[Note] = []
        if ("hepatic", _SEVERE) in (*covariates.items(), *later):
            found += self._of_organ("hepatic", "hepatic", _SEVERE, doses)
        clearance = covariates.get("creatinine_clearance")
        impaired = facts.values()["impaired.creatinine_clearance"].value
        if isinstance(clearance, float) and clearance < impaired:
            found += self._of_organ("renal", "creatinine_clearance", clearance, doses)
        yield from found
        if found and any(facts.base(one.drug) == _LABELLED for one in doses):
            yield note("organ-label", (_LABELLED,))

    def _of_organ(
        self, kind: str, covariate: str, value: float | str, doses: Sequence[Doses]
    ) -> Iterator[Note]:
        changed = ChainMap(self._changed(covariate, value), self._own)
        row = facts.values()["impaired.creatinine_clearance"]
        impaired = f"{row.value:g} {row.unit}"
        for drug in dict.fromkeys(one.drug for one in doses):
            factors = {one: self._factor(changed, *one) for one in self._exposed(drug, doses)}
            acting = [one for one, factor in factors.items() if not math.isclose(factor, 1.0)]
            for ligand, route in acting:
                rows = [r for r in self._effects if _is_effect(r.name, ligand, covariate)]
                yield note(
                    kind,
                    (ligand, route),
                    values=[float(f"{factors[ligand, route]:.2g}")],
                    sources=[key for row in rows for key in row.sources],
                    status="assumed" if any(r.status == "assumed" for r in rows) else "derived",
                    drug=ligand,
                    route=f" {words(route)}" if route else "",
                    impaired=impaired,
                )
            if not acting:
                yield note(f"{kind}-unknown", (drug,), drug=drug, impaired=impaired)

    def _changed(self, covariate: str, value: float | str) -> dict[str, float]:
        try:
            return _core.covariate_parameters(self._core, {covariate: value})
        except _core.InputError:  # impossible parameters; the run says so
            return {}

    def _exposed(self, drug: str, doses: Sequence[Doses]) -> list[Exposed]:
        """Returns the drug by each route of its doses, and its metabolites."""
        routes = dict.fromkeys(one.route for one in doses if one.drug == drug)
        start, end = f"{drug}.", ".first_pass"
        formed = [n.split(".")[1] for n in self._own if n.startswith(start) and n.endswith(end)]
        return [*((drug, route) for route in routes), *((ligand, "") for ligand in formed)]

    def _factor(self, changed: Mapping[str, float], ligand: str, route: str) -> float:
        """Returns by how much the area under the curve, F over CL, rises."""
        factor = self._area(changed, ligand, route) / self._area(self._own, ligand, route)
        return factor if math.isfinite(factor) else 1.0

    def _area(self, values: Mapping[str, float], ligand: str, route: str) -> float:
        """Returns the area per dose: the fraction that all inputs bring in, over clearance."""
        start = f"{ligand}.{long_name(route)}."
        if start not in self._inputs:
            bioavailable = [n for n in self._own if n.startswith(start) and n.endswith(".F")]
            self._inputs[start] = [name[: -len("F")] for name in bioavailable]
        parts = [
            values[f"{one}F"] * values.get(f"{one}fraction", 1.0) for one in self._inputs[start]
        ]
        return (sum(parts) or 1.0) / (values.get(f"{ligand}.CL") or math.nan)


def _is_effect(name: str, ligand: str, covariate: str) -> bool:
    return name.startswith(f"{ligand}.") and covariate in name.split(".")[-2:]
