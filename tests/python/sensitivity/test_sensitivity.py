"""Sensitivities: derivatives of what a sweep finds."""

import numpy as np
import pytest

import opiodyn as od
from opiodyn._model.inside import settled_for
from opiodyn._sensitivity.results import elasticity

MODEL = od.Model(biophase="transient")
WEEK = od.regimen("naltrexone 4.5 mg po q24h x7")
MIXED = WEEK + od.regimen("naltrexone 2 mg iv over 1h at 30h + stimulus exercise 1.5 at 50h")
TIGHT = {"rtol": 1e-10, "atol": 1e-13}


def differences(name, value, vary, share=0.02, **kept):
    """Central differences of a sweep over `vary(shifted value)`, extrapolated once: what is cut off
    is share**4 of the number, 1e-7, and less where it is nearly linear."""
    steps = share * (value or 1.0) * np.array([1.0, -1.0, 0.5, -0.5])
    found = od.sweep(over=vary(value + steps), **TIGHT, **kept)[name].values
    coarse, fine = ((found[k] - found[k + 1]) / (steps[k] - steps[k + 1]) for k in (0, 2))
    return (4.0 * fine - coarse) / 3.0


def parameter(name):
    def vary(values):
        made = [od.Model(biophase="transient", parameters={name: float(x)}) for x in values]
        return {"model": made, "regimen": [MIXED]}

    return vary


def record(number, field):
    """Another amount or time of one record of the regimen."""

    def vary(values):
        regimens = []
        for value in values:
            records = MIXED.records
            old = records[number]
            named = ("drug", "amt", "route", "time", "dur", "ii", "addl")
            if isinstance(old, od.Stimulus):
                named = ("name", "magnitude", "time", "ii", "addl")
            options = {key: getattr(old, key) for key in named} | {field: float(value)}
            records[number] = type(old)(**options)
            regimens.append(od.Regimen(records))
        return {"regimen": regimens, "model": [MODEL]}

    return vary


@pytest.mark.parametrize(
    ("variable", "value", "vary"),
    [
        ("naltrexone.CL", 150.0, parameter("naltrexone.CL")),
        ("naltrexone.mu.K", 0.56, parameter("naltrexone.mu.K")),
        ("amt", 4.5, record(0, "amt")),
        ("amt[1]", 2.0, record(1, "amt")),
        ("time[1]", 30.0, record(1, "time")),
        ("amt[2]", 1.5, record(2, "magnitude")),
        ("time[2]", 50.0, record(2, "time")),
    ],
)
def test_derivatives_are_differences_of_sweeps(variable, value, vary):
    share = 0.02 if variable.startswith(("amt", "nal")) else 0.02 / value  # a minute
    metric = od.Metric("tone.mu.mean", span=(0, 168))
    times, column = [31.5, 60.0, 100.0], "mass_concentration.naltrexone"
    kept = {"metrics": metric, "times": times, "columns": [column, "tone.mu"]}
    found = od.sensitivity(MIXED, model=MODEL, to=[variable], **kept, **TIGHT)
    assert found.status.item() == "complete"
    assert found["at"].item() == value
    for name in ("tone.mu.mean", "tone.mu", column):
        own = found[f"{name}.derivative"].sel(variable=variable).values
        expected = differences(name, value, vary, share, **kept).reshape(own.shape)
        top = max(np.abs(expected).max(), 1e-4 * np.abs(found[name]).max().item() / value)
        np.testing.assert_allclose(own, expected, rtol=0.0, atol=1e-6 * top)


def test_numbers_are_those_of_a_sweep():
    metrics = ["tone.mu.mean", "occupancy.naltrexone.mu.peak"]
    kept = {"metrics": metrics, "times": [24.0, 100.0], "columns": ["tone.mu"]}
    found = od.sensitivity(WEEK, model=MODEL, to=["naltrexone.CL"], **kept)
    sweep = od.sweep(over={"regimen": [WEEK]}, model=MODEL, **kept)
    for name in (*metrics, "tone.mu", "steps"):
        assert found[name].values.tobytes() == sweep[name].values.tobytes()


def test_shapes_names_and_units():
    people = od.population(3, seed=1, covariates={"weight": (70, 12)})
    to = ["naltrexone.CL", "amt", "time", "amt[2]", "beta-endorphin.G"]
    column = "mass_concentration.naltrexone"
    metrics = {"above": od.Metric(f"{column}.time_above", threshold=1.0, span=(0, 24))}
    found = od.sensitivity(
        MIXED,
        to=to,
        model=MODEL,
        metrics=metrics,
        columns=[column],
        times=[1.0, 9.0],
        subjects=people,
    )
    both = [name for one in ("above", column) for name in (one, f"{one}.derivative")]
    assert list(found.data_vars) == [*both, "status", "steps"]
    assert found["above.derivative"].dims == ("subject", "variable")
    assert found[f"{column}.derivative"].dims == ("subject", "time", "variable")
    assert list(found["variable"].values) == to
    assert list(found["unit"].values) == ["L/h", "mg", "h", "1", "1"]
    assert found["above.derivative"].attrs["units"] == "h per unit of the variable"
    assert found[f"{column}.derivative"].attrs["units"] == "ng/mL per unit of the variable"
    assert found["at"].dims == ("subject", "variable")
    own = people.parameters(settled_for(MODEL, MIXED))["naltrexone.CL"]
    np.testing.assert_array_equal(found["at"].sel(variable="naltrexone.CL"), own)
    assert list(found["subject"].values) == [0, 1, 2]
    # An amount below every threshold and above it: concentration is proportional to the dose.
    one = found[column].sel(time=1.0)
    slope = found[f"{column}.derivative"].sel(time=1.0, variable="amt")
    np.testing.assert_allclose(slope, one / 4.5, rtol=1e-5)  # the tolerance, a few times


