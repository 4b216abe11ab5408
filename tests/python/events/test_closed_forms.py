"""Runs of tables of events against closed forms."""

import io

import numpy as np
import pytest
import scipy.linalg

import opiodyn as od
from closed_forms import one_compartment, two_compartments
from event_tables import aligned
from opiodyn import _core
from opiodyn._model.inside import core_of

CL, V, ka = 2.0, 10.0, 1.5
KE = CL / V
BODY = one_compartment(CL, V)
bolus, infusion = BODY.bolus, BODY.infusion
DRUG = od.Drug("mydrug", molar_mass=300.0, CL=CL, V=[V], absorption=[od.FirstOrder(ka=ka)])
SLOW = od.Drug(
    "slow", molar_mass=300.0, CL=CL, V=[V], absorption=[od.ZeroOrderIntoDepot(duration=4.0, ka=ka)]
)
OWN = od.Model(drugs=[DRUG], receptors=[], endogenous=[])


def central(text, model=OWN, **options):
    """Amount in the central compartment at the observation records, mg."""
    (subject,) = aligned(text, **options).subjects(model)
    (drug,) = subject.regimen.drugs
    run = _core.simulate(core_of(model), subject.regimen, subject.times, subject.seen)
    return run.amount(drug, "central")


def oral(t):
    return BODY.oral(t, ka)


def close(a, b):
    np.testing.assert_allclose(a, b, rtol=1e-11, atol=1e-12)


T = np.array([0.5, 1.0, 2.0, 3.5, 8.0])


def test_the_forms_with_two_compartments_are_those_of_the_matrix():
    """Against the matrix exponential, to the rounding of either."""
    rates = np.array([[-1.1 / 20 - 2 / 20, 2 / 5], [2 / 20, -2 / 5]])
    expected = [scipy.linalg.expm(rates * t)[0, 0] for t in T]
    np.testing.assert_allclose(two_compartments(1.1, 20, 5, 2).bolus(T), expected, rtol=1e-12)


def test_the_forms_in_steady_state_are_the_sum_of_all_earlier_doses():
    """200 doses, after which less than 1e-15 is missing at these rates."""
    body, before = two_compartments(1.1, 20.0, 5.0, 2.0), 6.0 * np.arange(200)[:, None]
    close(body.bolus(T, every=6.0), body.bolus(T + before).sum(0))
    close(body.oral(T, ka, every=6.0), body.oral(T + before, ka).sum(0))
    close(body.infusion(T, 5.0, 4.0, every=6.0), body.infusion(T + before, 5.0, 4.0).sum(0))


def observed(commas):
    return "\n".join(f"{t}{',.' * commas}" for t in T)


def test_compartments():
    close(central(f"TIME,AMT,CMT\n0,100,1\n{observed(2)}"), 100 * oral(T))
    close(central(f"TIME,AMT,CMT\n0,100,2\n{observed(2)}"), 100 * bolus(T))


@pytest.mark.parametrize("carry", ["next", "last"])
def test_an_observation_sees_what_stands_before_it(carry):
    text = """TIME,AMT,EVID,CMT
                 1,  .,   0,.
                 1,100,   1,2
                 1,  .,   0,.
                 1, 50,   1,2
                 1,  .,   0,.
                 1,  .,   3,.
                 1,  .,   0,.
                 1, 25,   4,2
                 1,  .,   0,.
                 2,  .,   0,."""
    close(central(text, carry=carry), [0, 100, 150, 0, 25, 25 * bolus(1.0)])


def test_repeated_doses_and_the_dose_of_an_earlier_row():
    text = """TIME,AMT,II,ADDL,CMT
                 0,100, 2,   2,2
                 2,  ., .,   .,.
                 5,  ., .,   .,."""
    close(central(text), [100 * (1 + bolus(2)), 100 * (bolus(5) + bolus(3) + bolus(1))])


def test_bioavailability_and_lag_of_the_record():
    text = f"""TIME,AMT,CMT,F1,F2,ALAG1,ALAG2
                  0,100,  1,.5,.8,    1,    .
                  0, 10,  2,.5,.8,    1,    .
               {observed(6)}"""
    close(central(text), 50 * np.where(T > 1, oral(T - 1), 0) + 8 * bolus(T))


