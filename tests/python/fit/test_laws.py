"""Laws of fits: linear models, priors, profiles, predictions, and what is pickled."""

import copy
import io
import pickle

import numpy as np
import pytest
from scipy.stats import chi2, norm

import opiodyn as od
from fit_data import DRUG, MODEL, OBSERVE, PLASMA, TIMES, VARY, observed, predicted, table_of
from fixtures import drug_file, plain, refusal
from opiodyn._fit import search

# Runs are good to about rtol = 1e-8 of a number, and these tests to ten times that.
CLOSE = 1e-7
SHARE = "mydrug.oral.F"
SD = 5.0


@pytest.fixture(scope="module")
def linear():
    """A model that is linear in what varies, F, with a known additive error, and its closed form.

    Then the likelihood is that of linear regression: F = g y / g g with the variance sd^2 / g g.
    """
    g = predicted(TIMES, 18.0, 80.0)
    y = 0.8 * g + SD * np.sin(np.arange(TIMES.size))
    options = {
        "model": MODEL,
        "vary": {SHARE: (0.05, 1.0)},
        "observe": OBSERVE,
        "error": "additive",
        "fixed": {f"sd.{PLASMA}": SD},
    }
    return table_of(y[np.newaxis]), options, g, y


def test_a_linear_model_with_a_known_error_is_a_regression(linear):
    table, options, g, y = linear
    found = od.fit(table, **options)
    row = found.table.loc[SHARE]
    assert row["value"] == pytest.approx(g @ y / (g @ g), rel=CLOSE)
    spare = y.size - 1
    assert row["SE"] == pytest.approx(SD / np.sqrt(g @ g) * np.sqrt(y.size / spare), rel=CLOSE)
    assert found.predictions["predicted"].to_numpy() == pytest.approx(row["value"] * g, rel=CLOSE)
    assert found.predictions["sd"].to_numpy() == pytest.approx(SD)
    residual = found.predictions["residual"].to_numpy()
    assert residual == pytest.approx(y - row["value"] * g, abs=1e-6 * y.max())
    assert found.predictions["weighted"].to_numpy() == pytest.approx(residual / SD)


def test_a_normal_prior_of_a_linear_model_gives_the_conjugate_posterior(linear):
    table, options, g, y = linear
    mean, sd = 0.6, 0.02
    found = od.fit(table, **options, priors={SHARE: ("normal", mean, sd)})
    weights = np.array([g @ g / SD**2, 1.0 / sd**2])
    row = found.table.loc[SHARE]
    expected = weights @ [g @ y / (g @ g), mean] / weights.sum()
    assert row["value"] == pytest.approx(expected, rel=CLOSE)
    assert row["SE"] == pytest.approx(weights.sum() ** -0.5, rel=CLOSE)
    density = norm.logpdf(row["value"], mean, sd)
    assert -found.objective([row["value"]]) == pytest.approx(found.log_likelihood + density)


def test_a_lognormal_prior_has_its_density(linear):
    table, options, _, _ = linear
    goal = od.objective(table, **options)
    prior = od.objective(table, **options, priors={SHARE: ("lognormal", 0.5, 0.3)})
    for x in (0.2, 0.7):
        density = norm.logpdf(np.log(x / 0.5), 0.0, 0.3) - np.log(x)  # of x, and not of its log
        assert goal([x]) - prior([x]) == pytest.approx(density)
    slope = goal.derivatives([0.4])[1][0] - prior.derivatives([0.4])[1][0]
    assert slope == pytest.approx(-(np.log(0.4 / 0.5) / 0.09 + 1.0) / 0.4)


def test_a_lognormal_prior_has_no_density_at_0(linear):
    """A parameter may have the bound 0, where the logarithm has no value."""
    table, options, _, _ = linear
    bounds = options | {"vary": {SHARE: (0.0, 1.0)}}
    goal = od.objective(table, **bounds, priors={SHARE: ("lognormal", 0.5, 0.3)})
    assert goal([0.0]) == np.inf
    value, slope = goal.derivatives([0.0])
    assert value == np.inf
    assert np.isfinite(slope).all()


