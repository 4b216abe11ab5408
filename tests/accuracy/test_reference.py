"""The reference, a run at a tolerance of 1e-13, agrees with Radau of SciPy.

Radau is a method of another family, and takes its own steps. The limit is a ten thousandth of
the default tolerance, so that the reference does not decide what the other tests find. Radau itself
errs by 1e-11 at the tolerance that it has here.
"""

import pytest

from accuracy import compared, radau, tight
from cases import everyday
from random_models import extreme, moderate

LIMIT = 1e-10


def difference(case):
    return compared(tight(case), radau(case), 1.0)


@pytest.mark.parametrize(
    ("kind", "number"),
    [(moderate, 0), (extreme, 175), (extreme, 103)],  # the last: CL 461 L/h from 0.13 L
)
def test_tight_runs_agree_with_radau(kind, number):
    assert difference(kind(number)).ratio < LIMIT


@pytest.mark.slow
@pytest.mark.parametrize("case", everyday(), ids=lambda case: case.name)
def test_tight_runs_of_everyday_models_agree_with_radau(case):
    assert difference(case).ratio < LIMIT


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "number"),
    [(moderate, n) for n in (2, 5, 30, 141, 147)] + [(extreme, n) for n in (37, 48, 61, 73, 124)],
)
def test_tight_runs_of_more_random_models_agree_with_radau(kind, number):
    assert difference(kind(number)).ratio < LIMIT