def test_rate_and_duration():
    for columns, row in [
        ("RATE", "50"),
        ("DUR", "2"),
        ("RATE,D2", "-2,2"),
        ("RATE,R2", "-1,50"),
        ("RATE,R1,R2,D2", "-1,.,50,."),
    ]:
        commas = 2 + columns.count(",") + 1
        text = f"TIME,AMT,CMT,{columns}\n0,100,2,{row}\n{observed(commas)}"
        close(central(text), infusion(T, 50, 2))


def test_bioavailability_shortens_what_has_a_rate():
    text = f"TIME,AMT,CMT,RATE,F2\n0,100,2,50,0.5\n{observed(4)}"
    close(central(text), infusion(T, 50, 1))
    text = f"TIME,AMT,CMT,DUR,F2\n0,100,2,2,0.5\n{observed(4)}"
    close(central(text), infusion(T, 25, 2))


def test_the_models_own_duration():
    model = od.Model(drugs=[SLOW], receptors=[], endogenous=[])
    own = central(f"TIME,AMT,RATE\n0,100,-2\n{observed(2)}", model)
    same = central(f"TIME,AMT,CMT,RATE,D1\n0,100,1,-2,4\n{observed(4)}", model)
    bare = central(f"TIME,AMT,CMT\n0,100,1\n{observed(2)}", model)
    close(own, same)
    close(own, bare)
    other = central(f"TIME,AMT,CMT,RATE,D1\n0,100,1,-2,2\n{observed(4)}", model)
    assert np.abs(other - own).max() > 1.0


def test_steady_state():
    text = f"TIME,AMT,II,SS,CMT\n0,100,6,1,2\n{observed(4)}"
    close(central(text), 100 * bolus(T) / (1 - bolus(6.0)))
    text = f"TIME,AMT,II,SS,CMT,EVID\n0,7,0,0,2,1\n0,100,6,2,2,1\n{observed(5)}"
    close(central(text), 7 * bolus(T) + 100 * bolus(T) / (1 - bolus(6.0)))
    text = f"TIME,AMT,RATE,SS,CMT\n0,0,30,1,2\n{observed(4)}"
    close(central(text), 30 / KE * bolus(T))


def test_a_reset_cancels_what_is_still_to_come():
    text = f"""TIME,AMT,II,ADDL,CMT,EVID
                  0,100,.3,  50,  2,   1
                .25, 10, 0,   0,  2,   4
               {observed(5)}"""
    close(central(text), 10 * bolus(T - 0.25))


def test_clearance_from_the_next_record():
    """The values on a record hold since the record before."""
    text = """TIME,AMT,CMT,CL
                 1,100,  2, 2
                 2,  .,  ., 4
                 4,  .,  ., 1
                 5, 50,  2, 3
                 7,  .,  ., 8"""
    at_2 = 100 * np.exp(-0.4)
    at_4 = at_2 * np.exp(-0.1 * 2)
    at_7 = (at_4 * np.exp(-0.3) + 50) * np.exp(-0.8 * 2)
    close(central(text), [at_2, at_4, at_7])


def test_clearance_from_the_last_record():
    """The values on a record hold from there on."""
    text = """TIME,AMT,CMT,CL
                 1,100,  2, 2
                 2,  .,  ., 4
                 4,  .,  ., 1
                 5, 50,  2, 3
                 7,  .,  ., 8"""
    at_2 = 100 * np.exp(-0.2)
    at_4 = at_2 * np.exp(-0.4 * 2)
    at_7 = (at_4 * np.exp(-0.1) + 50) * np.exp(-0.3 * 2)
    close(central(text, carry="last"), [at_2, at_4, at_7])