def test_the_profile_of_a_linear_model_is_a_parabola(linear):
    table, options, g, y = linear
    found = od.fit(table, **options)
    best, error = g @ y / (g @ g), SD / np.sqrt(g @ g)
    profile = found.profile(SHARE)
    values = profile[SHARE].to_numpy()
    assert profile["deviance"].to_numpy() == pytest.approx(((values - best) / error) ** 2, abs=1e-5)
    reach = error * np.sqrt(chi2.ppf(0.95, 1))
    assert profile.attrs["interval"] == pytest.approx((best - reach, best + reach), rel=1e-6)
    at = found.profile(SHARE, values=[0.7, 0.75])
    assert at["deviance"].to_numpy() == pytest.approx(((at[SHARE] - best) / error) ** 2, abs=1e-5)


def test_a_profile_lets_the_other_parameters_do_their_best():
    y = observed(np.random.default_rng(2), "proportional", (0.1,), predicted(TIMES, 20.0, 100.0))
    table = table_of(y[np.newaxis])
    found = od.fit(table, model=MODEL, vary=VARY, observe=OBSERVE)
    (_, row), *_ = found.profile("mydrug.CL", values=[22.0]).iterrows()
    held = plain(DRUG, parameters={"mydrug.CL": 22.0})
    other = od.fit(table, model=held, vary={"mydrug.V1": VARY["mydrug.V1"]}, observe=OBSERVE)
    assert row["deviance"] == pytest.approx(
        2.0 * (found.log_likelihood - other.log_likelihood), abs=1e-5
    )


def test_a_profile_that_a_bound_cuts_off_says_so(linear):
    table, options, _, _ = linear
    found = od.fit(table, **options | {"vary": {SHARE: (0.05, 0.805)}}, start={SHARE: 0.7})
    low, high = found.profile(SHARE).attrs["interval"]
    assert high == np.inf
    assert 0.7 < low < 0.8


def test_an_estimate_at_a_bound_has_no_standard_error(linear):
    table, options, _, _ = linear
    found = od.fit(table, **options | {"vary": {SHARE: (0.05, 0.6)}}, start={SHARE: 0.3})
    row = found.table.loc[SHARE]
    assert row["value"] == 0.6
    assert row["at_bound"] == "high"
    assert np.isnan([row["SE"], row["low"], row["high"]]).all()
    assert "at its high bound" in found.report()
    assert "no covariance" in refusal(found.draws)
    assert found.profile(SHARE, values=[0.5])["deviance"].item() > 0.0


TABLES = {
    "two doses, samples before and after the second": """\
ID,TIME,AMT,DV
1,0,50,.
1,2,.,100
1,12,.,30
1,12,50,.
1,12,.,31
1,13,.,120
""",
    "covariates, a subject nobody observed, and a change": """\
ID,TIME,AMT,DV,weight,mydrug.V1
1,0,50,.,60,90
1,2,.,100,60,90
1,8,.,50,60,95
2,0,50,.,95,90
2,4,.,.,95,90
3,0,50,.,95,90
3,2,.,80,95,90
3,9,.,20,95,100
""",
    "an infusion, a reset and EVID 2": """\
ID,TIME,AMT,RATE,EVID,DV,CMT
1,0,50,10,1,.,2
1,3,.,.,0,90,.
1,4,.,.,2,95,.
1,6,.,.,3,.,.
1,7,20,.,1,.,1
1,9,.,.,0,40,.
""",
}


@pytest.mark.parametrize("text", TABLES.values(), ids=TABLES)
def test_predictions_are_the_outputs_of_a_run(text, tmp_path):
    file = tmp_path / "mydrug.toml"
    weight = '[[covariates]]\nparameter = "CL"\ncovariate = "weight"\nkind = "power"\n'
    file.write_text(
        drug_file(CL=18.0, routes=ROUTES) + weight + "reference = 70.0\nvalue = 0.75\n",
        encoding="utf-8",
    )
    model = plain(od.read_drug(file))
    table = od.read_events(io.StringIO(text))
    goal = od.objective(table, model=model, vary={"mydrug.CL": (2.0, 90.0)}, observe=OBSERVE)
    x = np.array([25.0, 0.2])
    own = od.Model(**(model.options() | {"parameters": {"mydrug.CL": 25.0}}))
    runs = od.simulate(table, model=own, method="rodas5p", rtol=1e-8, atol=1e-11)
    frame = runs.to_pandas()
    expected = frame.loc[frame["dv"].notna(), PLASMA].to_numpy()
    # The factor by which a covariate acts is rounded, the runs are the same.
    assert goal.predictions(x) == pytest.approx(expected, rel=1e-12)


ROUTES = """\
[routes.oral]
inputs = [{ kind = "first_order" }]
[routes.oral.parameters]
ka = 1.5
[routes.intravenous]
[routes.intravenous.parameters]
"""


