"""One dose is the same dose as a row of a table, in words, as od.dose and as a record.

All is compared with closed forms of one compartment (20 L, 1 L/h).
"""

import io

import numpy as np
import pytest

import opiodyn as od
from event_tables import table
from fixtures import drug_file, plain, refusal
from opiodyn import _core

V, CL, KA = 20.0, 1.0, 1.5
K = CL / V
TIMES = np.array([0.5, 1.0, 3.0, 7.5, 12.0])


def bolus(t):
    return np.where(t < 0, 0.0, np.exp(-K * t))


def infused(t, duration):
    """The amount [mg] of 1 mg that enters at a constant rate."""
    on, off = np.clip(t, 0, duration), np.maximum(t - duration, 0)
    return (1 - np.exp(-K * on)) * np.exp(-K * off) / (K * duration)


def absorbed(t, F=1.0):
    return np.where(t < 0, 0.0, F * KA / (KA - K) * (np.exp(-K * t) - np.exp(-KA * t)))


def repeated(t, ii):
    """The amount [mg] in steady state of 1 mg by mouth."""
    slow, fast = (np.exp(-r * t) / (1 - np.exp(-r * ii)) for r in (K, KA))
    return KA / (KA - K) * (slow - fast)


def own(*absorption):
    return od.Drug("own", molar_mass=300.0, CL=CL, V=[V], absorption=list(absorption))


VEIN = own()
ORAL = own(od.FirstOrder(ka=KA))
LATE = own(od.FirstOrder(ka=KA, F=0.4, lag=0.75))
ZERO = own(od.ZeroOrder(duration=5.0))
PARALLEL = own(
    od.FirstOrder(ka=KA, fraction=0.3), od.ZeroOrder(duration=4.0, lag=1.0, fraction=0.7)
)

# Drug, columns of the table, the same in od.dose, the same in words, and the amount per mg dosed.
DOSES = {
    "oral": (ORAL, {}, {}, "po", absorbed),
    "oral with lag and F": (LATE, {}, {}, "po", lambda t: absorbed(t - 0.75, 0.4)),
    "zero order": (ZERO, {}, {}, "po", lambda t: infused(t, 5.0)),
    "zero order, RATE -2": (ZERO, {"RATE": -2}, {}, "po", lambda t: infused(t, 5.0)),
    "parallel": (
        PARALLEL,
        {},
        {},
        "po",
        lambda t: 0.3 * absorbed(t) + 0.7 * infused(t - 1.0, 4.0),
    ),
    "into a vein": (VEIN, {}, {"route": "iv"}, "iv", bolus),
    "into a vein by route": (ORAL, {"ROUTE": "iv"}, {"route": "iv"}, "iv", bolus),
    "F and lag of the dose": (
        LATE,
        {"F": 0.5, "ALAG": 0.25},
        {"F": 0.5, "lag": 0.25},
        "po F 0.5 lag 0.25h",
        lambda t: 0.5 * absorbed(t - 1.0, 0.4),
    ),
    "F1 and ALAG1": (
        ZERO,
        {"F1": 0.5, "ALAG1": 0.25},
        {"F": 0.5, "lag": 0.25},
        "po F 0.5 lag 0.25h",
        lambda t: 0.5 * infused(t - 0.25, 5.0),
    ),
    "infusion by DUR": (
        ORAL,
        {"ROUTE": "iv", "DUR": 2},
        {"route": "iv", "dur": 2},
        "iv over 2h",
        lambda t: infused(t, 2.0),
    ),
    "infusion by RATE": (
        VEIN,
        {"RATE": 50},
        {"route": "iv", "rate": 50},
        "iv rate 50mg/h",
        lambda t: infused(t, 2.0),
    ),
    "into a compartment over time": (
        ORAL,
        {"CMT": 2, "RATE": 50},
        {"cmt": 2, "rate": 50},
        "po cmt 2 rate 50mg/h",
        lambda t: infused(t, 2.0),
    ),
    "steady state": (
        ORAL,
        {"II": 12, "SS": 1},
        {"ii": 12, "ss": 1},
        "po q12h ss",
        lambda t: repeated(t, 12),
    ),
    "two doses": (
        ORAL,
        {"II": 3, "ADDL": 1},
        {"ii": 3, "addl": 1},
        "po q3h x2",
        lambda t: absorbed(t) + absorbed(t - 3.0),
    ),
}


