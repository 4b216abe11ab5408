"""The likelihood of figures is what its words say, worked out here by integrals and densities."""

from dataclasses import replace

import numpy as np
import pytest
from joint import data, rows
from joint.likelihood import IMPOSSIBLE, OFFSET, Problem, log_density
from scipy import integrate, stats

from opiodyn._validation.measures import measure
from opiodyn._validation.world import World

MAIN = next(iter(data.structures().values()))


def figures(*names):
    return tuple(one for one in data.every_figure() if one.case.id in names)


def library_values(problem):
    """Returns the logarithms of the library's values."""
    own = {
        "half-life of naltrexone's effect site": data.library()["biophase.pet.half_life"].value,
        "ED50 of naltrexone": data.library()["biophase.ED50"].value,
    }
    values = [own.get(p.name) or data.library()[p.sets[0]].value for p in problem.parameters]
    return np.log([values])


@pytest.fixture(scope="module")
def problem():
    return Problem(MAIN)


def test_figures_at_the_library_s_values_are_those_of_the_validation_page(problem):
    """Runs have a relative tolerance of 1e-4 a step, and figures read off a curve are 0.5 % off."""
    found = problem.simulated(library_values(problem))[0]
    world = World("pet")
    wanted = [measure(one.case.setup, world) for one in problem.figures]
    assert found == pytest.approx(wanted, rel=6e-3, abs=1e-3)
    for one, here, there in zip(problem.figures, found, wanted, strict=True):
        assert abs(here - there) < 0.05 * one.scale * (there if one.log else 1.0), one.case.id


def test_the_tolerance_of_runs_is_fine_enough_for_the_scales(problem, monkeypatch):
    """Figures of draws about the library's values are compared with those of strict runs."""
    random = np.random.default_rng(4)
    logs = library_values(problem) + 0.3 * random.normal(size=(16, len(problem.parameters)))
    found = problem.simulated(logs)
    monkeypatch.setattr(rows, "_RTOL", 1e-8)
    monkeypatch.setattr(rows, "_ATOL", 1e-12)
    strict = Problem(MAIN).simulated(logs)
    for i, one in enumerate(problem.figures):
        # The scale of a logarithm is one of the ratio.
        apart = found[:, i] / strict[:, i] - 1.0 if one.log else found[:, i] - strict[:, i]
        assert np.max(np.abs(apart)) < 0.05 * one.scale, one.case.id


def test_a_draw_has_the_same_figures_in_any_company(problem):
    random = np.random.default_rng(1)
    logs = library_values(problem) + 0.1 * random.normal(size=(9, len(problem.parameters)))
    alone = problem.simulated(logs[3:4])
    # Runs have the same bits; a regression over many draws rounds its sums in another order.
    assert problem.simulated(logs)[3:4] == pytest.approx(alone, rel=1e-13, nan_ok=True)


def test_a_number_alone_has_student_s_t():
    (one,) = figures("V17")
    found = Problem(MAIN, (one,)).of_figures(np.array([[96.9]]))
    assert found == pytest.approx(stats.t.logpdf((94.9 - 96.9) / 2.5, 4))


def test_a_sign_is_a_probit_and_a_range_has_both_sides():
    (below,), (above,), (between,) = map(figures, ("V29-25", "V29-after", "P19"))
    none = np.zeros(1)
    assert log_density(below, np.array([12.0]), none) == pytest.approx(
        stats.norm.logcdf((10.0 - 12.0) / 3.75)
    )
    assert log_density(above, np.array([70.0]), none) == pytest.approx(
        stats.norm.logcdf((70.0 - 50.0) / 12.5)
    )
    share = stats.norm.cdf(60.0, 20.0, 12.5) - stats.norm.cdf(10.0, 20.0, 12.5)
    assert log_density(between, np.array([20.0]), none) == pytest.approx(np.log(share))


def test_figures_of_a_study_share_an_offset():
    """The quadrature with 15 nodes is exact to 1e-3 beside an adaptive integral."""
    two = figures("V14-2", "V14-15")
    simulated = np.array([30.0, 75.0])

    def both(z):
        ends = [(x - one.value) / one.scale for one, x in zip(two, simulated, strict=True)]
        return stats.norm.pdf(z) * np.prod(stats.t.pdf(np.array(ends) + OFFSET * z, 4))

    wanted = np.log(integrate.quad(both, -12.0, 12.0)[0])
    assert Problem(MAIN, two).of_figures(simulated[np.newaxis])[0] == pytest.approx(
        wanted, abs=1e-3
    )


def test_a_figure_that_does_not_exist_is_ten_scales_off():
    (one,) = figures("R5")
    found = log_density(one, np.array([np.nan, 0.0]), np.zeros(1))
    assert found == pytest.approx([stats.t.logpdf(10.0, 4)] * 2)


def test_a_draw_that_cannot_run_is_impossible(problem):
    logs = np.repeat(library_values(problem), 2, axis=0)
    logs[1, problem.names.index("K of naloxone")] = -700.0  # so that kon is too large a number
    found = problem.log_likelihood(logs)
    assert found[0] > -200.0
    assert found[1] == IMPOSSIBLE


def test_heroin_counts_as_the_structure_says():
    (one,) = figures("V28-24")
    mole = replace(MAIN, heroin=1.0)
    wanted = measure(replace(one.case.setup, dose=25.7), World("pet"))
    single = Problem(mole, (one,))
    assert single.simulated(library_values(single))[0, 0] == pytest.approx(wanted, rel=1e-3)


def test_a_structure_leaves_figures_out_and_keeps_parameters():
    without = Problem(data.structures()["without Lee 1988"])
    assert not {one.case.id for one in without.figures} & {"V15-48", "V15-72", "V15-120", "V15-168"}
    slope = Problem(data.structures()["one slope"])
    assert "slope of breathing" not in slope.names
    columns = slope.columns(np.zeros((2, len(slope.parameters))))
    assert columns["effect.liking.n"].tolist() == [1.0, 1.0]