def test_draws_have_the_covariance_of_the_fit():
    y = observed(np.random.default_rng(4), "additive", (8.0,), predicted(TIMES, 20.0, 100.0))
    found = od.fit(table_of(y[np.newaxis]), model=MODEL, vary=VARY, observe=OBSERVE)
    draws = found.draws(40_000, seed=3)
    logs = np.log(draws.to_numpy())
    scale = found.values.to_numpy()
    expected = found.covariance.to_numpy() / np.outer(scale, scale)
    # A variance of 40,000 draws scatters by sqrt(2 / 40000) = 0.7 %: four times that.
    assert np.cov(logs.T) == pytest.approx(expected, abs=0.03 * expected.max())
    assert found.draws(3, seed=9).equals(found.draws(3, seed=9))


def test_fits_and_objectives_pickle_and_copy():
    y = observed(np.random.default_rng(6), "additive", (8.0,), predicted(TIMES, 20.0, 100.0))
    table = table_of(np.tile(y, (2, 1)))
    for options in ({}, {"pooled": False}):
        found = od.fit(table, model=MODEL, vary=VARY, observe=OBSERVE, **options)
        for again in (pickle.loads(pickle.dumps(found)), copy.deepcopy(found)):
            assert again.table.equals(found.table)
    goal = od.objective(table, model=MODEL, vary=VARY, observe=OBSERVE)
    again = pickle.loads(pickle.dumps(goal))
    assert again(goal.start) == goal(goal.start)


def test_numbers_do_not_depend_on_threads():
    rng = np.random.default_rng(8)
    y = observed(rng, "additive", (8.0,), predicted(np.tile(TIMES, (9, 1)), 20.0, 100.0))
    goals = [
        od.objective(table_of(y), model=MODEL, vary=VARY, observe=OBSERVE, threads=threads)
        for threads in (1, 2, 7)
    ]
    values = [goal.derivatives(goal.start) for goal in goals]
    for value, gradient in values[1:]:
        assert value == values[0][0]
        assert (gradient == values[0][1]).all()


def test_the_model_of_a_fit_has_the_estimates():
    y = predicted(TIMES, 20.0, 100.0) * (1.0 + 0.05 * np.cos(TIMES))
    found = od.fit(table_of(y[np.newaxis]), model=MODEL, vary=VARY, observe=OBSERVE)
    assert found.model.overrides == found.values[list(VARY)].to_dict()
    run = od.simulate(od.dose("mydrug", amt=50.0), model=found.model, times=TIMES)
    assert run.concentration("mydrug", "ng/mL") == pytest.approx(
        found.predictions["predicted"].to_numpy(), rel=1e-5
    )


def test_a_search_that_does_not_converge_is_kept_as_far_as_it_came(monkeypatch):
    y = predicted(TIMES, 20.0, 100.0) * (1.0 + 0.05 * np.cos(TIMES))
    asked = {"model": MODEL, "vary": VARY, "observe": OBSERVE, "start": {"mydrug.CL": 150.0}}
    monkeypatch.setattr(search, "_METHODS", (("SLSQP", {"maxiter": 1}),))
    with pytest.raises(od.NotConvergedError, match="standard errors away") as caught:
        od.fit(table_of(y[np.newaxis]), **asked)
    assert caught.value.partial.status.startswith("not converged: the optimum is about")
    each = od.fit(table_of(np.stack([y, y])), **asked, pooled=False)
    assert len(each) == 2
    assert each.status.str.startswith("not converged").all()
    assert "0 of 2 subjects converged" in each.report()
    assert not each.of(2).converged


def test_a_bound_that_rounding_would_miss_is_reached():
    """The exponential of the logarithm of 37 is below 37."""
    text = "TIME,AMT,ROUTE,DV\n0,100,iv,.\n1,.,.,1950\n2,.,.,1500\n4,.,.,920\n8,.,.,340\n"
    drug = od.Drug("mydrug", molar_mass=300.0, CL=8.0, V=[30.0])
    found = od.fit(
        od.read_events(io.StringIO(text)),
        model=plain(drug),
        vary={"mydrug.CL": (1.0, 100.0), "mydrug.V1": (4.0, 37.0)},
        observe=OBSERVE,
    )
    assert found.values["mydrug.V1"] == 37.0
    assert found.table.loc["mydrug.V1", "at_bound"] == "high"