def test_a_subject_has_the_bits_of_any_company_and_threads():
    people = od.population(20, seed=2)
    to = ["naltrexone.CL", "amt", "time", "naltrexone.mu.K", "naltrexone.V1"]
    found = od.sensitivity(WEEK, to=to, model=MODEL, subjects=people, threads=1)
    other = od.sensitivity(WEEK, to=to, model=MODEL, subjects=people[3:9], threads=3)
    name = "tone.mu.mean.derivative"
    assert found[name].values[3:9].tobytes() == other[name].values.tobytes()
    assert (found.status == "complete").all()


def test_elasticities():
    to = ["amt", "naltrexone.CL", "time"]
    column = "concentration.naltrexone"
    options = {"to": to, "columns": [column], "times": [0.0, 1.0, 30.0]}
    found = od.sensitivity(WEEK, model=MODEL, **options, relative=True)
    plain = od.sensitivity(WEEK, model=MODEL, **options)
    shown = found[f"{column}.elasticity"]
    assert f"{column}.derivative" not in found
    assert shown.attrs["units"] == "1"
    # Proportional to the dose; 0 before anything has changed, where the number is 0 too.
    np.testing.assert_allclose(shown.sel(variable="amt"), [0.0, 1.0, 1.0], rtol=1e-5)
    expected = 150.0 * plain[f"{column}.derivative"][1:, 1] / plain[column][1:]
    np.testing.assert_allclose(shown[1:, 1], expected, rtol=1e-12)  # rounding
    assert np.isfinite(shown).all()


def test_an_elasticity_of_nothing():
    found = elasticity(np.array([0.0, 2.0, -2.0, np.nan, 1.0]), np.array([0.0, 0.0, 0.0, 1.0, 4.0]))
    np.testing.assert_array_equal(found, [0.0, np.inf, -np.inf, np.nan, 0.25])


def test_what_has_no_derivative_says_why():
    steady = od.regimen("naltrexone 4.5 mg po q24h x2 ss")
    found = od.sensitivity(steady, to=["amt"], model=MODEL)
    assert "dose.ss" in found.status.item()
    assert np.isnan(found["tone.mu.mean.derivative"]).all()
    together = od.regimen("naltrexone 1 mg po at 3h + naltrexone 1 mg iv at 3h")
    found = od.sensitivity(together, to=["time"], model=MODEL)
    assert "falls together" in found.status.item()
    assert od.sensitivity(together, to=["amt"], model=MODEL).status.item() == "complete"


@pytest.mark.parametrize(
    ("to", "options", "rule"),
    [
        ([], {}, "at least one variable"),
        ("amt", {}, "must be a list of names"),
        ([3], {}, "must be text"),
        (["naltrexone.CLL"], {}, "did you mean 'naltrexone.CL'"),
        (["dose"], {}, "full name of a parameter"),
        (["amt[-1]"], {}, "full name of a parameter"),
        (["amt", "amt[0]"], {}, "is given twice"),
        (["amt[3]"], {}, "the regimen has 3 records"),
        (["time[7]"], {}, "the regimen has 3 records"),
        (["amt[2]"], {"regimen": WEEK + od.regimen("reset at 9h") + WEEK}, None),
        (["amt[1]"], {"regimen": WEEK + od.regimen("reset at 9h")}, "neither a dose nor a stim"),
        (["amt"], {"metrics": "tone.mu.meen"}, "did you mean"),
        (["amt"], {"times": [1.0]}, "go together"),
        (["amt"], {"metrics": {"status": "tone.mu.mean"}}, "choose another"),
        (["amt"], {"subjects": []}, "at least one"),
        (["amt"], {"subjects": [3]}, "must be a Person"),
        (["amt"], {"threads": -1}, "between 0"),
        (["amt"], {"rtol": 0.0}, "above 0"),
        (["amt"], {"regimen": "naltrexone"}, "must be a Regimen"),
    ],
)
def test_bad_requests(to, options, rule):
    regimen = options.pop("regimen", MIXED)
    if rule is None:
        assert od.sensitivity(regimen, to=to, model=MODEL).status.item() == "complete"
        return
    with pytest.raises(od.InputError) as caught:
        od.sensitivity(regimen, to=to, model=MODEL, **options)
    assert rule in str(caught.value)


def test_a_result_that_is_too_large_is_refused():
    people = od.population(20_000, seed=1)
    times = np.linspace(0.0, 168.0, 8_001)
    rule = r"must be at most 2.5e\+08, 2 GB \(20000 subjects x 16002 values; take a part"
    with pytest.raises(od.InputError, match=rf"^result = .* values, 2.6 GB: {rule}"):
        od.sensitivity(
            WEEK, to=["amt"], model=MODEL, columns=["tone.mu"], times=times, subjects=people
        )
