"""A table of events that does not fit the model is refused."""

import io

import pytest

import opiodyn as od
from event_tables import DRUG, table
from fixtures import plain, refusal

OTHER = od.Drug("other", molar_mass=300.0, CL=1.1, V=[20.0])
TWICE = od.Drug(
    "twice",
    molar_mass=300.0,
    CL=1.1,
    V=[20.0],
    absorption=[od.FirstOrder(ka=1.5, fraction=0.5), od.FirstOrder(ka=0.5, fraction=0.5)],
)


def unfit(text, *drugs, **options):
    t = table(text, **options)
    chosen = plain(*drugs) if drugs else None
    assert refusal(lambda: t.subjects(chosen)) == refusal(lambda: t.regimens(chosen))
    return refusal(lambda: t.regimens(chosen))


NO_DRUG = "must be given: name the drug here or in drug=, or use a model with one drug of its own"

UNFIT = [
    ("CMT;3", [DRUG], "CMT = 3: no such compartment; mydrug has 1 depot, 2 central"),
    ("CMT;peripheral", [DRUG], "CMT = 'peripheral'"),
    ("DRUG;yours", [DRUG], "DRUG = 'yours': cannot be dosed; known are mydrug"),
    ("CMT;1", [DRUG, OTHER], f"DRUG = missing: {NO_DRUG}"),
    ("CMT;1", [], f"DRUG = missing: {NO_DRUG}"),
    ("DRUG;naltrexon", [], "DRUG = 'naltrexon': cannot be dosed; known are alfentanil, "),
    ("ROUTE;im", [DRUG], "ROUTE = 'im': mydrug has no such route here; it has po, iv"),
    ("ROUTE;po", [OTHER], "ROUTE = 'po': other has no such route here; it has iv"),
    ("ROUTE,DRUG;sl,naltrexone", [], "ROUTE = 'sl': naltrexone has no such route here; it has "),
    (
        "RATE;-2",
        [DRUG],
        "RATE = -2: takes the duration from the column D1, where it must be above 0, as mydrug has "
        "no duration of its own",
    ),
    (
        "RATE,CMT,D1;-2,2,.",
        [DRUG],
        "RATE = -2: takes the duration from the column D2, where it must be above 0, as mydrug has "
        "no duration of its own",
    ),
    (
        "RATE,CMT,D1;-2,1,0",
        [DRUG],
        "RATE = -2: takes the duration from the column D1, where it must be above 0",
    ),
    (
        "RATE,CMT,R1;-1,2,.",
        [DRUG],
        "RATE = -1: takes the rate from the column R2, where it must be above 0",
    ),
    (
        "RATE,CMT,R1;-1,1,0",
        [DRUG],
        "RATE = -1: takes the rate from the column R1, where it must be above 0",
    ),
    (
        "RATE,ROUTE,D1;-2,po,3",
        [DRUG],
        "RATE = -2: with a D: only a dose by ROUTE iv, or into a CMT, can be infused",
    ),
    ("CL;-1", [DRUG], "CL = -1: must be a finite number, at least 0"),
    ("mydrug.V1;0", [DRUG], "mydrug.V1 = 0: must be a finite number above 0"),
    ("II,SS,ALAG;1e-9,1,5", [DRUG], "II = 1e-09: too short beside the lag or the infusion"),
]


@pytest.mark.parametrize(("text", "drugs", "cell"), UNFIT)
def test_unfit_for_the_model(text, drugs, cell):
    names, row = text.split(";")
    message = unfit(f"TIME,AMT,{names};0,5,{row}", *drugs)
    assert message.startswith(f"row 2, column {cell}"), message


PARAMETERS = [
    ("ka", [TWICE], "twice,5", "may be any of twice.oral.1.ka, twice.oral.2.ka: write one of"),
    ("V3", [DRUG], "mydrug,5", "is not a parameter of the model; Model.parameters lists them"),
    (
        "yours.CL",
        [DRUG],
        "mydrug,5",
        "is not a parameter of the model; Model.parameters lists them",
    ),
]


@pytest.mark.parametrize(("name", "drugs", "row", "rule"), PARAMETERS)
def test_unfit_parameters(name, drugs, row, rule):
    message = unfit(f"TIME,DRUG,AMT,{name};0,{row},1", *drugs)
    assert message.startswith(f"column = {name!r}: {rule}")


def test_whose_parameter():
    message = unfit("TIME,AMT,DRUG,CL;0,5,mydrug,2;0,5,other,2", DRUG, OTHER)
    rule = "must name its drug, such as mydrug.CL: there are mydrug, other"
    assert message == f"column = 'CL': {rule}"
    message = unfit("TIME,AMT,CL,mydrug.CL;0,5,2,2", DRUG)
    assert message == "column = 'mydrug.CL': sets mydrug.CL, as does column 'CL'"


def test_covariates_of_the_model_and_of_the_table():
    t = od.read_events(io.StringIO("TIME,AMT,WT\n0,1,70\n"))
    chosen = plain(DRUG, covariates={"weight": 80})
    message = refusal(lambda: t.regimens(chosen))
    assert message.endswith("the table has covariates of its own; leave out those of the model")


def test_a_model_of_another_kind():
    t = od.read_events(io.StringIO("TIME,AMT\n0,1\n"))
    assert refusal(lambda: t.regimens("pet")) == "model = 'pet': must be a Model"


def test_an_effect_that_nobody_knows():
    t = od.read_events(io.StringIO("TIME,AMT,DRUG,HEPATIC\n0,1,naltrexone,compensated\n"))
    message = refusal(t.regimens)
    assert message.startswith("row 2, column HEPATIC = compensated: naltrexone.CL.hepatic.compen")


@pytest.mark.parametrize("row", ["ROUTE,DRUG\n0,5,po,naltrexone", "DRUG\n0,5,naltrexone"])
def test_a_drug_whose_concentration_is_given_takes_no_dose_of_a_table(row):
    given = od.Model(drugs=["naltrexone"], concentration_given=["naltrexone"])
    found = refusal(lambda: table(f"TIME,AMT,{row}").regimens(given))
    assert "none, as a given concentration takes no dose" in found


def test_a_rate_for_a_compartment_without_a_number_is_refused():
    text = "TIME,AMT,CMT,RATE,R1\n0,1,1,-1,5\n1,1,depot2,-1,5\n"
    t = od.read_events(io.StringIO(text), drug="naltrexone")
    message = refusal(lambda: t.regimens())
    assert message == (
        "row 3, column RATE = -1: needs a compartment with a number for its rate: give RATE or "
        "DUR instead"
    )
