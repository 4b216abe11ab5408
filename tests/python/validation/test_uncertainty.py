"""The stored uncertainty and sensitivity are what the library gives."""

import dataclasses
import json
import math

import numpy as np
import pytest

from fixtures import ROOT
from opiodyn import Model
from opiodyn._uncertainty import draws
from opiodyn._validation import cases, sensitivity, uncertainty, world

DOCS = ROOT / "docs"
DRAWN = json.loads((DOCS / "validation-uncertainty.json").read_text(encoding="utf-8"))
SCREENED = json.loads((DOCS / "validation-sensitivity.json").read_text(encoding="utf-8"))
each_preset = pytest.mark.parametrize("preset", world.preset_names())

# Runs have a tolerance of 1e-6 per step; half-lives and differences from 1 magnify what another
# processor rounds differently. On one machine figures are the same to the last digit stored.
CLOSE = {"rel": 1e-3, "abs": 1e-5}


def same(figure, stored):
    if not isinstance(stored, float) or not isinstance(figure, float):
        return figure == stored
    return figure == pytest.approx(stored, **CLOSE)


@each_preset
@pytest.mark.parametrize("draw", range(uncertainty.KEPT))
def test_a_draw_gives_what_is_stored(preset, draw):
    figures = uncertainty.plain(uncertainty.one(uncertainty.Job(preset, DRAWN["seed"], draw)))
    stored = DRAWN["kept"][preset][draw]
    assert figures.keys() == stored.keys()
    wrong = {name for name in figures if not same(figures[name], stored[name])}
    assert wrong == set(), "else: python docs/make_validation.py --uncertainty 200"


def test_the_file_covers_the_cases_and_presets():
    assert set(DRAWN["cases"]) == {case.id for case in uncertainty.cases()}
    assert all(list(found) == world.preset_names() for found in DRAWN["cases"].values())
    assert DRAWN["draws"] >= 200
    for case in uncertainty.cases():
        counts = {found["draws"] for found in DRAWN["cases"][case.id].values()}
        assert counts == {min(case.draws, DRAWN["draws"])}


def test_some_cases_can_be_drawn_anew_and_put_among_the_others(monkeypatch):
    few = [case for case in cases.read("receptors") if case.id in {"V14-2", "V17"}]
    monkeypatch.setattr(uncertainty, "read", lambda _: few)
    monkeypatch.setattr(uncertainty, "preset_names", lambda: ["pet"])
    every = uncertainty.propagate(4, 3)
    without = {**every, "cases": {"V17": every["cases"]["V17"]}}
    without["kept"] = {"pet": [{"V17": draw["V17"]} for draw in every["kept"]["pet"]]}
    again = uncertainty.merged(without, uncertainty.propagate(4, 3, names=("V14-2",)))
    assert again == every
    assert list(again["cases"]) == ["V14-2", "V17"]


def test_one_preset_can_be_drawn_anew_and_put_among_the_others(monkeypatch):
    few = [case for case in cases.read("receptors") if case.id == "V14-2"]
    monkeypatch.setattr(uncertainty, "read", lambda _: few)
    monkeypatch.setattr(uncertainty, "preset_names", lambda: ["pet", "plasma"])
    every = uncertainty.propagate(3, 3)
    other = {**every["cases"]["V14-2"], "pet": None}
    without = {**every, "cases": {"V14-2": other}}
    without["kept"] = {**every["kept"], "pet": [{}] * 3}
    alone = uncertainty.propagate(3, 3, only=["pet"])
    assert list(alone["kept"]) == ["pet"]
    assert uncertainty.merged(without, alone) == every
    with pytest.raises(ValueError, match="seed"):
        uncertainty.merged(every, uncertainty.propagate(4, 5, names=("V14-2",)))


def test_a_slow_case_has_its_first_draws_alone(monkeypatch):
    fast, slow = (case for case in cases.read("receptors") if case.id in {"V14-2", "V17"})
    few = [fast, dataclasses.replace(slow, draws=2)]
    monkeypatch.setattr(uncertainty, "read", lambda _: few)
    monkeypatch.setattr(uncertainty, "preset_names", lambda: ["pet"])
    found = uncertainty.propagate(3, 3)["cases"]
    assert [found[name]["pet"]["draws"] for name in ("V14-2", "V17")] == [3, 2]


def test_a_draw_does_not_hang_on_workers(monkeypatch):
    few = [case for case in cases.read("receptors") if case.id in {"V14-2", "V17"}]
    monkeypatch.setattr(uncertainty, "read", lambda _: few)
    monkeypatch.setattr(uncertainty, "preset_names", lambda: ["pet"])
    assert uncertainty.propagate(4, 3, workers=2) == uncertainty.propagate(4, 3, workers=1)


