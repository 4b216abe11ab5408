"""This module reads how people differ: variability, its correlations, and covariates."""

from __future__ import annotations

from typing import Any

from .checks import choice, keys, list_of, needed, number, table_of
from .parameters import read_parameter
from .rows import Correlation, Covariate, Parameter, Variability
from .schema import (
    CATEGORIES,
    CV,
    DOMAINS,
    EFFECT_KINDS,
    FRACTIONS,
    MEASURED,
    PARAMETER_KINDS,
    RHO,
    ParameterKind,
)
from .section import Sections
from .where import Where


class People:
    """This collector holds the effects of people under full names such as "naltrexone.CL.cv"."""

    def __init__(self, sections: Sections) -> None:
        self.sections = sections
        self.effects: dict[str, Parameter] = {}
        self.variability: dict[str, Variability] = {}  # local name -> variability
        self.correlations: list[Correlation] = []
        self.covariates: list[Covariate] = []
        self.pairs: set[frozenset[str]] = set()  # pairs of local names with a correlation

    def read(self, table: dict[str, Any], top: Where) -> None:
        """Reads the sections variability, correlations and covariates of a file."""
        where = top / "variability"
        for local, content in table_of(table.get("variability", {}), where).items():
            self._variability(local, content, where / local)
        where = top / "correlations"
        for i, content in enumerate(list_of(table.get("correlations", []), where)):
            self._correlation(content, where / i)
        where = top / "covariates"
        for i, content in enumerate(list_of(table.get("covariates", []), where)):
            self._covariate(content, where / i)

    def _variability(self, local: str, content: Any, where: Where) -> None:
        varied = self._parameter(local, where)
        domain = _kind_of(local).domain
        if varied.value <= 0:
            where.fail(f"varies log-normally, so {local} must be above 0, is {varied.value!r}")
        if domain in FRACTIONS and varied.value >= 1:
            where.fail(f"varies in its odds, so {local} must be below 1, is {varied.value!r}")
        effect = self._effect(f"{local}.cv", content, where, CV)
        self.variability[local] = Variability(varied.name, effect)

    def _correlation(self, content: Any, where: Where) -> None:
        table, place = table_of(content, where), where / "between"
        pair = list_of(needed(table, "between", where), place)
        if len(pair) != 2 or pair[0] == pair[1]:
            place.fail("must name two different parameters", pair)
        for i, local in enumerate(pair):
            if not isinstance(local, str) or local not in self.variability:
                (place / i).fail("must be a parameter with a variability", local)
        first, second = (self.variability[local].parameter for local in pair)
        if frozenset(pair) in self.pairs:
            place.fail("is given twice", pair)
        self.pairs.add(frozenset(pair))
        effect = self._effect(f"{pair[0]}~{pair[1]}.rho", table, where, RHO, {"between"})
        self.correlations.append(Correlation(first, second, effect))

    def _covariate(self, content: Any, where: Where) -> None:
        table = table_of(content, where)
        kind = choice(needed(table, "kind", where), where / "kind", EFFECT_KINDS)
        own = "reference" if kind in ("linear", "power") else "category"
        described = {"parameter", "covariate", "kind", own}
        keys({key: table[key] for key in described if key in table}, where, described)
        local, covariate = table["parameter"], table["covariate"]
        changed = self._parameter(local, where / "parameter")
        choice(covariate, where / "covariate", EFFECT_KINDS[kind])
        category, reference, name = "", 0.0, f"{local}.{covariate}"
        if own == "category":
            category = choice(table[own], where / own, CATEGORIES[covariate])
            name += f".{category}"
        else:
            reference = number(table[own], where / own)
            if reference <= 0:
                (where / own).fail("must be above 0", table[own])
        effect_kind = _effect_kind(kind, covariate, local)
        effect = self._effect(name, table, where, effect_kind, described)
        if kind == "factor":
            self._check_factor(local, changed, self.effects[effect], where)
        row = Covariate(changed.name, covariate, category, kind, reference, effect)
        self.covariates.append(row)

    def _check_factor(
        self, local: str, changed: Parameter, factor: Parameter, where: Where
    ) -> None:
        rule, holds = DOMAINS[_kind_of(local).domain]
        if not holds(product := changed.value * factor.value):
            (where / "value").fail(f"{local} {rule}, becomes {product!r}", factor.value)

    def _parameter(self, local: Any, where: Where) -> Parameter:
        if not isinstance(local, str) or local not in self.sections.given:
            where.fail('is not a parameter given in this file; one with a dot reads "oral.F"')
        return self.sections.given[local]

    def _effect(
        self, local: str, content: Any, where: Where, kind: ParameterKind, others: Any = ()
    ) -> str:
        name = self.sections.full(local)
        if name in self.effects:
            where.fail(f"{name} is given twice")
        origins = self.sections.origins
        self.effects[name] = read_parameter(name, content, where, kind, origins, others)
        return name


def _kind_of(local: str) -> ParameterKind:
    return PARAMETER_KINDS[local.rsplit(".", 1)[-1]]


def _effect_kind(kind: str, covariate: str, local: str) -> ParameterKind:
    if kind == "set":
        return _kind_of(local)
    if kind == "factor":
        return ParameterKind("-", "positive", f"factor on {local}")
    unit = MEASURED[covariate] if kind == "linear" else "-"
    return ParameterKind(unit, "any", f"{kind} effect of {covariate} on {local}")
