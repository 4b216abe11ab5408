"""The number of a compartment means one thing through every door, whatever routes a model has."""

import io

import numpy as np
import pytest
import scipy.linalg

import opiodyn as od
from fixtures import drug_file, plain, refusal

LIBRARY = [None, ["po"], ["er"], ["im"], ["oral", "intravenous"], ["po", "er", "im", "iv"]]


def model(routes):
    return od.Model(receptors=[], endogenous=[], routes=routes)


def infusions():
    """50 mg of naltrexone infused into compartment 2 over 1 h, through every door."""
    table = io.StringIO("TIME,AMT,CMT,RATE\n0,50,2,50\n1,.,.,.\n")
    return [
        od.read_events(table, drug="naltrexone"),
        od.dose("naltrexone", amt=50, cmt=2, rate=50),
        od.dose("naltrexone", amt=50, cmt="central", dur=1),
        od.regimen("naltrexone 50 mg iv cmt 2 rate 50 mg/h"),
    ]


@pytest.mark.parametrize("routes", LIBRARY)
def test_compartment_2_of_naltrexone_is_central_under_any_routes(routes):
    for regimen in infusions():
        times = None if isinstance(regimen, od.EventTable) else [1.0]
        run = od.simulate(regimen, model=model(routes), times=times)
        # 169.7 ng/mL is the intravenous dose,.
        assert run.concentration("naltrexone", "ng/mL")[-1] == pytest.approx(169.7, rel=3e-4)


@pytest.mark.parametrize("routes", [None, ["po"], ["po", "im"]])
def test_compartment_1_of_naltrexone_is_the_oral_depot(routes):
    times = [0.5, 1.0, 4.0]
    by_number = od.simulate(od.dose("naltrexone", amt=50, cmt=1), model=model(routes), times=times)
    by_mouth = od.simulate(od.dose("naltrexone", amt=50), model=model(routes), times=times)
    np.testing.assert_allclose(
        by_number.concentration("naltrexone"), by_mouth.concentration("naltrexone"), rtol=1e-12
    )


def test_a_depot_keeps_its_name():
    one, all_of_them = od.Model(drugs=["naloxone"], routes=["im"]), od.Model(drugs=["naloxone"])
    assert one.compartments["naloxone"].items() <= all_of_them.compartments["naloxone"].items()
    assert list(one.compartments["naloxone"]) == ["depot2", "central", "peripheral", "peripheral2"]


@pytest.mark.parametrize("drug", ["naloxone", "buprenorphine", "fentanyl", "methylnaltrexone"])
@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_library_drug_without_an_oral_route_has_no_numbers(drug, number):
    message = refusal(lambda: od.simulate(od.dose(drug, amt=0.4, cmt=number), times=[1.0]))
    assert message.startswith(f"cmt = {number}: the compartments of {drug} have no numbers: give ")
    assert "a route (iv" in message
    assert "central" in message
    table = od.read_events(io.StringIO(f"TIME,AMT,CMT\n0,0.4,{number}\n"), drug=drug)
    message = refusal(table.regimens)
    assert message.startswith(f"row 2, column CMT = {number}: no such compartment; {drug} has ")
    assert "go by name or by ROUTE" in message


def test_naloxone_into_a_vein_by_route_and_by_name():
    # Two minutes after 0.4 mg of the hydrochloride, by a matrix exponential of the published
    # clearances [L/h] and volumes [L].
    CL, V1, Q2, V2, Q3, V3 = 230.4, 34.4, 235.8, 70.2, 55.2, 82.1
    rates = [
        [-(CL + Q2 + Q3) / V1, Q2 / V2, Q3 / V3],
        [Q2 / V1, -Q2 / V2, 0],
        [Q3 / V1, 0, -Q3 / V3],
    ]
    amounts = scipy.linalg.expm(np.array(rates) * 2 / 60) @ [0.4e3 * 0.8998, 0, 0]
    for dose in (
        od.dose("naloxone", amt=0.4, route="iv"),
        od.dose("naloxone", amt=0.4, cmt="central"),
    ):
        run = od.simulate(dose, model=model(None), times=[2 / 60])
        assert run.concentration("naloxone", "ng/mL")[0] == pytest.approx(amounts[0] / V1, rel=1e-6)


OWN = """\
[routes.intramuscular]
inputs = [{ kind = "first_order" }]
[routes.intramuscular.parameters]
ka = 1.0
[routes.intravenous]
[routes.intravenous.parameters]
"""
NOSE = """\
[routes.intranasal]
inputs = [{ kind = "first_order" }]
[routes.intranasal.parameters]
ka = 1.0
"""


@pytest.mark.parametrize(
    ("routes", "numbers"),
    [
        (OWN, {"depot": 1, "central": 2}),
        (OWN + NOSE, {"depot": None, "depot2": None, "central": None}),
    ],
)
def test_a_drug_file_counts_from_its_only_depot(tmp_path, routes, numbers):
    path = tmp_path / "mydrug.toml"
    path.write_text(drug_file(routes=routes))
    assert plain(od.read_drug(path)).compartments == {"mydrug": numbers}
