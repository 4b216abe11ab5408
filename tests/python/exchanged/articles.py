"""Models whose articles in LaTeX the tests read."""

import opiodyn as od
from opiodyn._exchange.export import export
from opiodyn._exchange.formulas import formulas_of
from opiodyn._exchange.latex.symbols import symbols_of
from opiodyn._model.inside import settled_for

EVERYTHING = ("turnover", "peptides", "adaptation", "effects", "immune")
CHAIN = od.Drug(
    "mydrug",
    molar_mass=300.0,
    CL=18.0,
    V=[80.0, 200.0],
    Q=[9.0],
    absorption=[
        od.TransitChain(ktr=5.0, n=2, fraction=0.6),
        od.FirstOrder(ka=0.4, lag=0.5, fraction=0.4),
    ],
    fu=0.5,
    ke0=1.0,
)
CASES = {
    "all parts": ("naltrexone 4.5 mg po", {"response": EVERYTHING, "weights": "illustrative"}),
    "retention": ("naltrexone 50 mg po + morphine 10 mg iv", {"biophase": "retention"}),
    "equilibrium": ("naltrexone 50 mg po + morphine 10 mg iv", {"binding": "equilibrium"}),
    "no response": ("naloxone 2 mg iv", {"response": ()}),
    "own drug": (
        "mydrug 30 mg po",
        {
            "drugs": [CHAIN],
            "bindings": [od.Binding("mydrug", "mu", K=3.0, koff=4.0, tau=0.8)],
        },
    ),
}


def article(tmp_path, regimen, options):
    path = tmp_path / "model.tex"
    export(od.regimen(regimen), path, model=od.Model(**options))
    return path.read_text(encoding="utf-8")


def parts(regimen, options):
    model = settled_for(od.Model(**options), od.regimen(regimen))
    formulas = formulas_of(model)
    symbols = symbols_of(
        formulas,
        retention=options.get("biophase") == "retention",
        kinetic=options.get("binding") != "equilibrium",
    )
    return formulas, symbols
