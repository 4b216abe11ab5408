"""Endpoints: those of the library, and a caller's own with a slope of its own."""

import copy
import pickle

import numpy as np
import pytest

import opiodyn as od

RESCUE = od.regimen("fentanyl 0.5 mg iv + naloxone 0.4 mg iv at 0.1h")
COUGH = od.endpoint("cough", receptor="mu", n=1.5)


def signal(run):
    """S' of equation (10a), from the response S' / (1 + S') of the receptor."""
    sigma = run.sigma("mu")
    return sigma / (1.0 - sigma)


@pytest.mark.parametrize(("endpoint", "n"), [("breathing", 1.0), ("pain", 2.6), ("cough", 1.5)])
def test_an_effect_follows_the_response_with_its_slope(endpoint, n):
    """Equations (10a)-(10b), from the signal and the slope alone."""
    model = od.Model(endpoints=["breathing", "pain", COUGH])
    run = od.simulate(RESCUE, model=model, end=2.0, rtol=1e-9, atol=1e-12)
    S = signal(run)
    expected = (S**n - S[0] ** n) / (1.0 + S**n)
    np.testing.assert_allclose(run.effect(endpoint), expected, atol=1e-12)
    assert run.effect(endpoint)[0] == pytest.approx(0.0, abs=1e-12)
    assert 0.3 < run.effect(endpoint).max() < 1.0


def test_ventilation_is_what_the_effect_on_breathing_leaves():
    run = od.simulate(RESCUE, end=2.0)
    np.testing.assert_allclose(run.ventilation, 100.0 * (1.0 - run.effect("breathing")), rtol=1e-12)


def test_the_usual_endpoints_are_those_whose_receptor_is_there():
    assert od.Model().endpoints == ("breathing", "pupil", "pain", "liking")
    assert od.Model(receptors=["kappa"], endogenous=["dynorphin"]).endpoints == ()
    assert od.Model(response=["turnover"]).endpoints == ()
    assert od.Model(endpoints=[COUGH]).endpoints == ("cough",)


def test_a_model_keeps_its_endpoints():
    model = od.Model(endpoints=["pain", COUGH])
    assert "endpoints=['pain', 'cough']" in repr(model)
    assert "endpoints" not in repr(od.Model())
    again = pickle.loads(pickle.dumps(model))
    assert again.endpoints == ("pain", "cough")
    own = again.options()["endpoints"][1]
    assert (own.name, own.receptor, own.n) == ("cough", "mu", 1.5)
    run = od.simulate(RESCUE, model=model, end=1.0)
    assert run.provenance["model"]["endpoints"] == ["pain", "cough"]


def test_a_copy_of_an_endpoint_keeps_its_meaning():
    own = od.Endpoint(name="cough", receptor="mu", n=1.5, meaning="relief of cough")
    for again in (copy.copy(own), copy.deepcopy(own), pickle.loads(pickle.dumps(own))):
        assert (again.name, again.receptor, again.n) == ("cough", "mu", 1.5)
        assert again.meaning == "relief of cough"


def test_a_slope_is_a_parameter():
    model = od.Model(endpoints=["pain", COUGH], parameters={"effect.cough.n": 2.6})
    run = od.simulate(RESCUE, model=model, end=1.0)
    np.testing.assert_allclose(run.effect("cough"), run.effect("pain"), rtol=1e-12)
    assert model.parameters.loc["effect.cough.n", "value"] == 2.6
    assert od.Model(endpoints=[COUGH]).parameters.loc["effect.cough.n", "evidence"] == "U"


def test_without_a_basal_tone_there_are_effects_and_no_tone():
    """With S(0) = 0 an effect is sigma itself, and tone would be a quotient by zero."""
    bare = {"beta-endorphin.mu.e0": 0.0, "enkephalin.mu.e0": 0.0}
    run = od.simulate(RESCUE, model=od.Model(parameters=bare), end=1.0)
    np.testing.assert_allclose(run.effect("breathing"), run.sigma("mu"), atol=1e-12)
    assert not hasattr(run, "nothing")
    with pytest.raises(od.InputError, match=r"'beta-endorphin\.mu\.e0', or ask for sigma\.mu"):
        run.tone("mu")
    assert "mu has no tone" in run.report()


def test_a_sweep_tells_endpoints_apart(tmp_path):
    dose = {"dose": [0.4, 2.0]}
    options = {"metrics": "effect.cough.peak", "drug": "naloxone", "folder": tmp_path / "kept"}
    model = od.Model(endpoints=[COUGH])
    found = od.sweep(RESCUE, over=dose, model=model, **options)
    assert found.identical(od.sweep(RESCUE, over=dose, model=model, **options))
    other = od.Model(endpoints=[od.endpoint("cough", receptor="mu", n=3)])
    with pytest.raises(od.InputError, match="the model"):
        od.sweep(RESCUE, over=dose, model=other, **options)
