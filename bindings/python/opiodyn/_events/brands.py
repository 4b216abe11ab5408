"""Step 4 of event tables gives drugs the library's names, and brands the routes of the products."""

from __future__ import annotations

import numpy as np
import pandas as pd

from opiodyn import _core
from opiodyn._events.faults import Bools, Faults
from opiodyn._events.values import Values


def name_drugs(values: Values, doses: Bools, faults: Faults) -> None:
    """Replaces other words for drugs of the library by their names, and collects refused ones.

    A brand with one route gives it to its doses that name neither a route nor a compartment.
    """
    codes, words = pd.factorize(np.where(doses, values["drug"], ""))
    for code, word in enumerate(words.tolist()):
        try:
            name = _core.drug_name(word)
        except _core.InputError as error:
            faults.add(doses & (codes == code), "drug", error.rule)
            return  # as all other words stand first in a later row
        brand = _core.brand(word)
        if brand is None and name == word:
            continue  # so that many words do not take long
        rows = doses & (codes == code)
        if brand is not None:
            _settle_routes(brand, rows & (values["cmt"] == ""), values, faults)
        values["drug"][rows] = name


def _settle_routes(brand: _core.Brand, rows: Bools, values: Values, faults: Faults) -> None:
    routes = values["route"]
    others = rows & (routes != "")
    for route in brand.routes:
        others &= routes != route
    listed = " or ".join(brand.routes)
    faults.add(others, "route", f"{brand.name} is {brand.drug} given {listed}")
    unsaid = rows & (routes == "")
    if len(brand.routes) == 1:
        routes[unsaid] = brand.routes[0]
    else:
        faults.add(unsaid, "route", f"must be given: {brand.name} is given {listed}")
