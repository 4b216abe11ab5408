"""Estimates and errors beside a fit of the closed form by SciPy, and how often they hold."""

import numpy as np
import pytest
from scipy.optimize import minimize
from scipy.stats import binom, norm

import opiodyn as od
from fit_data import MODEL, OBSERVE, PLASMA, TIMES, TRUTH, VARY, observed, predicted, table_of

SCATTER = {
    "additive": (8.0,),
    "proportional": (0.12,),
    "combined": (4.0, 0.1),
    "log": (0.12,),
}
NAMES = {
    "additive": ("sd",),
    "proportional": ("cv",),
    "combined": ("sd", "cv"),
    "log": ("log_sd",),
}
SUBJECTS = 6
STEP = 1e-30  # of derivatives by complex steps, which lose no digits
# Runs are good to about rtol = 1e-8; estimates follow them within some tens of that, and both
# searches end within 1e-6 standard errors.
CLOSE = 1e-5


def mean_and_sd(error, p):
    """Mean and standard deviation of the observations at parameters (CL, V, scatter...)."""
    k, ka = p[0] / p[1], TRUTH["ka"]
    f = TRUTH["dose"] * 1000.0 * ka / (p[1] * (ka - k)) * (np.exp(-k * TIMES) - np.exp(-ka * TIMES))
    if error == "additive":
        return f, p[2] + 0.0 * f
    if error == "proportional":
        return f, p[2] * f
    if error == "log":
        return np.log(f), p[2] + 0.0 * f
    return f, np.sqrt(p[2] ** 2 + (p[3] * f) ** 2)


def minus_log_likelihood(error, p, y):
    mean, sd = mean_and_sd(error, p)
    z = ((np.log(y) if error == "log" else y) - mean) / sd
    density = -0.5 * z * z - np.log(sd) - 0.5 * np.log(2.0 * np.pi)
    return -np.sum(density - (np.log(y) if error == "log" else 0.0))


def by_complex_steps(function, p):
    """The derivatives of a function of parameters, in a last axis."""
    steps = np.eye(p.size) * STEP * 1j
    return np.stack([np.imag(function(p + step)) / STEP for step in steps], axis=-1)


def referee(error, y):
    """Estimates and standard errors without the library."""
    start = np.log([TRUTH["CL"], TRUTH["V"], *SCATTER[error]])

    def value(u):
        return minus_log_likelihood(error, np.exp(u), y)

    def gradient(u):
        return by_complex_steps(lambda v: minus_log_likelihood(error, np.exp(v), y), u)

    def information(u):
        """The expected information of normal observations, of all subjects."""
        mean = by_complex_steps(lambda v: mean_and_sd(error, np.exp(v))[0], u)
        sd = by_complex_steps(lambda v: mean_and_sd(error, np.exp(v))[1], u)
        weight = mean_and_sd(error, np.exp(u))[1][:, np.newaxis]
        return len(y) * ((mean / weight).T @ (mean / weight) + 2 * (sd / weight).T @ (sd / weight))

    found = minimize(
        value, start, jac=gradient, hess=information, method="trust-exact", options={"gtol": 1e-9}
    )
    covariance = np.linalg.inv(information(found.x)) * y.size / (y.size - 2)
    x = np.exp(found.x)
    return x, x * np.sqrt(np.diag(covariance)), -found.fun


@pytest.mark.parametrize("error", SCATTER)
def test_estimates_and_standard_errors_are_those_of_the_closed_form(error):
    rng = np.random.default_rng(7)
    y = observed(rng, error, SCATTER[error], predicted(np.tile(TIMES, (SUBJECTS, 1)), 20.0, 100.0))
    found = od.fit(table_of(y), model=MODEL, vary=VARY, observe=OBSERVE, error=error)
    values, errors, likelihood = referee(error, y)
    names = ["mydrug.CL", "mydrug.V1", *(f"{one}.{PLASMA}" for one in NAMES[error])]
    assert list(found.table.index) == names
    assert found.values.to_numpy() == pytest.approx(values, rel=CLOSE)
    assert found.table["SE"].to_numpy() == pytest.approx(errors, rel=CLOSE)
    assert found.log_likelihood == pytest.approx(likelihood, abs=CLOSE)
    assert found.converged
    assert found.aic == pytest.approx(2 * len(names) - 2 * likelihood, abs=CLOSE)
    assert found.bic == pytest.approx(np.log(y.size) * len(names) - 2 * likelihood, abs=CLOSE)


