"""A regimen and a model become a setting of the page, and the setting becomes them again."""

import json
import pickle
import re

import pytest

import opiodyn as od
from opiodyn._explore.setting import plain, setting_of, shown_by

WEEK = od.regimen("naltrexone 4.5 mg po q24h x7 at 22h")
PARTS = ("turnover", "peptides", "adaptation", "effects", "immune")
REGIMENS = [
    "naltrexone 4.5 mg po q24h x28 at 22h",
    "naltrexone 50 mg po + morphine 10 mg iv at 26h + fentanyl 0.1 mg iv over 0.5h at 30h",
    "naltrexone 1 mg po cmt central F 0.5 lag 0.1h",
    "naltrexone 0.3333333333333333 mg po q24h ss at 0.30000000000000004h",
    "naltrexone 4.5 mg po + flare 1 at 3h + reset at 30h + set naltrexone.CL=94.5 at 31h",
]
MODELS = [
    *({"biophase": preset} for preset in od.parameters.presets().index),
    *({"phi": phi} for phi in (0.0, 0.1, 1.0)),
    {"response": PARTS},
    {"response": PARTS[::-1]},
    {"response": PARTS, "weights": "illustrative"},
    {"covariates": {"creatinine_clearance": 35.0}},
    {"covariates": {"creatinine_clearance": 90.0, "hepatic": "decompensated"}},
]
NOT_OF_THE_PAGE = [
    (
        {"response": ()},
        "response",
        "the page has turnover, peptides, adaptation, effects, and immune",
    ),
    ({"response": PARTS[:3]}, "response", "the page has turnover, peptides, adaptation, effects"),
    (
        {"response": ["immune", "effects"]},
        "response",
        "the page has turnover, peptides, adaptation",
    ),
    (
        {"covariates": {"weight": 82.5}},
        "covariates",
        "the page has hepatic and creatinine_clearance",
    ),
    (
        {"covariates": {"creatinine_clearance": 1e4}},
        "creatinine_clearance",
        "must lie between 1 and",
    ),
]
OTHERS = {
    "binding": "equilibrium",
    "drugs": ["naltrexone"],
    "routes": ["po"],
    "receptors": ["mu"],
    "endogenous": ["enkephalin"],
    "bindings": [od.Binding("enkephalin", "mu", K=1.0, koff=1.0)],
    "endpoints": ["breathing"],
    "parameters": {"naltrexone.CL": 94.0},
    "concentration_given": ["morphine"],
    "strict": True,
}
SETTING = setting_of(WEEK, od.Model(), None)


def same(one, other):
    """Whether two models are of the same options; phi has a default."""
    return one.options() | {"phi": one.phi} == other.options() | {"phi": other.phi}


def browsed(setting):
    """The setting as it comes back from a browser."""
    return json.loads(json.dumps(setting, allow_nan=False))


@pytest.mark.parametrize("options", MODELS, ids=str)
def test_a_model_comes_back(options):
    model = od.Model(**options)
    setting = setting_of(WEEK, model, 100.5)
    regimen, again, end = shown_by(browsed(setting))
    assert (regimen, end) == (WEEK, 100.5)
    assert same(again, model)
    assert plain(browsed(setting)) == setting


@pytest.mark.parametrize(("options", "field", "rule"), NOT_OF_THE_PAGE, ids=str)
def test_a_model_that_no_control_holds_is_refused(options, field, rule):
    with pytest.raises(od.InputError, match=r"opiodyn\.simulate takes it") as caught:
        setting_of(WEEK, od.Model(**options), None)
    assert caught.value.field == field
    assert caught.value.rule.startswith(rule)


@pytest.mark.parametrize("text", REGIMENS)
def test_a_regimen_comes_back(text):
    setting = setting_of(od.regimen(text), od.Model(), None)
    regimen, _, end = shown_by(browsed(setting))
    assert (regimen, end) == (od.regimen(text), None)


def test_the_keys_are_those_of_the_page(root):
    contract = (root / "web/src/core/contract.ts").read_text(encoding="utf-8")
    (fields,) = re.findall(r"^export interface Setting \{\n(.*?)^\}", contract, re.DOTALL | re.M)
    assert list(SETTING) == re.findall(r"^  (\w+): ", fields, re.M)


