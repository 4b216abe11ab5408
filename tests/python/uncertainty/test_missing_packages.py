"""A package that is missing is one sentence, before anything runs."""

import sys

import pytest

import opiodyn as od

WEEK = od.regimen("naltrexone 4.5 mg po q24h x7")


def test_the_screening_needs_salib(monkeypatch):
    monkeypatch.setitem(sys.modules, "SALib.sample.morris", None)
    rule = r"^the screening needs SALib: pip install 'opiodyn\[sensitivity\]'$"
    with pytest.raises(ImportError, match=rule):
        od.screen(WEEK)


@pytest.mark.parametrize("design", ["latin", "sobol"])
def test_a_design_needs_scipy(monkeypatch, design):
    monkeypatch.setitem(sys.modules, "scipy.stats.qmc", None)
    rule = rf"^design='{design}' needs scipy: pip install 'opiodyn\[sensitivity\]'$"
    with pytest.raises(ImportError, match=rule):
        od.uncertainty(WEEK, draws=2, design=design)


def test_random_draws_need_neither(monkeypatch):
    for name in ("SALib", "SALib.sample.morris", "scipy.stats.qmc"):
        monkeypatch.setitem(sys.modules, name, None)
    assert len(od.uncertainty(WEEK, draws=2)) == 2
