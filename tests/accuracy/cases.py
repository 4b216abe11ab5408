"""Eight models of everyday use, for work and precision."""

import numpy as np

import opiodyn as od
from random_models import PARTS, Case


def _case(name, regimen, every, **options):
    after = np.geomspace(0.0055, every, 60)
    times = np.unique(np.concatenate([[0.0], after, every + after, 2.0 * every + after]))
    return Case(name, od.Model(**options), regimen, times)


def everyday():
    """Returns the models, each with three doses."""
    tablet = od.dose("naltrexone", amt=4.5, ii=24.0, addl=2)
    alone = {"drugs": ["naltrexone"], "routes": ["po"]}
    both = {"drugs": ["naltrexone", "morphine"], "routes": ["po", "iv"]}
    morphine = od.dose("morphine", amt=10.0, route="iv", time=2.0, ii=24.0, addl=2)
    depot = od.dose("naltrexone", amt=380.0, route="im", ii=672.0, addl=2)
    injected = od.dose("naltrexone", amt=1.0, route="iv", ii=24.0, addl=2)
    return [
        _case("default", tablet, 24.0, **alone),
        *(
            _case(preset, tablet, 24.0, biophase=preset, **alone)
            for preset in ("transient", "plasma")
        ),
        _case("retention", tablet, 24.0, biophase="retention", **alone),
        _case("immune", tablet, 24.0, response=(*PARTS, "immune"), **alone),
        _case("two drugs", tablet + morphine, 24.0, **both),
        _case("depot injection", depot, 672.0, drugs=["naltrexone"], routes=["im"]),
        _case("iv", injected, 24.0, drugs=["naltrexone"], routes=["iv"]),
    ]
