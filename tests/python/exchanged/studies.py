"""Studies that become problems in PEtab, as tables with what `od.fit` takes beside them."""

import io

import opiodyn as od
from fit_data import MODEL, OBSERVE, VARY

ONE_DOSE = "TIME,AMT,DV\n0,50,.\n1,.,310\n2,.,340.5\n4,.,210\n8,.,88\n"
SEVERAL = """ID,TIME,AMT,RATE,ADDL,II,DV
7,0,50,0,2,24,.
7,1,.,.,.,.,310
7,30,.,.,.,.,240
b,0,25,0,0,0,.
b,2,.,.,.,.,171
b,24,80,0,0,0,.
b,26,.,.,.,.,500
c,0,50,0,0,0,.
c,4,.,.,.,.,205
"""
"""Three subjects with doses of their own; the first two have a dose at 24 h, and two have 50 mg."""


def table(text, **options):
    return od.read_events(io.StringIO(text), **options)


def plasma(text=ONE_DOSE, **options):
    """The arguments for a study of a drug in plasma."""
    return {
        "table": table(text),
        "vary": VARY,
        "observe": OBSERVE,
        "model": MODEL,
        **options,
    }


def written(folder, **study):
    """The folder of a study that was written."""
    from opiodyn._exchange.petab.write import to_petab

    to_petab(study.pop("table"), folder=folder, **study)
    return folder