def test_a_dose_of_the_page_replaces_every_dose_of_its_drug():
    text = "naltrexone 4.5 mg po q24h x2 + morphine 10 mg iv at 3h + naltrexone 1 mg po at 9h"
    dose = {"drug": "naltrexone", "amount": 3.0}
    shown = shown_by({**SETTING, "regimen": text, "dose": dose})
    by_hand = "naltrexone 3 mg po q24h x2 + morphine 10 mg iv at 3h + naltrexone 3 mg po at 9h"
    assert shown.regimen == od.regimen(by_hand)


@pytest.mark.parametrize("name", OTHERS)
def test_a_model_that_no_setting_can_say_is_refused(name):
    model = od.Model(phi=1.0, **{name: OTHERS[name]})
    with pytest.raises(od.InputError) as caught:
        setting_of(WEEK, model, None)
    assert caught.value.field == name
    rule = f"the page has no such choice; leave {name} out of the model; opiodyn.simulate takes it"
    assert caught.value.rule == rule


def test_each_choice_of_a_model_is_said_or_refused():
    said = set(SETTING) - {"regimen", "dose", "end"}
    assert set(od.Model().options()) == said | set(OTHERS)


def test_a_person_drawn_at_random_is_refused():
    kept = od.simulate(WEEK, end=1.0, subjects=od.population(1, seed=1))[0].model
    state = kept._plain()
    drawn = od.Model._again(state["options"] | {"drugs": None, "routes": None}, state["personal"])
    with pytest.raises(od.InputError) as caught:
        setting_of(WEEK, drawn, None)
    assert str(caught.value).startswith("model = of a person drawn at random: ")


@pytest.mark.parametrize(
    ("changes", "field", "value", "rule"),
    [
        ({"regimen": "naltrexone 4.5 mg pox"}, "regimen", "'pox'", "unknown route"),
        ({"regimen": "tramadol 50 mg po"}, "drug", "'tramadol'", "unknown; known: "),
        ({"regimen": None}, "regimen", "None", "must be text"),
        ({"regimen": "concentration morphine nM 0h 1 5h 2"}, "regimen", "'conc", "gives the conc"),
        ({"biophase": "quick"}, "biophase", "'quick'", "unknown; known: "),
        ({"phi": 2}, "phi", "2", "must lie between 0 and 1"),
        ({"phi": None}, "phi", "None", "must lie between 0 and 1"),
        ({"phi": True}, "phi", "True", "must be a number"),
        ({"response": "effects"}, "response", "'effects'", "must be a list of names"),
        ({"response": ["rebound"]}, "response", "'rebound'", "unknown; known: "),
        ({"weights": "illustrative"}, "weights", "'illustrative'", "needs 'immune' in response"),
        ({"covariates": {"bmi": 25}}, "covariate", "'bmi'", "unknown; known: "),
        ({"covariates": []}, "covariates", "[]", "must map names to values"),
        ({"end": -1}, "end", "-1", "must be a finite number, at least 0"),
        ({"dose": 3}, "dose", "3", "must be None, or map drug and amount to values"),
        ({"dose": {"drug": "naltrexone"}}, "dose", "{'drug'", "lacks 'amount'"),
        ({"dose": {"drug": "morphine", "amount": 1}}, "drug", "'morphine'", "is not in the reg"),
        ({"dose": {"drug": "naltrexone", "amount": -1}}, "dose.amount", "-1", "must be a finite"),
        ({"doses": 3}, "setting", "'doses'", "unknown; did you mean 'dose'?"),
    ],
    ids=str,
)
def test_a_setting_that_the_library_refuses_is_told_by_field(changes, field, value, rule):
    with pytest.raises(od.InputError) as caught:
        plain(browsed({**SETTING, **changes}))
    error = caught.value
    assert error.field == field
    assert error.value.startswith(value)
    assert error.rule.startswith(rule)


@pytest.mark.parametrize("name", SETTING)
def test_a_setting_without_one_of_its_keys_is_refused(name):
    with pytest.raises(od.InputError, match=f"lacks '{name}'"):
        plain({key: value for key, value in SETTING.items() if key != name})


def test_a_setting_is_a_copy():
    given = browsed({**SETTING, "covariates": {"creatinine_clearance": 82.5}})
    before = pickle.dumps(given)
    taken = plain(given)
    taken["covariates"].clear()
    taken["response"].clear()
    assert pickle.dumps(given) == before
