"""What a table of events must have in common with the model."""

import numpy as np
import pandas as pd
import pytest

import opiodyn as od
from event_tables import DRUG, table
from fixtures import BY_WEIGHT, drug_file, plain, refusal

PARENT = od.Drug(
    "parent",
    molar_mass=300.0,
    CL=1.0,
    V=[10.0],
    absorption=[od.FirstOrder(ka=1.0)],
    metabolites=[od.Metabolite("product")],
)
PRODUCT = od.Drug("product", molar_mass=300.0, CL=2.0, V=[10.0])


# Covariates that act, and on what

NOTHING = "changes no parameter of this model; leave it out with drop="


@pytest.mark.parametrize(
    ("column", "value"), [("WT", 70), ("age", 40), ("CRCL", 90), ("SMOK", 1), ("hepatic", "normal")]
)
def test_a_covariate_that_acts_on_nothing(column, value):
    t = table(f"TIME,AMT,{column};0,1,{value}")
    assert refusal(lambda: t.regimens(plain(DRUG))) == f"column = {column!r}: {NOTHING}[{column!r}]"
    t = table(f"TIME,AMT,{column};0,1,{value}", drop=[column])
    assert len(t.regimens(plain(DRUG))) == 1


def test_a_covariate_that_acts_on_one_drug_and_not_on_another():
    text = "TIME,AMT,DRUG,ROUTE,CRCL;0,1,{},iv,90"
    assert table(text.format("naltrexone")).regimens()  # on its metabolite
    message = refusal(table(text.format("buprenorphine")).regimens)
    assert message == f"column = 'CRCL': {NOTHING}['CRCL']"


def test_all_covariates_that_act_on_nothing_are_named_at_once():
    text = "TIME,AMT,WT,AGE,CRCL;0,1,70,40,90"
    message = refusal(lambda: table(text).regimens(plain(DRUG)))
    call = "drop=['WT', 'AGE', 'CRCL']"
    assert message.startswith("columns = 'WT', 'AGE', 'CRCL': change no parameter of this model")
    assert message.endswith(call)
    assert table(text, drop=["WT", "AGE", "CRCL"]).regimens(plain(DRUG))


def test_the_advice_on_covariates_holds_what_is_left_out_already():
    text = "TIME,AMT,SEX,WT,AGE;0,1,1,70,40"
    for first, then in (
        ({"drop": ["SEX"]}, {"drop": ["SEX", "WT", "AGE"]}),
        ({"keep": ["time", "AMT", "wt", "AGE"]}, {"keep": ["time", "AMT"]}),
    ):
        read = table(text, **first)
        message = refusal(lambda read=read: read.regimens(plain(DRUG)))
        ((argument, names),) = then.items()
        assert message.endswith(f"leave them out with {argument}={names!r}")
        assert table(text, **then).regimens(plain(DRUG))


def test_a_covariate_without_values_says_nothing():
    assert table("TIME,AMT,WT;0,1,.").regimens(plain(DRUG))


# What covariates make of parameters

AGED = "must be a finite number, at least 0"


def test_covariates_that_give_impossible_parameters():
    t = table("TIME,AMT,SMOK,WT,AGE;0,50,no,70,40;1,.,no,70,2000;2,.,no,70,1000", drug="naltrexone")
    message = refusal(t.regimens)
    assert message.startswith("row 3, columns WT = 70, AGE = 2000: naltrexone.CL = -76.674: ")
    assert message.endswith(AGED)
    message = refusal(table("TIME,AMT,AGE;0,50,2000", drug="naltrexone").regimens)
    assert message == f"row 2, column AGE = 2000: naltrexone.CL = -76.674: {AGED}"
    frame = pd.DataFrame({"TIME": [0, 1], "AMT": [50, 0], "AGE": [40, 2000]})
    message = refusal(od.read_events(frame, drug="naltrexone").regimens)
    assert message.startswith("row 1 (counted from 0), column AGE = 2000: naltrexone.CL = -76")


def test_a_fraction_above_one(tmp_path):
    path = tmp_path / "fraction.toml"
    effect = BY_WEIGHT.replace('"CL"', '"oral.F"').replace("0.75", "1.0")
    path.write_text(drug_file("fraction") + "F = 0.5\n" + effect)
    t = table("ID,TIME,AMT,WT;1,0,50,70;2,0,50,150;3,0,50,141")
    message = refusal(lambda: t.regimens(plain(od.read_drug(path))))
    assert message.startswith("row 3, column WT = 150: fraction.oral.F = 1.07142")


def test_many_weights_are_quick():
    frame = pd.DataFrame({"ID": np.arange(20_000), "TIME": 0.0, "AMT": 50.0})
    frame["WT"] = np.linspace(50.0, 90.0, len(frame))
    assert len(od.read_events(frame, drug="naltrexone").regimens()) == len(frame)


# Steady states

ADDS = (
    "adds a steady state to the amounts in the body, which needs a linear model; use SS = 1, "
    "or a model that has no receptors, or equilibrium binding and no response"
)


