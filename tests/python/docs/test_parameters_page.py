"""docs/parameters.md says what the library says."""

import os

import pytest

import opiodyn as od
from fixtures import load


@pytest.fixture(scope="module")
def maker():
    return load("docs/make_parameters.py")


def test_page_is_up_to_date(maker):
    assert maker.PAGE.read_text(encoding="utf-8") == maker.page(), (
        f"run python {os.path.join('docs', 'make_parameters.py')}"
    )


def test_page_names_every_substance_and_gap(maker):
    page = maker.page()
    for name in ("naltrexone", "naloxone/nasal", "hydrocodone", "biophase", "effect", "response"):
        assert f"# {name}\n" in page
    gap = od.parameters.missing().index[0]
    assert f"- `{gap}`: " in page


def test_half_effect_is_where_the_model_has_it(maker):
    """The effect on breathing is 0.5 at the printed concentration, held for a month."""
    values = od.parameters.table()["value"]
    for drug in ("morphine", "fentanyl", "oxycodone"):
        free = maker.half_effect(values, drug, "mu")
        model = od.Model(
            drugs=[drug],
            receptors=["mu"],
            response=["effects"],
            binding="equilibrium",
            concentration_given=[drug],
        )
        total = free / (values[f"{drug}.fu"] * values[f"{drug}.Kp"])
        held = od.concentration(drug, [0.0, 720.0], [total, total])
        run = od.simulate(held, model=model, times=[720.0])
        assert run.effect("breathing")[0] == pytest.approx(0.5, abs=1e-9)


def test_k_stands_beside_its_potency(maker):
    (line,) = (one for one in maker.page().splitlines() if one.startswith("| `morphine.mu.K`"))
    assert "EC50 (tau - 1), with EC50 38.33 nM (olofsen2010" in line
    assert "half effect of the model at 45.6 nM" in line  # worked out by hand from the formula


def test_page_has_contested_values_and_those_of_presets(maker):
    page = maker.page()
    assert "| `naloxone.mu.K` | `naloxone/occupancy`; `naloxone/nasal` |" in page
    assert "| `biophase.slow.naltrexone.mu.K` |" in page
