"""The calls that run models take their arguments in one order, by the same names and defaults."""

import inspect

import pytest

import opiodyn as od

WEEK = od.regimen("naltrexone 4.5 mg po q24h x7")
CALLS = {
    "simulate": {},
    "steady_state": {"period": 24},
    "compare": {"doses": [1.0]},
    "sweep": {"over": {"dose": [1.0]}},
    "sensitivity": {"to": ["amt"]},
    "evaluator": {"vary": ["amt"]},
    "uncertainty": {"draws": 2},
    "screen": {"trajectories": 2},
    "explore": {},
}
RUN_NOTHING = {"explore"}


@pytest.mark.parametrize("call", CALLS)
def test_the_regimen_comes_first_and_all_else_by_name(call):
    first, *rest = inspect.signature(getattr(od, call)).parameters.values()
    assert first.name == "regimen"
    assert first.kind is inspect.Parameter.POSITIONAL_OR_KEYWORD
    assert {one.kind for one in rest} == {inspect.Parameter.KEYWORD_ONLY}
    assert "metric" not in {one.name for one in rest}


@pytest.mark.parametrize(
    ("name", "default"),
    [("threads", 0), ("rtol", 1e-6), ("atol", 1e-9), ("max_steps", 20_000_000), ("metrics", None)],
)
def test_a_name_has_one_default(name, default):
    # A periodic steady state is searched to a tolerance of its own.
    others = {"steady_state", *({"simulate"} if name == "metrics" else ())}
    calls = set(CALLS) - RUN_NOTHING - others
    defaults = {inspect.signature(getattr(od, call)).parameters[name].default for call in calls}
    assert defaults == {default}


@pytest.mark.parametrize("call", CALLS)
def test_a_model_in_the_place_of_the_regimen_is_told_where_it_goes(call):
    with pytest.raises(od.InputError) as caught:
        getattr(od, call)(od.Model(), **CALLS[call])
    rule = f"the regimen comes first; write {call}(regimen, model=model)"
    assert str(caught.value) == f"regimen = a Model: {rule}"


@pytest.mark.parametrize("call", CALLS)
def test_a_regimen_in_the_place_of_the_model_is_told_where_it_goes(call):
    with pytest.raises(od.InputError) as caught:
        getattr(od, call)(WEEK, model=WEEK, **CALLS[call])
    rule = f"the regimen comes first; write {call}(regimen, model=model)"
    assert str(caught.value) == f"model = a Regimen: {rule}"


@pytest.mark.parametrize("call", CALLS)
def test_a_text_is_no_regimen(call):
    with pytest.raises(
        od.InputError, match=r"must be a Regimen.*; opiodyn\.regimen\(text\) makes one"
    ):
        getattr(od, call)("naltrexone 4.5 mg po", **CALLS[call])