@pytest.mark.parametrize("carry", ["next", "last"])
def test_a_dose_takes_the_lag_and_bioavailability_of_its_own_record(carry):
    text = """TIME,AMT,ROUTE,mydrug.oral.lag
                 0,100,   po,              0
                 3, 10,   po,              1
                 3,  7,   po,             .5
                 6,  .,    .,              0"""
    close(central(text, carry=carry), [100 * oral(6) + 10 * oral(2) + 7 * oral(2.5)])
    drug = od.Drug(
        "gradual", molar_mass=300.0, CL=CL, V=[V], absorption=[od.ZeroOrder(duration=1.0)]
    )
    model = od.Model(drugs=[drug], receptors=[], endogenous=[])
    text = """TIME,AMT,ROUTE,gradual.oral.F,gradual.oral.duration
                 0,100,   po,            .5,                    .
                 3, 10,   po,            .8,                    2
                 3,  7,   po,            .2,                    1
                 6,  .,    .,             1,                    4"""
    expected = infusion(6, 50, 1) + infusion(3, 4, 2) + infusion(3, 1.4, 1)
    close(central(text, model, carry=carry), [expected])


@pytest.mark.parametrize("carry", ["next", "last"])
def test_a_change_by_itself(carry):
    text = """TIME,AMT,CMT,EVID,CL
                 0,100,  2,   1, 2
                 3,  .,  .,   2, 2
                 3,  .,  .,   2, 4
                 5,  .,  .,   0, ."""
    before = 100 * np.exp(-0.2 * 3)  # rows of EVID 2 are outputs too
    close(central(text, carry=carry), [before, before, before * np.exp(-0.4 * 2)])


@pytest.mark.parametrize("carry", ["next", "last"])
def test_concentration_is_that_of_the_observations_own_volume(carry):
    text = "TIME,AMT,CMT,V1\n0,100,2,10\n0,.,.,20\n0,.,.,40\n"
    (subject,) = od.read_events(io.StringIO(text), carry=carry).subjects(OWN)
    run = _core.simulate(core_of(OWN), subject.regimen, subject.times, subject.seen)
    close(run.concentration("mydrug", "ng/mL"), [5000, 2500])


def test_a_library_drug_by_table_and_by_text():
    text = f"TIME,AMT,II,ADDL,DRUG\n0,4.5,24,2,naltrexone\n{observed(4)}"
    (subject,) = od.read_events(io.StringIO(text)).subjects()
    assert subject.regimen == od.regimen("naltrexone 4.5 mg po q24h x3")
    run = od.simulate(subject.regimen, times=subject.times)
    assert run.occupancy("naltrexone", "mu").max() > 0.3


def test_covariates_change_the_course():
    model = od.Model(drugs=["buprenorphine"], receptors=[], endogenous=[])

    def last(weight):
        text = f"TIME,AMT,ROUTE,WT\n0,10,iv,{weight}\n6,.,.,{weight}"
        (subject,) = od.read_events(io.StringIO(text)).subjects(model)
        assert subject.covariates == {"weight": weight}
        run = _core.simulate(core_of(model), subject.regimen, subject.times, subject.seen)
        heavy = od.Model(
            drugs=["buprenorphine"], receptors=[], endogenous=[], covariates={"weight": weight}
        )
        expected = od.simulate(_core.Regimen(subject.regimen.doses), model=heavy, times=[6])
        close(run.concentration("buprenorphine"), expected.concentration("buprenorphine"))
        return run.concentration("buprenorphine")[-1]

    assert last(55.0) > 1.01 * last(110.0)


@pytest.mark.parametrize("carry", ["next", "last"])
def test_a_weight_that_changes(carry):
    text = "TIME,AMT,ROUTE,WT\n0,10,iv,60\n6,.,.,60\n6,.,.,90\n12,.,.,90\n"
    model = od.Model(drugs=["buprenorphine"], receptors=[], endogenous=[])
    (subject,) = od.read_events(io.StringIO(text), carry=carry).subjects(model)
    changed = _core.covariate_parameters(core_of(model), {"weight": 90.0})
    last = subject.regimen.records[-1]
    assert (last.time, last.parameters) == (6.0, changed)


def test_simulate_takes_the_table():
    text = "ID,TIME,AMT,CMT\n7,0,100,2\n7,1,.,.\n7,1,100,2\n7,1,.,.\n"
    run = od.simulate(od.read_events(io.StringIO(text)), model=OWN)
    close(run.amount("mydrug", "central"), [100 * bolus(1), 100 * bolus(1) + 100])
    text += "8,0,50,2\n8,2,.,.\n"
    runs = od.simulate(od.read_events(io.StringIO(text)), model=OWN)
    assert len(runs) == 2
