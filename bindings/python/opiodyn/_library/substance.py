"""This module reads one substance: a whole file, or a literature set merged into its base."""

from __future__ import annotations

from typing import Any

from .checks import choice, identifiers, keys, known_key, ligand, needed, table_of, text, whole
from .missing import check_missing
from .parameters import Origins
from .people import People
from .potency import add_affinity, affinity_names
from .routes import read_route
from .rows import Route, Substance
from .schema import FORMATION, MOST_METABOLITES, PEPTIDE_RESPONSE, RECEPTORS
from .section import Sections
from .where import Where

KINDS = {"drug", "metabolite", "peptide"}
SHARED = {"description", "parameters", "receptors", "missing"}
SHARED |= {"variability", "correlations", "covariates"}
OF_DRUGS = {"routes", "metabolites_formation"}


def read_substance(
    name: str, table: dict[str, Any], top: Where, origins: Origins, set_of: str = ""
) -> Substance:
    """Reads all of a substance except its name and its literature sets."""
    kind = choice(needed(table, "kind", top), top / "kind", KINDS)
    _check_keys(table, top, kind, origins)
    compartments = whole(table.get("compartments", 0), top / "compartments", 0, 3)
    where = top / "metabolites"
    products = identifiers(table.get("metabolites", []), where, MOST_METABOLITES, ligand)
    description = table.get("description")
    if description is not None:
        text(description, top / "description")

    sections = Sections(name, origins)
    sections.read_missing(table.get("missing", {}), top / "missing")
    parameters = table.get("parameters", {})
    if kind == "peptide":
        _peptide(sections, parameters, top / "parameters", bool(set_of))
    else:
        binds = bool(table.get("receptors"))
        _whole_body(sections, parameters, top / "parameters", compartments, binds=binds)
    routes = _routes(sections, table, top, kind, compartments)
    receptors = _receptors(sections, table, top, kind)
    _formation(sections, table, top, products)
    people = People(sections)
    people.read(table, top)
    where = top / "missing"
    check_missing(sections, people.effects, kind, compartments, products, where)
    return Substance(
        name,
        kind,
        compartments,
        tuple(products),
        description or "",
        set_of,
        routes,
        receptors,
        tuple(sections.given.values()),
        {sections.full(local): reason for local, reason in sections.missing.items()},
        tuple(people.effects.values()),
        tuple(people.variability.values()),
        tuple(people.correlations),
        tuple(people.covariates),
    )


def _check_keys(table: dict[str, Any], top: Where, kind: str, origins: Origins) -> None:
    required = {"name", "kind"} | (set() if origins.lenient else {"description"})
    optional = SHARED | {"sets", "default_set"}
    if kind != "peptide":
        required |= {"compartments"}
        optional |= OF_DRUGS | {"metabolites"}
    keys(table, top, required, optional)


def _peptide(sections: Sections, content: Any, where: Where, of_set: bool) -> None:
    if not of_set:
        for name in sorted(PEPTIDE_RESPONSE.intersection(table_of(content, where))):
            rule = "belongs to data/response.toml; only a set of a peptide may change it"
            (where / name).fail(rule)
    sections.read("", content, where, (), expected={"molar_mass"}, optional=PEPTIDE_RESPONSE)


def _whole_body(
    sections: Sections, content: Any, where: Where, compartments: int, *, binds: bool
) -> None:
    """Reads what holds for the whole body; fu is needed where receptors see the free drug alone."""
    shape = {"CL", "V1"} if compartments else set()
    shape |= {f"{letter}{k}" for k in range(2, compartments + 1) for letter in "QV"}
    known = {"molar_mass", "fu"} if binds else {"molar_mass"}
    extra = {"fu", "Kp", "ke0", "CL_renal"}
    sections.read("", content, where, shape, expected=known, optional=extra)
    total, renal = sections.given.get("CL"), sections.given.get("CL_renal")
    if total and renal and renal.value > total.value:
        (where / "CL_renal").fail(f"must not be above CL = {total.value!r}", renal.value)


def _routes(
    sections: Sections, table: dict[str, Any], top: Where, kind: str, compartments: int
) -> tuple[Route, ...]:
    where = top / "routes"
    content = table_of(table.get("routes", {}), where)
    if content and compartments == 0:
        where.fail("must be left out with compartments = 0: nothing is known of its fate")
    if not content and compartments > 0 and kind == "drug":
        where.fail("missing")
    return tuple(read_route(sections, name, route, where / name) for name, route in content.items())


def _receptors(sections: Sections, table: dict[str, Any], top: Where, kind: str) -> tuple[str, ...]:
    where = top / "receptors"
    content = table_of(table.get("receptors", {}), where)
    if not content and kind == "peptide":
        where.fail("missing")
    expected = {"koff", "tau"} | ({"e0"} if kind == "peptide" else set())
    for name, receptor in content.items():
        place = where / known_key(name, where / name, RECEPTORS)
        keys(receptor, place, (), {"parameters"})
        inner = place / "parameters"
        parameters = table_of(receptor.get("parameters", {}), inner)
        affinity = affinity_names(parameters, inner)
        sections.read(f"{name}.", parameters, inner, affinity, expected=expected, optional={"EC50"})
        add_affinity(sections, name, inner, parameters)
    return tuple(content)


def _formation(sections: Sections, table: dict[str, Any], top: Where, products: list[str]) -> None:
    where = top / "metabolites_formation"
    content = table_of(table.get("metabolites_formation", {}), where)
    keys(content, where, (), products)
    for product in products:
        place = where / product
        formed = keys(content.get(product, {}), place, (), {"parameters"}).get("parameters", {})
        sections.read(f"{product}.", formed, place / "parameters", (), expected=FORMATION)
