"""This module makes the tables of drugs, receptors and routes that users ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opiodyn import _core
from opiodyn._catalogue import facts
from opiodyn._model.routes import ROUTES
from opiodyn._notes.routes import words

if TYPE_CHECKING:
    import pandas as pd


def drugs() -> pd.DataFrame:
    """Returns the drugs and metabolites of the library, a row each.

    Returns:
        The index is ``name``. The columns are

        - ``kind``: drug, or metabolite;
        - ``action``, what it does at mu by its efficacy: agonist, partial agonist (without an EC50,
          because its ceiling hides the half effect), antagonist, or unknown;
        - ``routes``, by which it can be dosed, in the words of `regimen`;
        - ``metabolites`` that it forms, and its literature ``sets``, such as ``naloxone/nasal``;
        - ``values``, the number of its parameters, and their ``evidence`` by class: H human, A
          animal, V in vitro, X assumption;
        - ``unconfirmed``, how many of them nobody read in their source, and ``unknown``, how many
          parameters have no value. `parameters.missing` says why.

        Several names in a cell have blanks between them.

    Example:
        >>> drugs().loc["buprenorphine", ["action", "routes"]].to_list()
        ['partial agonist', 'iv sl']
    """
    import pandas as pd

    known = _core.library_drugs()
    rows = []
    for name in facts.drugs_and_metabolites():
        own = facts.rows_of(name)
        rows.append(
            {
                "name": name,
                "kind": "drug" if name in known else "metabolite",
                "action": facts.action(name, "mu"),
                "routes": " ".join(facts.routes(name)),
                "metabolites": " ".join(facts.metabolites(name)),
                "sets": " ".join(_core.library_sets_of(name)),
                "values": len(own),
                "evidence": facts.evidence(own),
                "unconfirmed": sum(row.unconfirmed for row in own),
                "unknown": facts.gaps(name),
            }
        )
    return pd.DataFrame(rows).set_index("name")


def receptors() -> pd.DataFrame:
    """Returns the receptors, with what the library knows to act there.

    Returns:
        The index is ``name``. The columns are ``peptides``, the body's own ligands; ``agonists``,
        ``partial_agonists``, ``antagonists`` and ``unknown``, the drugs and metabolites by their
        efficacy there, as in `drugs`; and ``effects``, the endpoints that the receptor brings
        about. Several names in a cell have blanks between them.

    Example:
        >>> receptors().loc["kappa", "peptides"]
        'dynorphin'
    """
    import pandas as pd

    columns = {
        "agonists": facts.AGONIST,
        "partial_agonists": facts.PARTIAL,
        "antagonists": facts.ANTAGONIST,
        "unknown": facts.UNKNOWN,
    }
    rows = []
    for receptor in facts.receptors():
        acts = {name: facts.action(name, receptor) for name in facts.drugs_and_metabolites()}
        effects = [one.name for one in _core.endpoints() if one.receptor == receptor]
        rows.append(
            {
                "name": receptor,
                "peptides": " ".join(facts.peptides(receptor)),
                **{
                    column: " ".join(name for name, does in acts.items() if does == word)
                    for column, word in columns.items()
                },
                "effects": " ".join(effects),
            }
        )
    return pd.DataFrame(rows).set_index("name")


def routes() -> pd.DataFrame:
    """Returns the routes of administration, a row each.

    Returns:
        The index is ``route``, the word of `regimen`. The columns are ``name``, which parameters
        have, as in ``naltrexone.oral.F``; ``meaning``; and ``drugs``, which can be dosed so. A
        literature set such as ``heroin/cai`` is named where the drug itself has no such route.

    Example:
        >>> routes().loc["sl", ["name", "drugs"]].to_list()
        ['sublingual', 'buprenorphine']
    """
    import pandas as pd

    own = {name: facts.routes(name) for name in facts.drugs_and_metabolites()}
    sets = {
        one: [route for route in facts.routes(one) if route not in own[name]]
        for name in own
        for one in _core.library_sets_of(name)
    }
    rows = [
        {
            "route": route,
            "name": name,
            "meaning": words(route),
            "drugs": " ".join(drug for drug, by in (own | sets).items() if route in by),
        }
        for route, name in ROUTES.items()
    ]
    return pd.DataFrame(rows).set_index("route")
