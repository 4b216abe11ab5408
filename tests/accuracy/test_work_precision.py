"""Errors follow the tolerance: they are within 10 rtol from 1e-3 to 1e-9."""

from itertools import pairwise

import pytest

from accuracy import errors_of, tight
from cases import everyday

RTOLS = tuple(10.0**-k for k in range(3, 10))


@pytest.mark.parametrize("case", everyday(), ids=lambda case: case.name)
def test_errors_of_everyday_models_follow_the_tolerance(case):
    reference = tight(case)
    found = {rtol: errors_of(case, rtol, reference) for rtol in RTOLS}
    assert [errors for errors in found.values() if not errors.ratio <= 10.0] == []
    # A method of order 5 takes 10^(1/5) = 1.6 times the steps for a digit, less in a quiet tail.
    steps = [found[rtol].steps for rtol in RTOLS]
    assert all(1.2 < b / a < 2.6 for a, b in pairwise(steps))