def test_a_steady_state_on_top_needs_a_linear_model():
    t = table("TIME,AMT,II,SS;0,1,24,1;1,1,24,2;2,.,.,.", drug="naltrexone")
    assert refusal(lambda: t.regimens(od.Model())) == f"row 3, column SS = 2: {ADDS}"
    assert refusal(lambda: od.simulate(t)) == f"row 3, column SS = 2: {ADDS}"
    assert t.regimens() == t.regimens(od.Model(binding="equilibrium", response=()))
    assert od.simulate(t, model=plain("naltrexone")).complete


# Drugs of one's own


@pytest.mark.parametrize("drugs", [(PARENT, PRODUCT), (PRODUCT, PARENT)])
def test_a_metabolite_is_not_a_second_drug(drugs):
    t = table("TIME,AMT,CL;0,100,1.5;2,.,.")
    (regimen,) = t.regimens(plain(*drugs)).values()
    assert regimen.drugs == ["parent"]
    assert regimen.records[0].parameters == {"parent.CL": 1.5}
    assert od.simulate(t, model=plain(*drugs)).concentration("product")[0] > 0.0
    named = table("TIME,AMT,DRUG;0,100,product").regimens(plain(*drugs))[1]
    assert named.drugs == ["product"]


def test_two_drugs_are_two_drugs():
    message = refusal(lambda: table("TIME,AMT;0,1").regimens(plain(PARENT, PRODUCT, DRUG)))
    assert message.startswith("row 2, column DRUG = missing: must be given: ")


# Strict models


@pytest.mark.parametrize(
    ("name", "route"), [("buprenorphine", "iv"), ("nalmefene", "iv"), ("methylnaltrexone", "iv")]
)
def test_a_strict_model_refuses_what_is_used_and_no_more(name, route):
    strict = od.Model(receptors=[], endogenous=[], strict=True)
    with pytest.raises(od.InputError, match="are assumptions"):
        plain(name, strict=True)  # with all its routes
    t = table(f"TIME,AMT,DRUG,ROUTE;0,1,{name},{route};1,.,.,.")
    run = od.simulate(t, model=strict)
    expected = od.simulate(od.regimen(f"{name} 1 mg {route}"), model=strict, times=[1.0])
    np.testing.assert_array_equal(run.concentration(name), expected.concentration(name))


def test_a_strict_model_refuses_as_it_does_with_a_regimen():
    strict = od.Model(receptors=[], endogenous=[], strict=True)
    message = refusal(lambda: od.simulate(od.regimen("naltrexone 1 mg po"), model=strict))
    t = table("TIME,AMT;0,1;1,.", drug="naltrexone")
    assert refusal(lambda: od.simulate(t, model=strict)) == message


# Compartments

HAS = "no such compartment; mydrug has 1 depot, 2 central"


@pytest.mark.parametrize("evid", [0, 2, 3])
@pytest.mark.parametrize(("cmt", "shown"), [("3", "3"), ("peripheral", "'peripheral'")])
def test_the_compartment_of_every_record_is_checked(evid, cmt, shown):
    t = table(f"TIME,AMT,EVID,CMT;0,5,1,2;1,.,{evid},2;1,.,{evid},{cmt};2,.,0,{cmt}")
    more = " (and in 1 more row)"
    assert refusal(lambda: t.regimens(plain(DRUG))) == f"row 4, column CMT = {shown}: {HAS}{more}"


def test_compartments_that_are_there():
    t = table("TIME,AMT,CMT;0,5,1;1,.,2;1,.,central;1,.,Depot;1,.,0;1,.,.")
    assert t.subjects(plain(DRUG))[0].times.size == 5
    t = table("TIME,AMT,DRUG,CMT;0,5,mydrug,2;1,.,mydrug,2;1,.,product,1;1,.,.,2")
    assert t.regimens(plain(DRUG, PRODUCT))
    t = table("TIME,AMT,DRUG,CMT;0,5,mydrug,2;1,.,product,2")
    message = refusal(lambda: t.regimens(plain(DRUG, PRODUCT)))
    assert message == "row 3, column CMT = 2: no such compartment; product has 1 central"
    t = table("TIME,AMT,DRUG,CMT;0,5,mydrug,2;1,.,.,3")
    message = refusal(lambda: t.regimens(plain(DRUG, PRODUCT)))
    assert message == f"row 3, column CMT = 3: {HAS}; product has 1 central"


# What an observation sees


@pytest.mark.parametrize("carry", ["next", "last"])
def test_an_observation_sees_the_later_doses_of_records_above(carry):
    still = plain(od.Drug("still", molar_mass=300.0, CL=0.0, V=[10.0]))
    text = "TIME,AMT,II,ADDL,CMT,ALAG;0,100,2,1,1,0;0,10,.,.,1,2;2,.,.,.,.,.;2,1,.,.,1,0"
    run = od.simulate(table(text, carry=carry), model=still)
    np.testing.assert_allclose(run.amount("still", "central"), [210.0], rtol=1e-12)
