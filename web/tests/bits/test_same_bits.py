"""The page's core gives the bits of the native library: curves, reports and draws."""

from __future__ import annotations

import math
from functools import cache
from typing import Any

import numpy as np
import pytest

import opiodyn as od
from asking import ask, facts, model_of, numbers, setting
from scenarios import PARTS, SCENARIOS

STATISTICS = ("peak", "t_peak", "trough", "mean", "area", "hours_above_50", "hours_above_1")


@cache
def answers(what: str) -> dict[str, dict[str, Any]]:
    found = ask([{"what": what, "setting": chosen} for chosen in SCENARIOS.values()])
    return dict(zip(SCENARIOS, found, strict=True))


def native(chosen: dict[str, Any]) -> od.Run:
    return od.simulate(od.regimen(chosen["regimen"]), model=model_of(chosen))


def test_the_scenarios_reach_every_route_preset_and_part() -> None:
    assert len(SCENARIOS) >= 50
    chosen = list(SCENARIOS.values())
    assert {one["biophase"] for one in chosen} == {one["name"] for one in facts()["presets"]}
    assert {part for one in chosen for part in one["response"]} == set(PARTS)
    words = {word for one in chosen for word in one["regimen"].split()}
    assert words >= {route["word"] for drug in facts()["drugs"] for route in drug["routes"]}


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_run_has_the_same_bits(name: str) -> None:
    answer, run = answers("run")[name], native(SCENARIOS[name])
    assert "error" not in answer, answer
    assert answer["value"]["regimen"]["text"] == str(run.regimen)
    frame = run.to_pandas()
    assert numbers(answer["value"]["times"]).tobytes() == frame.index.to_numpy().tobytes()
    columns = {column["name"]: column for column in answer["value"]["columns"]}
    assert list(columns) == list(frame.columns)
    for column, values in frame.items():
        assert numbers(columns[column]["values"]).tobytes() == values.to_numpy().tobytes(), column


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_report_has_the_numbers_of_the_summary(name: str) -> None:
    rows, summary = answers("report")[name]["value"], native(SCENARIOS[name]).summary()
    assert [row["name"] for row in rows] == list(summary.index)
    for row in rows:
        expected = summary.loc[row["name"]]
        assert row["unit"] == expected["unit"]
        for statistic in STATISTICS:
            value = expected.get(statistic, math.nan)
            assert row.get(statistic, math.nan) == value or math.isnan(value), (row, statistic)


def test_a_steady_state_agrees_to_twelve_digits() -> None:
    """A periodic steady state is solved by Eigen, which adds in pairs where the processor has SSE2.

    WebAssembly has no such order, so the last digits differ: by 3e-15 of the largest value.
    """
    chosen = setting("naltrexone 50 mg po q24h x3 ss")
    answer = ask([{"what": "run", "setting": chosen}])[0]["value"]
    frame = native(chosen).to_pandas()
    for column in answer["columns"]:
        expected = frame[column["name"]].to_numpy()
        difference = np.abs(numbers(column["values"]) - expected).max()
        assert difference <= 1e-12 * np.abs(expected).max(), column["name"]


def test_draws_have_the_same_bits() -> None:
    chosen = setting("naltrexone 4.5 mg po q24h x3 at 22h")
    draws = od.posterior(od.Model(drugs=["naltrexone"])).iloc[:6]
    times = np.linspace(0.0, 94.0, 200)
    asked = {
        "what": "curves",
        "setting": chosen,
        "draws": draws.to_dict(orient="records"),
        "column": "tone.mu",
        "times": times.tolist(),
    }
    found = numbers(ask([asked])[0]["value"]).reshape(len(draws), times.size)
    for values, curve in zip(draws.to_dict(orient="records"), found, strict=True):
        model = od.Model(drugs=["naltrexone"], routes=["oral"], parameters=values)
        run = od.simulate(od.regimen(chosen["regimen"]), model=model, times=times)
        assert run.to_pandas()["tone.mu"].to_numpy().tobytes() == curve.tobytes()


def test_an_error_is_that_of_the_library() -> None:
    for text in ("naltrexon 4.5 mg po", "naltrexone 4.5 mg po q24h x4 at", "naltrexone 1e9 mg xx"):
        error = ask([{"what": "run", "setting": setting(text)}])[0]["error"]
        with pytest.raises(od.InputError) as caught:
            od.Model(drugs=od.regimen(text).drugs)
        assert error["message"] == str(caught.value)
        assert (error["field"], error["rule"]) == (caught.value.field, caught.value.rule)