def doors(columns, arguments, words):
    """Returns one dose of 100 mg at time 0 as a table, by od.dose, in words and as a record."""
    heads = ",".join(["TIME", "AMT", *columns])
    row = ",".join(["0", "100", *map(str, columns.values())])
    empty = "," * (len(columns) + 1)
    observed = "\n".join(f"{t}{empty}" for t in TIMES)
    record = {"cmt": "", **arguments}
    return [
        od.read_events(io.StringIO(f"{heads}\n{row}\n{observed}\n")),
        od.dose("own", amt=100, **arguments),
        od.regimen(f"own 100 mg {words}"),
        _core.Regimen([_core.Dose("own", amt=100, **{**record, "cmt": str(record["cmt"])})]),
    ]


@pytest.mark.parametrize("name", DOSES)
def test_the_same_dose_through_every_door(name):
    drug, columns, arguments, words, closed_form = DOSES[name]
    expected = [100.0 * float(closed_form(t)) for t in TIMES]
    for regimen in doors(columns, arguments, words):
        times = None if isinstance(regimen, od.EventTable) else TIMES
        run = od.simulate(regimen, model=plain(drug), times=times)
        np.testing.assert_allclose(run.amount("own", "central"), expected, rtol=1e-11)


def test_an_own_zero_order_drug_needs_no_more_than_time_and_amount():
    run = od.simulate(table("TIME,AMT;0,100;1,."), model=plain(ZERO))
    # 20 mg/h for 1 h, of which K leaves: 20 / K (1 - exp(-K)).
    assert run.amount("own", "central")[0] == pytest.approx(19.508, abs=5e-4)


# What must be asked


@pytest.mark.parametrize(
    ("drug", "routes"),
    [("buprenorphine", "iv, sl"), ("naloxone", "iv, im, in"), ("fentanyl", "iv")],
)
def test_a_library_drug_that_is_not_taken_by_mouth_asks_for_its_route(drug, routes):
    message = refusal(table("TIME,AMT;0,8", drug=drug).regimens)
    assert message == (
        f"row 2, column ROUTE = missing: must be given, because {drug} has no input by mouth; "
        f"{drug} has the routes {routes}"
    )


@pytest.mark.parametrize("columns", ["RATE;50", "DUR;2", "RATE,R1;-1,5", "RATE,D1;-2,5"])
@pytest.mark.parametrize("drug", [ORAL, ZERO, PARALLEL, "naltrexone", "fentanyl"])
def test_an_infusion_asks_where_it_goes(drug, columns):
    names, row = columns.split(";")
    name = drug if isinstance(drug, str) else "own"
    t = table(f"TIME,AMT,{names};0,100,{row}", drug=name)
    message = refusal(lambda: t.regimens(plain(drug)))
    asks = f"must be given for an infusion: ROUTE iv, or a CMT; {name} has "
    assert message.startswith(f"row 2, column ROUTE = missing: {asks}")


def test_a_model_that_leaves_out_the_oral_route_gives_nothing_by_another():
    message = refusal(lambda: table("TIME,AMT;0,8").regimens(plain(ORAL, routes=["iv"])))
    assert "must be given, because this model leaves out po; own has the routes iv" in message


def test_a_drug_file_with_one_route_has_one_meaning(tmp_path):
    muscle = "[routes.intramuscular]\ninputs = [{ kind = 'first_order' }]\n"
    path = tmp_path / "mydrug.toml"
    path.write_text(drug_file(routes=muscle + "parameters.ka = 1.5\n"))
    (regimen,) = table("TIME,AMT;0,8").regimens(plain(od.read_drug(path))).values()
    assert regimen.doses[0].route == "im"
    path.write_text(
        drug_file(routes=muscle + "parameters.ka = 1.5\n[routes.intravenous]\nparameters = {}\n")
    )
    message = refusal(lambda: table("TIME,AMT;0,8").regimens(plain(od.read_drug(path))))
    assert message.endswith("mydrug has the routes iv, im")
