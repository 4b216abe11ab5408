"""Valid calls of all that makes models, drugs and people, and that asks them."""

from pathlib import Path

import opiodyn as od
from fixtures import BARE
from valid_calls.call import Call, call
from valid_calls.made import plain_model, small_model

OTHER_SET = """
[sets.other.receptors.mu.parameters]
K = 2.0
"""


def models(folder: Path) -> dict[str, Call]:
    entry = {"F": 1.0, "lag": 0.0, "fraction": 1.0}
    drug_file = folder / "mydrug.toml"
    drug_file.write_text(BARE + OTHER_SET, encoding="utf-8")
    y = plain_model().baseline()
    given = od.Model(drugs=["naltrexone"], concentration_given=["naltrexone"])
    options = small_model().options()
    covariates = {"weight": 70.0, "smoker": "no"}
    return {
        "Model": call(od.Model, **{**options, "routes": ["po"], "phi": 1.0}),
        "Model (person)": call(
            od.Model,
            drugs=["naltrexone", "morphine"],
            bindings=[od.Binding("naltrexone", "mu", K=1.0, koff=1.0)],
            endpoints=["breathing"],
            parameters={"morphine.CL": 94.0},
            covariates=covariates,
            concentration_given=["naltrexone"],
        ),
        "Model.observe": call(plain_model().observe, y=y),
        "Model.derivative": call(plain_model().derivative, t=0.0, y=y),
        "Model.jacobian": call(plain_model().jacobian, t=0.0, y=y),
        "Model.concentration_state": call(given.concentration_state, drug="naltrexone"),
        "Model.baseline": call(plain_model().baseline),
        "Model.options": call(plain_model().options),
        "Model.used_parameters": call(plain_model().used_parameters),
        "endpoint": call(od.endpoint, name="cough", receptor="mu", n=1.5),
        "Endpoint": call(od.Endpoint, name="cough", receptor="mu", n=1.5, meaning="cough"),
        "Binding": call(od.Binding, ligand="naltrexone", receptor="mu", K=1.0, koff=1.0, tau=0.0),
        "Drug": call(
            od.Drug,
            name="own",
            molar_mass=300.0,
            CL=2.0,
            V=[20.0, 40.0],
            Q=[1.0],
            absorption=[od.FirstOrder(ka=1.0)],
            metabolites=[od.Metabolite("ownm")],
            fu=1.0,
            Kp=1.0,
            salt_factor=1.0,
            ke0=1.0,
        ),
        "Metabolite": call(od.Metabolite, name="ownm", first_pass=1.0, systemic=1.0),
        "FirstOrder": call(od.FirstOrder, ka=1.0, **entry),
        "ZeroOrder": call(od.ZeroOrder, duration=1.0, **entry),
        "ZeroOrderIntoDepot": call(od.ZeroOrderIntoDepot, duration=1.0, ka=1.0, **entry),
        "TransitChain": call(od.TransitChain, ktr=1.0, n=2, **entry),
        "read_drug": call(od.read_drug, path=drug_file, literature_set="other"),
        "Person": call(od.Person, seed=1, index=0, covariates=covariates),
        "population": call(
            od.population, n=2, seed=1, covariates={"weight": (50.0, 90.0), "smoker": {"yes": 1.0}}
        ),
        "Population.parameters": call(od.population(2, seed=1).parameters, model=od.Model()),
        "Population[...]": call(lambda index: od.population(2, seed=1)[index], index=0),
        "bound_with_depletion": call(
            od.bound_with_depletion, total={"a": 1.0}, K={"a": 1.0}, receptors=1.0
        ),
        "parameters.of": call(od.parameters.of, name="naltrexone"),
        "parameters.search": call(od.parameters.search, text="clearance"),
        "parameters.sets": call(od.parameters.sets, substance="naloxone"),
        "parameters.missing": call(od.parameters.missing, substance="naltrexone"),
    }
