"""Columns that act on nothing, and columns that set one parameter twice, are refused."""

import pytest

import opiodyn as od
from event_tables import TWO_COMPARTMENTS, ZERO, table
from fixtures import BY_MOUTH, BY_WEIGHT, drug_file, plain, refusal

PARALLEL = od.Drug(
    "parallel",
    molar_mass=300.0,
    CL=1.0,
    V=[10.0],
    absorption=[od.FirstOrder(ka=1.0, fraction=0.5), od.ZeroOrder(duration=2.0, fraction=0.5)],
)
HAS = "mydrug has 1 depot, 2 central, 3 peripheral"

# Columns of F, ALAG, D and R beside TIME and AMT, their row, and the message.
NOTHING = [
    ("F9", ".5", f"column = 'F9': there is no compartment 9 to dose: {HAS}"),
    ("ALAG4", "3", f"column = 'ALAG4': there is no compartment 4 to dose: {HAS}"),
    ("F2", ".5", "column = 'F2': acts on nothing: it has no value in a row of a dose into comp"),
    ("ALAG3", "3", "column = 'ALAG3': acts on nothing: it has no value in a row of a dose into"),
    ("CMT,F1", "2,.5", "column = 'F1': acts on nothing: it has no value in a row of a dose into"),
    ("ROUTE,F1", "iv,.5", "column = 'F1': acts on nothing: it has no value in a row of a dose"),
    ("D1", "3", "column = 'D1': acts on nothing: it has no value in a row of a dose into compart"),
    ("CMT,RATE,D1", "1,20,3", "column = 'D1': acts on nothing: it has no value in a row of a dos"),
    ("CMT,RATE,R1", "1,20,3", "column = 'R1': acts on nothing: it has no value in a row of a dos"),
    ("CMT,RATE,R1,D1", "1,-1,3,2", "column = 'D1': acts on nothing: it has no value in a row of"),
]


@pytest.mark.parametrize(("columns", "row", "message"), NOTHING)
def test_a_column_of_a_compartment_that_acts_on_nothing(columns, row, message):
    text = f"TIME,AMT,{columns};0,5,{row}"
    assert refusal(lambda: table(text).regimens(plain(TWO_COMPARTMENTS))).startswith(message)


@pytest.mark.parametrize("column", ["F", "ALAG", "F1", "ALAG1"])
def test_a_value_beside_an_observation_acts_on_nothing(column):
    t = table(f"TIME,AMT,{column};0,5,.;1,.,.5")
    message = refusal(lambda: t.regimens(plain(TWO_COMPARTMENTS)))
    assert message.startswith(f"column = '{column}': acts on nothing: it has no value in a row of")


@pytest.mark.parametrize("column", ["F9", "ALAG3", "D2", "R1", "F", "ALAG", "V3", "WT"])
def test_an_empty_column_says_nothing(column):
    empty = column not in ("V3",)  # a parameter must be one of the model all the same
    t = table(f"TIME,AMT,{column};0,5,.")
    if empty:
        assert t.regimens(plain(TWO_COMPARTMENTS))
    else:
        assert "is not a parameter" in refusal(lambda: t.regimens(plain(TWO_COMPARTMENTS)))


def test_a_column_acts_if_it_acts_on_one_dose():
    t = table("ID,TIME,AMT,CMT,F1,ALAG2;1,0,5,1,.5,.;2,0,5,2,.5,3")
    doses = [r.doses[0] for r in t.regimens(plain(TWO_COMPARTMENTS)).values()]
    assert [(d.F, d.lag) for d in doses] == [(0.5, 0.0), (1.0, 3.0)]


def test_a_dose_that_enters_several_compartments_takes_columns_without_a_number():
    message = refusal(lambda: table("TIME,AMT,F1;0,5,.5").regimens(plain(PARALLEL)))
    assert message == (
        "row 2, column F1 = 0.5: is not clear: the dose enters several compartments at once; give "
        "F, ALAG or a CMT"
    )
    (regimen,) = table("TIME,AMT,F;0,5,.5").regimens(plain(PARALLEL)).values()
    assert regimen.doses[0].F == 0.5
    (regimen,) = table("TIME,AMT,CMT,F1;0,5,1,.5").regimens(plain(PARALLEL)).values()
    assert regimen.doses[0].F == 0.5


def test_a_column_of_a_compartment_of_a_library_drug():
    t = table("TIME,AMT,ROUTE,F1;0,5,er,.5", drug="naltrexone")
    assert refusal(t.regimens).startswith("column = 'F1': acts on nothing: ")
    t = table("TIME,AMT,ROUTE,F1;0,.4,in,.5", drug="naloxone")
    assert refusal(t.regimens).startswith("column = 'F1': there is no compartment 1 to dose: nalo")
    (regimen,) = table("TIME,AMT,F1;0,5,.5", drug="naltrexone").regimens().values()
    assert regimen.doses[0].F == 0.5


def test_a_rate_to_be_found_where_no_compartment_has_a_number():
    t = table("TIME,AMT,ROUTE,RATE,R1;0,.4,iv,-1,5", drug="naloxone")
    assert refusal(t.regimens).startswith("column = 'R1': there is no compartment 1 to dose")


