"""The widget of a notebook: what it sends to the page, and how it takes what the page sends."""

import pickle

import pytest

import opiodyn as od
from page_folder import CORE, SCRIPT, STYLES

WEEK = od.regimen("naltrexone 4.5 mg po q24h x7 at 22h")
SLOW = od.Model(biophase="slow", phi=0.5)


@pytest.fixture
def widget(packed):
    return od.explore(WEEK, model=SLOW, end=48.0, height=600)


def changed(widget, **changes):
    """What the page sends when a user has changed a part of the setting."""
    return {"setting": {**widget.setting, **changes}}


def test_the_page_gets_its_script_its_core_and_the_setting(widget):
    sent = widget.get_state()
    assert sent["_esm"] == SCRIPT.decode()
    assert sent["_css"] == STYLES.decode()
    assert sent["_core"] == CORE
    assert sent["height"] == 600
    assert sent["setting"] == {
        "regimen": "naltrexone 4.5 mg po q24h x7 at 22h",
        "dose": None,
        "biophase": "slow",
        "phi": 0.5,
        "response": ["turnover", "peptides", "adaptation", "effects"],
        "weights": "mechanism",
        "covariates": {},
        "end": 48.0,
    }
    assert (sent["_model_module"], sent["_view_name"]) == ("anywidget", "AnyView")


def test_a_notebook_shows_the_widget(widget):
    data, *_ = widget._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in data
    assert data["text/plain"] == "<Explorer of naltrexone 4.5 mg po q24h x7 at 22h>"


def test_what_is_shown_is_what_was_given(widget):
    assert widget.regimen == WEEK
    assert pickle.dumps(widget.model) == pickle.dumps(SLOW)


def test_a_run_has_the_bits_of_simulate(widget):
    run, by_hand = widget.run(), od.simulate(WEEK, model=SLOW, end=48.0)
    assert run.to_pandas().equals(by_hand.to_pandas())
    assert widget.run(times=[0.0, 5.0]).times.tolist() == [0.0, 5.0]
    assert widget.run(end=3.0).times[-1] == 3.0


def test_what_a_user_changes_on_the_page_is_there_in_python(widget):
    dose = {"drug": "naltrexone", "amount": 3}
    widget.set_state(changed(widget, biophase="transient", phi=0, dose=dose, end=None))
    assert widget.model.biophase == "transient"
    assert widget.model.phi == 0.0
    assert widget.regimen == od.regimen("naltrexone 3 mg po q24h x7 at 22h")
    model = od.Model(biophase="transient", phi=0.0)
    by_hand = od.simulate(od.regimen("naltrexone 3 mg po q24h x7 at 22h"), model=model)
    assert widget.run().to_pandas().equals(by_hand.to_pandas())


@pytest.mark.parametrize(
    "changes",
    [{"phi": 2}, {"regimen": "naltrexone"}, {"biophase": "quick"}, {"dose": {"drug": "x"}}],
    ids=str,
)
def test_a_setting_of_the_page_that_is_wrong_leaves_all_as_it_was(widget, changes, monkeypatch):
    before, sent = widget.get_state(), []
    monkeypatch.setattr(widget, "send_state", lambda keys: sent.append(set(keys)))
    with pytest.raises(od.InputError):
        widget.set_state({"height": 300, **changed(widget, **changes)})
    assert widget.get_state() == before
    assert sent == [{"setting", "height"}]  # the page goes back too


def test_python_changes_what_the_page_shows(widget):
    seen = []
    widget.observe(lambda change: seen.append(change["new"]), "setting")
    widget.model = od.Model(biophase="plasma")
    widget.regimen = od.regimen("morphine 10 mg iv")
    assert [one["biophase"] for one in seen] == ["plasma", "plasma"]
    assert seen[-1]["regimen"] == "morphine 10 mg iv"
    assert widget.setting == seen[-1]
    assert widget.setting["end"] == 48.0
    widget.model = None
    assert widget.model.biophase == od.Model().biophase


def test_a_dose_that_is_chosen_becomes_part_of_the_regimen(widget):
    dose = {"drug": "naltrexone", "amount": 3.0}
    widget.set_state(changed(widget, dose=dose))
    widget.model = od.Model()
    assert widget.setting["dose"] is None
    (chosen,) = widget.regimen.doses
    (before,) = WEEK.doses
    assert (chosen.amt, chosen.ii, chosen.addl) == (3.0, before.ii, before.addl)


@pytest.mark.parametrize(
    ("name", "value", "field"),
    [
        ("regimen", "naltrexone 4.5 mg po", "regimen"),
        ("regimen", od.Regimen([]), "regimen"),
        ("model", od.Model(binding="equilibrium"), "binding"),
        ("model", "pet", "model"),
        ("setting", {}, "setting"),
        ("setting", None, "setting"),
        ("height", 0, "height"),
        ("height", "high", "height"),
    ],
)
def test_a_wrong_value_of_python_is_an_error_and_changes_nothing(widget, name, value, field):
    before = widget.get_state()
    with pytest.raises(od.InputError) as caught:
        setattr(widget, name, value)
    assert caught.value.field == field
    assert widget.get_state() == before
