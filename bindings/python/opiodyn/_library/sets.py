"""This module merges a literature set into its base: the set's own values go first."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import Any

from .checks import keys, list_of, table_of
from .missing import effect_on
from .positions import KeyPath
from .schema import SHAPE
from .substance import OF_DRUGS, SHARED
from .where import Where

Table = dict[str, Any]

_OTHER_FORM = {"K": "EC50", "EC50": "K"}  # a receptor gives its affinity in one of these forms


def expand(
    base: Table, set_name: str, where: Where, required: Collection[str]
) -> tuple[Table, Where]:
    """Returns the table of a set as a whole substance, and a place that points into the file.

    The base has been read before and is known to be good. The set is not, so it is checked here.
    """
    optional = SHARED | OF_DRUGS | {"compartments"}
    if base["kind"] != "peptide":
        optional |= {"metabolites"}
    own = keys(base["sets"][set_name], where, required, optional)
    return _Merge(base, own, where).result()


class _Merge:
    def __init__(self, base: Table, own: Table, where: Where) -> None:
        self.base, self.own, self.where = base, own, where
        self.origins: dict[KeyPath, KeyPath] = {(): where.path}
        self.disowned = set(self.section("missing"))  # parameters that the set does not know

    def section(self, name: str) -> Table:
        return table_of(self.own.get(name, {}), self.where / name)

    def result(self) -> tuple[Table, Where]:
        table: Table = {}
        for key in ("name", "kind", "compartments", "metabolites"):
            if key in self.base and key not in self.own:
                self.inherit(key)
                table[key] = self.base[key]
        for key in ("description", "compartments", "metabolites"):
            if key in self.own:
                table[key] = self.own[key]
        table["parameters"] = self.over(("parameters",), self.keeps_parameter)
        table["routes"] = self.over(("routes",), lambda route: True)
        table["receptors"] = self.by_value("receptors")
        table["metabolites_formation"] = self.by_value("metabolites_formation")
        given = set(_given(table))
        table["missing"] = self.over(("missing",), lambda local: self.still_missing(local, given))
        table |= self.people(given)
        table = {key: value for key, value in table.items() if value not in ({}, [])}
        return table, Where(self.where.file, self.where.positions, (), self.origins)

    def inherit(self, *path: str | int, of: KeyPath = ()) -> None:
        """Keeps the path of a part in the base, which may differ from the path in the set."""
        self.origins[path] = of or path

    def over(self, path: tuple[str, ...], keeps: Callable[[str], bool]) -> Table:
        """Returns the set's table laid over the base's, key by key."""
        own, base, where = self.own, self.base, self.where
        for key in path:
            where = where / key
            own, base = table_of(own.get(key, {}), where), base.get(key, {})
        kept = {key: base[key] for key in base if key not in own and keeps(key)}
        for key in kept:
            self.inherit(*path, key)
        return {
            key: own.get(key, kept.get(key)) for key in (*base, *own) if key in own or key in kept
        }

    def keeps_parameter(self, name: str) -> bool:
        """Tells whether a parameter is inherited.

        Clearances and volumes belong together: all come from the base, or all from the set.
        """
        return name not in self.disowned and not (name in SHAPE and self.has_own_shape())

    def has_own_shape(self) -> bool:
        return not SHAPE.isdisjoint(self.section("parameters"))

    def by_value(self, section: str) -> Table:
        """Returns a section in which each table is merged on its own, value by value."""
        # A receptor whose affinity is not known is dropped as a whole.
        # Metabolites of a set's own come with shares of its own.
        kept = section != "metabolites_formation" or "metabolites" not in self.own
        merged = self.over((section,), lambda name: kept and f"{name}.K" not in self.disowned)
        for name in self.section(section):
            keys(self.own[section][name], self.where / section / name, (), {"parameters"})
        for name in self.base.get(section, {}):
            if name in merged and kept:
                path = (section, name, "parameters")
                merged[name] = {"parameters": self.over(path, self.keeps_value_of(*path[:2]))}
        return merged

    def keeps_value_of(self, section: str, owner: str) -> Callable[[str], bool]:
        """Tells which values of the base stay.

        A set's own K takes the place of the base's EC50, and an EC50 that of K.
        """
        content = self.section(section).get(owner, {}).get("parameters", {})
        own = set(table_of(content, self.where / section / owner / "parameters"))
        replaced = {_OTHER_FORM[name] for name in own & set(_OTHER_FORM)}
        return lambda name: f"{owner}.{name}" not in self.disowned and name not in replaced

    def still_missing(self, local: str, given: set[str]) -> bool:
        if local.partition(".")[0] in self.lost_metabolites():
            return False
        if changed := effect_on(local):
            section = "variability" if local.endswith(".cv") else "covariates"
            return changed in given and section not in self.own
        return local not in given and (local not in SHAPE or not self.has_own_shape())

    def lost_metabolites(self) -> set[str]:
        """Returns the metabolites of the base that a set with its own ones does not have."""
        before = self.base.get("metabolites", [])
        now = self.own.get("metabolites", before)
        named = now if isinstance(now, list) else []  # `identifiers` checks it later
        return set(before).difference(name for name in named if isinstance(name, str))

    def people(self, given: set[str]) -> Table:
        """Returns the sections on people, without effects on parameters that the set lacks.

        A set with a variability of its own inherits no correlations.
        """
        table: Table = {}
        if "variability" in self.own:
            varied = table["variability"] = self.section("variability")
            inherited = []
        else:
            varied = self.over(("variability",), given.__contains__)
            table["variability"] = varied
            inherited = self.base.get("correlations", [])
        table["correlations"] = self.listed(
            "correlations", inherited, lambda item: set(item["between"]) <= set(varied)
        )
        table["covariates"] = self.listed(
            "covariates", self.base.get("covariates", []), lambda item: item["parameter"] in given
        )
        return table

    def listed(self, section: str, base: list[Table], keeps: Callable[[Table], bool]) -> list[Any]:
        if section in self.own:
            return list_of(self.own[section], self.where / section)
        kept = [i for i, item in enumerate(base) if keeps(item)]
        for new, old in enumerate(kept):
            self.inherit(section, new, of=(section, old))
        return [base[i] for i in kept]


def _given(table: Table) -> Iterator[str]:
    """Yields the local names of all parameters in a merged table, checked or not."""
    yield from table["parameters"]
    for section in ("routes", "receptors", "metabolites_formation"):
        for owner, content in table[section].items():
            parameters = content.get("parameters", {}) if isinstance(content, dict) else {}
            for name, value in parameters.items() if isinstance(parameters, dict) else ():
                yield f"{owner}.{name}"
                if isinstance(value, dict):  # the parameters of an input, or the table of a value
                    yield from (f"{owner}.{name}.{key}" for key in value)