def test_a_zero_order_input_fills_compartment_1():
    (regimen,) = table("TIME,AMT,F1,ALAG1;0,5,.5,1").regimens(plain(ZERO)).values()
    assert (regimen.doses[0].F, regimen.doses[0].lag, regimen.doses[0].route) == (0.5, 1.0, "po")


# Parameters


def test_a_parameter_that_the_model_does_not_use():
    t = table("TIME,AMT,fu;0,5,.5")
    message = refusal(lambda: t.regimens(plain(TWO_COMPARTMENTS)))
    assert message.startswith("column = 'fu': sets mydrug.fu, which changes nothing in this model")
    t = table("TIME,AMT,ROUTE,mydrug.oral.ka;0,5,iv,.5")
    message = refusal(lambda: t.regimens(plain(TWO_COMPARTMENTS, routes=["iv"])))
    assert "which changes nothing in this model" in message


def test_a_covariate_of_a_parameter_that_the_model_does_not_use(tmp_path):
    path = tmp_path / "mydrug.toml"
    path.write_text(drug_file() + BY_WEIGHT.replace('"CL"', '"fu"'))
    t = table("TIME,AMT,WT;0,5,60")
    message = refusal(lambda: t.regimens(plain(od.read_drug(path))))
    assert message.startswith("column = 'WT': changes no parameter of this model")


# Two things that set one parameter

SETS = "sets mydrug.CL, which follows"


@pytest.fixture
def heavy(tmp_path):
    """A drug whose clearance of 2 L/h at 70 kg grows with weight to the power 0.75."""
    path = tmp_path / "mydrug.toml"
    path.write_text(drug_file(routes=BY_MOUTH) + BY_WEIGHT)
    return od.read_drug(path)


@pytest.mark.parametrize("column", ["CL", "cl", "mydrug.CL"])
@pytest.mark.parametrize("weight", [60, 70])  # 70 kg is the reference, where CL is the same
def test_a_covariate_and_the_parameter_that_follows_it(heavy, column, weight):
    text = f"TIME,AMT,WT,{column};0,5,{weight},3;1,.,{weight},."
    assert refusal(lambda: table(text).regimens(plain(heavy))) == (
        f"column = {column!r}: {SETS} the column 'WT' as well: leave out one of them; "
        f"drop=[{column!r}] leaves out this column"
    )
    for ignored, expected in (([column], 2 * (weight / 70) ** 0.75), (["WT"], 3.0)):
        (regimen,) = table(text, drop=ignored).regimens(plain(heavy)).values()
        changes = regimen.records[0].parameters if len(regimen.records) > 1 else {"mydrug.CL": 2.0}
        assert changes["mydrug.CL"] == pytest.approx(expected, rel=1e-12)


def test_a_parameter_beside_a_covariate_of_something_else(heavy):
    assert table("TIME,AMT,WT,V;0,5,60,30").regimens(plain(heavy))
    assert table("TIME,AMT,WT,CL;0,5,60,.").regimens(plain(heavy))  # an empty column


def test_a_covariate_of_the_model_and_a_column(heavy):
    t = table("TIME,AMT,CL;0,5,3")
    message = refusal(lambda: t.regimens(plain(heavy, covariates={"weight": 80})))
    assert message.startswith(f"column = 'CL': {SETS} the model's covariate weight as well")
    assert table("TIME,AMT,V;0,5,3").regimens(plain(heavy, covariates={"weight": 80}))


def test_a_parameter_of_the_model_is_the_typical_value(heavy):
    t = table("TIME,AMT,WT;0,5,140")
    (regimen,) = t.regimens(plain(heavy, parameters={"mydrug.CL": 3.0})).values()
    expected = 3.0 * 2.0**0.75
    assert regimen.records[0].parameters["mydrug.CL"] == pytest.approx(expected, rel=1e-12)


def test_a_column_replaces_the_typical_value_of_the_model(heavy):
    (regimen,) = (
        table("TIME,AMT,CL;0,5,.;1,.,4")
        .regimens(plain(heavy, parameters={"mydrug.CL": 3.0}))
        .values()
    )
    assert regimen.records[-1].parameters == {"mydrug.CL": 4.0}


def test_weight_and_clearance_of_a_library_drug():
    message = refusal(table("TIME,AMT,WT,CL;0,50,80,77", drug="naltrexone").regimens)
    assert message.startswith("column = 'CL': sets naltrexone.CL, which follows the column 'WT'")


def test_all_columns_that_act_on_nothing_are_named_at_once():
    t = table("TIME,AMT,CMT,F2,ALAG9,D1;0,5,1,0.5,1,2")
    message = refusal(lambda: t.regimens(plain(TWO_COMPARTMENTS)))
    assert message.startswith("columns = 'F2', 'ALAG9', 'D1': F2: acts on nothing: ")
    assert "; ALAG9: there is no compartment 9 to dose: mydrug has " in message
    assert "; D1: acts on nothing: it has no value in a row of a dose into compartment 1" in message