def shares_covered(sets, seed):
    """How many of the 95 % intervals of so many simulated sets hold the truth, by parameter."""
    rng = np.random.default_rng(seed)
    f = predicted(np.tile(TIMES, (sets, 1)), TRUTH["CL"], TRUTH["V"])
    table = table_of(observed(rng, "proportional", (0.15,), f))
    found = od.fit(table, model=MODEL, vary=VARY, observe=OBSERVE, pooled=False)
    assert (found.status == "converged").all()
    return {
        name: int(((rows["low"] <= truth) & (truth <= rows["high"])).sum())
        for name, truth in (("mydrug.CL", TRUTH["CL"]), ("mydrug.V1", TRUTH["V"]))
        for rows in [found.table.xs(name, level="parameter")]
    }


def test_intervals_of_40_sets_hold_the_truth():
    # If 95 % hold, fewer than so many of 40 come with a probability below 0.001.
    fewest = binom.ppf(0.001, 40, 0.95)
    for name, count in shares_covered(40, seed=11).items():
        assert count >= fewest, name


@pytest.mark.slow
def test_intervals_of_200_sets_hold_the_truth_in_90_to_98_of_100():
    for name, count in shares_covered(200, seed=12).items():
        assert 180 <= count <= 196, (name, count)


def test_values_below_the_limit_count_by_their_probability():
    rng = np.random.default_rng(3)
    f = predicted(np.tile(TIMES, (2, 1)), 20.0, 100.0)
    y, limit = observed(rng, "combined", (4.0, 0.1), f), 30.0
    goal = od.objective(
        table_of(y), model=MODEL, vary=VARY, observe=OBSERVE, error="combined", lloq=limit
    )
    assert goal.observations["censored"].sum() == (y < limit).sum() > 2
    x = np.array([21.0, 95.0, 5.0, 0.12])
    mean = predicted(np.tile(TIMES, (2, 1)), x[0], x[1])
    sd = np.hypot(x[2], x[3] * mean)
    whole = np.where(y < limit, norm.logcdf(limit, mean, sd), norm.logpdf(y, mean, sd))
    # The runs are good to about 1e-8, and numbers near 1 standard deviation change by as much.
    assert goal.log_likelihoods(x) == pytest.approx(whole.ravel(), rel=1e-6, abs=1e-6)
    assert goal(x) == pytest.approx(-whole.sum(), rel=1e-7)


def test_values_below_the_limit_pull_estimates_where_leaving_them_out_is_wrong():
    """Left out, only high values remain at late times, and clearance seems slow (Beal 2001)."""
    rng = np.random.default_rng(5)
    f = predicted(np.tile(TIMES, (40, 1)), TRUTH["CL"], TRUTH["V"])
    y, limit = observed(rng, "proportional", (0.4,), f), 60.0
    kept = od.fit(table_of(y), model=MODEL, vary=VARY, observe=OBSERVE, lloq=limit)
    gone = np.where(y < limit, np.nan, y)
    left_out = od.fit(table_of(gone), model=MODEL, vary=VARY, observe=OBSERVE)
    row = kept.table.loc["mydrug.CL"]
    assert row["low"] < TRUTH["CL"] < row["high"]
    assert left_out.table.loc["mydrug.CL", "high"] < TRUTH["CL"]


@pytest.mark.parametrize("error", SCATTER)
def test_a_search_finds_the_optimum_from_far_starts(error):
    """From CL / V of 10 /h, predictions at 24 h are some 1e-100 of those that were observed."""
    rng = np.random.default_rng(9)
    y = observed(rng, error, SCATTER[error], predicted(TIMES[np.newaxis], 20.0, 100.0))
    y = np.maximum(y, 1.0)  # of an additive error, which could be negative
    asked = {"model": MODEL, "vary": VARY, "observe": OBSERVE, "error": error}
    expected = od.fit(table_of(y), **asked).log_likelihood
    for CL, V in ((150.0, 15.0), (150.0, 80.0), (60.0, 15.0), (3.0, 15.0), (5.0, 600.0)):
        found = od.fit(table_of(y), **asked, start={"mydrug.CL": CL, "mydrug.V1": V})
        # Each search ends within 1e-3 standard errors: half the square of that in the likelihood.
        assert found.log_likelihood == pytest.approx(expected, abs=1e-5), (CL, V)
