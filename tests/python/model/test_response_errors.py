"""Mistakes about the response: each is one error that names field, value and rule."""

import math

import pytest

import opiodyn as od

WHOLE = ("turnover", "peptides", "adaptation", "effects", "immune")

MODELS = [
    ({"phi": -0.1}, "phi = -0.1: must lie between 0 and 1"),
    ({"phi": 1.1}, "phi = 1.1: must lie between 0 and 1"),
    ({"phi": math.nan}, "phi = nan: must lie between 0 and 1"),
    ({"phi": "1"}, "phi = '1': must be a number"),
    ({"phi": True}, "phi = True: must be a number"),
    ({"weights": "illustrative"}, "weights = 'illustrative': needs 'immune' in response"),
    ({"weights": "ilustrative"}, "weights = 'ilustrative': unknown; did you mean 'illustrative'?"),
    ({"weights": 3}, "weights = 3: must be text"),
    (
        {"response": WHOLE, "receptors": [], "parameters": {"weights.w_s": 1}},
        "weights.w_s = 1: weighs the mean tone, which needs mu or delta",
    ),
    ({"response": ["imune"]}, "response = 'imune': unknown; did you mean 'immune'?"),
    ({"response": ["turnover"] * 2}, "response = turnover: is given twice"),
    ({"response": "immune"}, "response = 'immune': must be a list of names, such as ['immune']"),
]

NOT_NEGATIVE = ["mu.U", "mu.gZ", "beta-endorphin.G", "beta-endorphin.a", "beta-endorphin.exercise"]
POSITIVE = [
    "mu.turnover_half_life",
    "mu.adaptation_half_life",
    "mu.o50",
    "mu.q",
    "effect.pain.n",
    "beta-endorphin.x50",
    "beta-endorphin.precursor_half_life",
    "beta-endorphin.peptide_half_life",
    "beta-endorphin.stimulus_half_life",
    "flare.half_life",
    "activation.half_life",
    "cytokine.half_life",
    "ogf.turnover_half_life",
]

STIMULI = [
    ({"magnitude": -1}, "stimulus.magnitude = -1: must be a finite number above 0"),
    ({"magnitude": 0}, "stimulus.magnitude = 0: must be a finite number above 0"),
    ({"magnitude": math.nan}, "stimulus.magnitude = nan: must be a finite number above 0"),
    ({"magnitude": "1"}, "stimulus.magnitude = '1': must be a number"),
    ({"time": -1}, "stimulus.time = -1: must be a finite number, at least 0"),
    ({"time": math.inf}, "stimulus.time = inf: must be a finite number, at least 0"),
    ({"ii": -1}, "stimulus.ii = -1: must be a finite number, at least 0"),
    ({"addl": 2}, "stimulus.addl = 2: needs an interval ii above 0"),
    ({"addl": 2.5, "ii": 1}, "stimulus.addl = 2.5: must be a whole number"),
]


def message(make):
    with pytest.raises(od.InputError) as caught:
        make()
    assert caught.value.field
    assert caught.value.rule
    return str(caught.value)


@pytest.mark.parametrize(("options", "expected"), MODELS)
def test_model(options, expected):
    assert message(lambda: od.Model(**options)) == expected


@pytest.mark.parametrize(
    ("name", "value", "rule"),
    [(name, -0.5, "must be a finite number, at least 0") for name in NOT_NEGATIVE]
    + [(name, 0.0, "must be a finite number above 0") for name in POSITIVE]
    + [("mu.U", math.nan, "must be a finite number, at least 0")]
    + [("pain.mu_share", 2.0, "must lie between 0 and 1")],
)
def test_parameter_out_of_its_domain(name, value, rule):
    found = message(lambda: od.Model(response=WHOLE, parameters={name: value}))
    assert found == f"{name} = {value:g}: {rule}"


@pytest.mark.parametrize(
    "name", ["mu.U", "beta-endorphin.G", "mu.gZ", "ogf.U", "weights.w_s", "pain.mu_share"]
)
def test_parameter_of_a_part_that_is_not_there(name):
    found = message(lambda: od.Model(response=(), parameters={name: 0.5}))
    assert found.startswith(f"parameter = '{name}': unknown; ")


@pytest.mark.parametrize("make", [od.flare, lambda **o: od.stimulus("exercise", **o)])
@pytest.mark.parametrize(("options", "expected"), STIMULI)
def test_stimulus(make, options, expected):
    assert message(lambda: make(**options)) == expected


@pytest.mark.parametrize(
    ("regimen", "options", "expected"),
    [
        (od.stimulus("exercize"), {}, "stimulus = 'exercize': unknown; did you mean 'exercise'?"),
        (
            od.stimulus("exercise"),
            {"response": ()},
            "stimulus = exercise: releases peptides, and none that it could release moves in "
            "this model",
        ),
        (
            od.stimulus("exercise"),
            {"endogenous": []},
            "stimulus = exercise: releases peptides, and none that it could release moves in "
            "this model",
        ),
        (
            od.flare(),
            {},
            "stimulus = flare: drives the immune read-outs, which this model does not have",
        ),
    ],
)
def test_stimulus_that_nothing_in_the_model_answers(regimen, options, expected):
    assert message(lambda: od.simulate(regimen, model=od.Model(**options), end=1)) == expected


@pytest.mark.parametrize(
    ("text", "word"),
    [("flare 0 at 3h", "0"), ("stimulus exercise -1 at 3h", "-1"), ("stimulus exercise 1 at", "")],
)
def test_text(text, word):
    with pytest.raises(od.ParseError) as caught:
        od.regimen(text)
    assert caught.value.text[caught.value.position :][: caught.value.length] == word


@pytest.mark.parametrize(
    ("read", "needs"),
    [
        (lambda run: run.pain, "it needs 'immune' in its response"),
        (lambda run: run.receptor_density("mu"), "it needs the receptor, and 'turnover'"),
        (lambda run: run.withdrawal, "it needs mu, and 'adaptation' in its response"),
    ],
)
def test_read_out_that_the_model_does_not_have(read, needs):
    model = od.Model(response=["peptides"])
    run = od.simulate(od.stimulus("exercise"), model=model, end=1)
    found = message(lambda: read(run))
    assert found.startswith("output = ")
    assert needs in found


def test_tone_of_a_receptor_that_is_none():
    run = od.simulate(od.stimulus("exercise"), model=od.Model(response=["peptides"]), end=1)
    assert message(lambda: run.tone("nu")) == "receptor = 'nu': unknown; known: mu, delta, kappa"


def test_ogf_receptor_without_basal_ligand_has_no_baseline():
    # Its complexes relative to none: 0 / 0.
    with pytest.raises(od.InputError, match=r"ogf\.e0"):
        od.Model(response=WHOLE, parameters={"ogf.e0": 0.0})
