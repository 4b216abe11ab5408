"""Screening finds the effects and indices of models that have closed forms."""

import numpy as np
import pytest

import opiodyn as od
from uncertainty_models import AREA, ORAL, TIGHT, area, linear

WEEK = od.regimen("naltrexone 4.5 mg po q24h x7")
FRACTION = {"x.oral.F": (0.0, 1.0)}


def screened(vary, **more):
    asked = {"model": linear(), "metrics": AREA, "vary": vary, **TIGHT, **more}
    return od.screen(ORAL, **asked)


def test_morris_of_a_linear_answer_is_its_slope():
    """The area is F dose / CL: linear in F, and the same for every ka."""
    table = screened({**FRACTION, "x.oral.ka": (0.5, 2.0)}, trajectories=6).loc["area"]
    assert list(table.index) == ["x.oral.F", "x.oral.ka"]
    slope, still = table.loc["x.oral.F"], table.loc["x.oral.ka"]
    close = 1e-5 * area()  # of the solver
    assert [slope["mu_star"], slope["mu"]] == pytest.approx([area(), area()], abs=close)
    assert [slope["sigma"], still["mu_star"]] == pytest.approx([0.0, 0.0], abs=close)
    assert (table["failed"] == 0.0).all()


def test_morris_tells_the_sign_of_an_effect():
    """A step of 2/3 of the range multiplies the clearance by 8^(2/3) = 4, from 1 or from 2 L/h."""
    row = screened({"x.CL": (1.0, 8.0)}, trajectories=10).loc["area"].iloc[0]
    effects = [(area(0.5, 4.0 * CL) - area(0.5, CL)) / (2 / 3) for CL in (1.0, 2.0)]
    assert min(effects) <= row["mu"] <= max(effects) < 0.0
    assert row["mu_star"] == pytest.approx(-row["mu"])
    # The effects are one or the other, so that their mean gives their share and their spread.
    first = (row["mu"] - effects[1]) / (effects[0] - effects[1])
    spread = np.sqrt(first * (1.0 - first) * 10 / 9) * abs(effects[0] - effects[1])
    assert row["sigma"] == pytest.approx(spread, rel=1e-4)


def test_sobol_of_a_product_has_the_indices_of_a_product():
    """The area is proportional to A B with A = F and B = 1 / CL, both log-uniform and independent.

    With means a, b and variances u, v the variance is u v + u b^2 + v a^2. A alone has u b^2 of it,
    and A in all u (b^2 + v).
    """
    table = screened({"x.oral.F": (0.2, 0.8), "x.CL": (1.0, 8.0)}, method="sobol", samples=1024)
    (a, u), (b, v) = _moments(0.2, 0.8), _moments(1 / 8, 1.0)
    whole = u * v + u * b**2 + v * a**2
    expected = {
        "x.oral.F": (u * b**2 / whole, u * (b**2 + v) / whole),
        "x.CL": (v * a**2 / whole, v * (a**2 + u) / whole),
    }
    assert table.loc["area"].index[0] == "x.CL"
    for name, (alone, in_all) in expected.items():
        row = table.loc[("area", name)]
        # 1024 samples of a Sobol sequence. The half-widths are those of random ones, 0.03 to 0.1.
        assert row["S1"] == pytest.approx(alone, abs=0.02)
        assert row["ST"] == pytest.approx(in_all, abs=0.02)
        assert abs(row["S1"] - alone) < row["S1_conf"] < 0.2
        assert abs(row["ST"] - in_all) < row["ST_conf"] < 0.2
    assert table.attrs["runs"] == 1024 * 4


def _moments(low, high):
    """Mean and variance of a log-uniform number."""
    log = np.log(high / low)
    mean = (high - low) / log
    return mean, (high**2 - low**2) / (2.0 * log) - mean**2


@pytest.mark.parametrize("method", ["morris", "sobol"])
def test_groups_with_a_run_that_fails_are_left_out_and_counted(method):
    """A lag below 0 is impossible, and any other leaves the area."""
    number = {"trajectories": 12} if method == "morris" else {"samples": 64}
    table = screened({**FRACTION, "x.oral.lag": (-0.2, 2.0)}, method=method, **number)
    failed = table["failed"].iloc[0]
    assert 0.0 < failed < 1.0
    (reason,) = {text.split(" = ")[0] for text in table.attrs["reasons"]}
    assert reason.endswith("lag")
    row = table.loc[("area", "x.oral.F")]
    if method == "morris":
        assert row["mu_star"] == pytest.approx(area(), rel=1e-5)
    else:
        assert row["ST"] == pytest.approx(1.0, abs=0.3)  # some 50 samples


def test_too_few_whole_trajectories_are_an_error():
    with pytest.raises(od.SolverError, match=r"only 0 of 3 groups of runs are whole, not 2: "):
        screened({"x.CL": (-2.0, -1.0)}, trajectories=3)


def test_a_metric_that_nothing_changes_has_no_indices():
    """Without a dose the concentration is 0, whatever the clearance."""
    with pytest.raises(od.InputError, match="is 0 in all runs: what varies changes nothing"):
        od.screen(
            od.regimen("x 0 mg po"),
            model=linear(),
            metrics=AREA,
            vary={"x.CL": (1.0, 2.0)},
            method="sobol",
            samples=4,
        )


def test_the_table_does_not_depend_on_threads_and_says_what_it_rests_on():
    asked = {
        "vary": ["naltrexone.*"],
        "trajectories": 3,
        "metrics": ["tone.mu.mean", "tone.mu.peak"],
    }
    one, three = (od.screen(WEEK, threads=n, **asked) for n in (1, 3))
    assert one.equals(three)
    assert one.index.names == ["metric", "parameter"]
    assert list(dict.fromkeys(one.index.get_level_values(0))) == ["tone.mu.mean", "tone.mu.peak"]
    assert one.attrs["units"] == {"tone.mu.mean": "1", "tone.mu.peak": "1"}
    assert one.attrs["runs"] == 3 * (len(one.loc["tone.mu.mean"]) + 1)
    assert (one.attrs["method"], one.attrs["trajectories"], one.attrs["seed"]) == ("morris", 3, 1)
    for _, of_metric in one.groupby(level=0, sort=False):
        assert of_metric["mu_star"].is_monotonic_decreasing


def test_runs_follow_the_rules_of_the_draws():
    """F follows the clearance: the area by mouth stays, and only that of the vein falls."""
    area_of = {"area": od.Metric("mass_concentration.naltrexone.area", span=(0.0, 400.0))}
    by_mouth = od.screen(
        od.regimen("naltrexone 50 mg po"), metrics=area_of, vary=["naltrexone.CL"], trajectories=4
    )
    row = by_mouth.iloc[0]
    area_now = od.uncertainty(
        od.regimen("naltrexone 50 mg po"), metrics=area_of, vary=["naltrexone.CL"], draws=1
    ).table.loc["area", "value"]
    assert row["mu_star"] < 1e-3 * area_now  # 400 h leave a tail of less


def test_the_generator_of_numpy_is_left_as_it_was():
    np.random.seed(5)  # noqa: NPY002 (the global one is what could be changed)
    before = np.random.get_state()[1].tolist()  # noqa: NPY002
    for method, number in (("morris", {"trajectories": 2}), ("sobol", {"samples": 4})):
        screened(FRACTION, method=method, seed=0, **number)
    assert np.random.get_state()[1].tolist() == before  # noqa: NPY002
