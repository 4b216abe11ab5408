"""Binding with depletion against an independent solution, over the whole range of doubles."""

import decimal
import random
from decimal import Decimal

import numpy as np
import pytest

import opiodyn as od

LARGEST, SMALLEST = 1.7e308, 5e-324
# An ulp of a sum of concentrations, where receptors and ligands nearly match, is an ulp of a result
# times the number of ligands.
LIMIT = 1e-13


def exact(total, K, receptors):
    """Returns what is bound, from halving F of (7d) in 1,400 digits, which every sum fits in."""
    with decimal.localcontext(decimal.Context(prec=1400, Emin=-99999, Emax=99999)):
        L, k, R = [*map(Decimal, total)], [*map(Decimal, K)], Decimal(receptors)
        low = R / (1 + sum(a / b for a, b in zip(L, k, strict=True)))
        high = R
        while high - low > low * Decimal("1e-25"):
            wide = high.adjusted() - low.adjusted() > 1
            exponent = (high.adjusted() + low.adjusted()) // 2
            middle = Decimal(1).scaleb(exponent) if wide else (low + high) / 2
            if not low < middle < high:
                middle = (low + high) / 2
            taken = middle + sum(a * middle / (b + middle) for a, b in zip(L, k, strict=True))
            low, high = (middle, high) if taken < R else (low, middle)
        return [float(a * low / (b + low)) for a, b in zip(L, k, strict=True)]


def bound(total, K, receptors):
    names = [f"ligand {i}" for i in range(len(total))]
    found = od.bound_with_depletion(
        dict(zip(names, total, strict=True)), dict(zip(names, K, strict=True)), receptors
    )
    return [found[name] for name in names]


def agree(total, K, receptors):
    found, expected = bound(total, K, receptors), exact(total, K, receptors)
    # Below 2e-308 doubles have fewer digits.
    assert found == pytest.approx(expected, rel=LIMIT, abs=2 * SMALLEST), (total, K, receptors)


def test_one_ligand_is_a_quadratic():
    total, K, receptors = 3.0, 0.7, 2.0
    b = total + receptors + K
    expected = (b - np.sqrt(b * b - 4 * total * receptors)) / 2
    assert bound([total], [K], receptors) == pytest.approx([expected], rel=1e-13)  # rounding


@pytest.mark.parametrize(
    ("total", "K", "receptors", "expected"),
    [
        (1e160, 1.0, 2e160, 1e160),  # all is bound
        (1e308, 1e-308, 1e308, 1e308),
        (1e-200, 1e-200, 1e-200, (3 - 5**0.5) / 2 * 1e-200),  # B^2 - 3 B + 1 = 0
        (1e300, 1e300, 1e300, (3 - 5**0.5) / 2 * 1e300),
        (LARGEST, LARGEST, LARGEST, (3 - 5**0.5) / 2 * LARGEST),
        (1.0, LARGEST, LARGEST, 0.5),  # F is K, up to 1 of 1e308
        (1e-300, 1e-300, 1e300, 1e-300),
        (1e300, 1e-300, 1e-300, 1e-300),  # F is 1e-900
        (1e300, 1e300, SMALLEST, SMALLEST / 2),
        (SMALLEST, SMALLEST, LARGEST, SMALLEST),
        (0.0, 1.0, 1.0, 0.0),
        (1.0, 1.0, 0.0, 0.0),
    ],
)
def test_one_ligand_at_the_ends_of_what_doubles_can_hold(total, K, receptors, expected):
    found = bound([total], [K], receptors)
    assert found == pytest.approx([expected], rel=LIMIT, abs=SMALLEST)


def test_ligands_share_receptors_however_far_apart_they_are():
    draw = random.Random(3)
    for _ in range(60):
        n = draw.choice([1, 2, 3, 8])
        total = [10 ** draw.uniform(-307, 307) for _ in range(n)]
        K = [10 ** draw.uniform(-307, 307) for _ in range(n)]
        agree(total, K, 10 ** draw.uniform(-307, 307))


def test_ligands_that_just_fill_the_receptors():
    # F is far below everything else here, and alone says who holds the receptors.
    agree([1.0], [1e-300], 1.0)
    agree([1.0, 1.0], [1e-300, 1e-280], 1.0)
    agree([1.0, 2.0, 4.0], [1e-9, 1e-40, 1e-200], 6.0)
    agree([1e100, 1e100, 1e-100], [1e-100, 1e-90, 1e-95], 1e100)
    agree([3.0] * 50, [2.0] * 50, 70.0)


def test_equal_ligands_are_bound_equally_and_all_of_the_receptors_is_accounted_for():
    found = bound([2e200] * 100, [1e-200] * 100, 1e200)
    assert found == pytest.approx([1e198] * 100, rel=LIMIT)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (({"a": -1.0}, {"a": 1.0}, 1.0), "total.a = -1: "),
        (({"a": 1.0}, {"a": 0.0}, 1.0), "K.a = 0: "),
        (({"a": 1.0}, {"b": 1.0}, 1.0), "ligand = 'a': must stand in both"),
        (({"a": 1.0}, {"a": 1.0}, float("nan")), "receptors = nan: "),
    ],
)
def test_depletion_of_nothing_sensible_is_refused(arguments, message):
    with pytest.raises(od.InputError) as caught:
        od.bound_with_depletion(*arguments)
    assert str(caught.value).startswith(message)