def test_summaries_count_what_cannot_be():
    case = next(case for case in cases.read("receptors") if case.id == "V14-2")
    found = uncertainty.summary(case, [20.0, 30.0, 90.0, float("nan"), "no model"])
    assert found["failed"] == 1
    assert found["undefined"] == 1
    assert found["inside"] == pytest.approx(2 / 5)
    assert found["median"] == 30.0
    nothing = uncertainty.summary(case, ["no model"])
    assert (nothing["low"], nothing["inside"], nothing["failed"]) == (None, 0.0, 1)


def test_values_stay_in_their_ranges_and_follow_the_rules():
    model = Model(biophase="transient", drugs=["naltrexone"], routes=["po"])
    rows = model.parameters
    for draw in range(20):
        values = draws.overrides(7, draw)(model)
        free = set(values) - {"naltrexone.Kp"}
        assert all(rows.low[name] <= values[name] <= rows.high[name] for name in free)
        assert not any(name.endswith(".kint") for name in values)
        firm = values["naltrexone.CL"] / values["naltrexone.oral.F"]
        assert firm == pytest.approx(rows.value["naltrexone.CL"] / rows.value["naltrexone.oral.F"])
        assert values["6-beta-naltrexol.ke0"] == values["naltrexone.ke0"]
        x0 = values["beta-endorphin.mu.e0"] + values["enkephalin.mu.e0"]
        c50 = (1.0 + x0) * values["naltrexone.mu.K"] / values["naltrexone.Kp"]
        assert 0.393 * (1 - 1e-2) <= c50 <= 0.807 * (1 + 1e-2)  # digits of the range of C50


def test_a_value_hangs_on_seed_draw_and_name_alone():
    assert draws.share(1, 2, "mu.U") == draws.share(1, 2, "mu.U")
    others = {draws.share(*key) for key in ((1, 2, "mu.U"), (1, 3, "mu.U"), (2, 2, "mu.U"))}
    assert len(others | {draws.share(1, 2, "mu.q")}) == 4


def test_ranges_are_logarithmic_where_they_can_be():
    assert draws.between(1.0, 100.0, 0.5) == pytest.approx(10.0)
    assert draws.between(0.0, 2.0, 0.5) == pytest.approx(1.0)


@pytest.mark.parametrize("preset", sensitivity.PRESETS)
def test_screening_gives_what_is_stored(preset):
    places = sensitivity.sample(preset, SCREENED["trajectories"], SCREENED["seed"])
    stored = SCREENED[preset]
    assert len(stored["answers"]) == len(places)
    for row in np.linspace(0, len(places) - 1, 20).astype(int):
        answer = sensitivity.answer(preset, places[row])
        assert answer == pytest.approx(stored["answers"][row], **CLOSE)
    found = sensitivity.analyze(preset, places, stored["answers"], SCREENED["seed"])
    assert [row[0] for row in found] == [row[0] for row in stored["rows"]]
    for row, kept in zip(found, stored["rows"], strict=True):
        assert row[1:] == pytest.approx(kept[1:], rel=1e-4, abs=1e-9)


@pytest.mark.parametrize("preset", sensitivity.PRESETS)
def test_phi_raises_the_waking_tone(preset):
    """Phi adds drive by the block to drive by lost tone, so that there are more peptides."""
    assert "phi" not in sensitivity.problem(preset)["names"]
    assert sensitivity.phi_effect(preset) > 0.0


def test_screening_finds_what_it_must(monkeypatch):
    """The answer is a known sum, so mu* is the known effect and sigma is 0."""
    names = sensitivity.problem("pet")["names"]
    places = sensitivity.sample("pet", 4, 1)
    first = names.index("mu.U")
    answers = [3.0 * row[first] for row in places]
    top = sensitivity.analyze("pet", places, answers, 1)[0]
    assert top[0] == "mu.U"
    assert top[1] == pytest.approx(3.0)
    assert top[4] == pytest.approx(0.0, abs=1e-9)


@pytest.mark.slow
def test_all_draws_give_what_is_stored():
    again = uncertainty.propagate(DRAWN["draws"], DRAWN["seed"])
    for name, by_preset in DRAWN["cases"].items():
        for preset, stored in by_preset.items():
            found = again["cases"][name][preset]
            assert found["failed"] == stored["failed"], (name, preset)
            for key in ("low", "median", "high"):
                if stored[key] is None or math.isinf(stored[key]):
                    assert found[key] == stored[key]
                else:
                    assert found[key] == pytest.approx(stored[key], **CLOSE), (name, preset, key)
