"""Run: views, units, provenance, short forms."""

import gc
import inspect
import json
import weakref

import numpy as np
import pytest

import opiodyn as od


def views(run):
    return [
        run.times,
        run.occupancy("naltrexone", "mu"),
        run.free_receptors("mu"),
        run.effect_site("naltrexone"),
    ]


def test_views_share_memory_and_cannot_be_written(month):
    for first, second in zip(views(month), views(month), strict=True):
        assert np.shares_memory(first, second)
        assert not first.flags.writeable
        assert first.flags.c_contiguous
        with pytest.raises(ValueError, match="read-only"):
            first[0] = 1.0


def test_a_view_keeps_its_run_alive():
    run = od.simulate(od.regimen("naltrexone 4.5 mg po"))
    view, expected = run.occupancy("naltrexone", "mu"), run.occupancy("naltrexone", "mu").copy()
    gone = weakref.ref(run)
    del run
    gc.collect()
    assert gone() is None
    [np.ones(10_000) for _ in range(100)]
    np.testing.assert_array_equal(view, expected)


def test_concentrations_and_amounts_agree(month):
    volume = month.model.parameters.loc["naltrexone.V1", "value"]
    np.testing.assert_allclose(
        month.concentration("naltrexone", "ng/mL"),
        month.amount("naltrexone", "central") / volume * 1e3,
        rtol=1e-12,
    )


@pytest.mark.parametrize("receptor", ["mu", "delta", "kappa"])
def test_occupancies_and_free_receptors_sum_to_one(month, receptor):
    bound = [
        month.occupancy(name.split(".")[1], receptor)
        for name in month.to_pandas().columns
        if name.startswith("occupancy.") and name.endswith(f".{receptor}")
    ]
    total = np.sum(bound, axis=0) + month.free_receptors(receptor)
    np.testing.assert_allclose(total, 1.0, atol=1e-12)


def test_output_times_do_not_change_the_run(month):
    times = np.array([0.0, 22.0, 100.1, 333.3, 694.0])
    run = od.simulate(month.regimen, times=times)
    np.testing.assert_array_equal(run.times, times)
    there = np.searchsorted(month.times, [22.0, 694.0])
    np.testing.assert_array_equal(
        run.occupancy("naltrexone", "mu")[[1, 4]], month.occupancy("naltrexone", "mu")[there]
    )


def test_a_dose_shows_at_its_own_time():
    run = od.simulate(od.dose("naltrexone", amt=1.0, route="iv", time=2.0), end=4.0, delta=1.0)
    assert run.concentration("naltrexone")[1] == 0.0
    assert run.amount("naltrexone", "central")[2] == pytest.approx(1.0)


def test_provenance_is_plain_and_complete(month):
    provenance = month.provenance
    assert json.loads(json.dumps(provenance)) == provenance
    assert provenance["opiodyn_version"] == od.__version__
    assert provenance["regimen"] == str(month.regimen)
    assert provenance["complete"] is True
    assert provenance["model"]["biophase"] == "pet"
    assert provenance["solver"]["method"] == "rodas5p"
    assert provenance["solver"]["rtol"] == 1e-6
    assert provenance["solver"]["steps"] > 100
    used, known = set(provenance["parameters"]), set(month.model.parameters.index)
    assert used < known
    assert {"naltrexone.oral.F", "naltrexone.mu.koff", "beta-endorphin.mu.e0"} <= used
    assert {"beta-endorphin.mu.tau", "mu.U", "beta-endorphin.G"} <= used
    assert provenance["changes"] == []
    assert provenance["parameters"]["naltrexone.CL"] == {
        "value": 150.0,
        "unit": "L/h",
        "low": 94.0,
        "high": 211.0,
        "evidence": "H",
        "status": "derived",
        "sources": month.model.parameters.loc["naltrexone.CL", "source"].split(),
        "unconfirmed": False,
    }


def test_without_a_response_efficacy_has_no_effect():
    provenance = od.simulate(
        od.regimen("naltrexone 4.5 mg po"), model=od.Model(response=())
    ).provenance
    assert not any(name.endswith(".tau") for name in provenance["parameters"])
    assert provenance["model"]["response"] == []


def test_a_run_can_be_repeated_from_its_provenance():
    model = od.Model(biophase="transient", parameters={"naltrexone.CL": 94.0}, phi=0.5)
    run = od.simulate(od.regimen("naltrexone 4.5 mg po q12h x4"), model=model, rtol=1e-7)
    provenance = run.provenance
    again = od.simulate(
        od.regimen(provenance["regimen"]),
        model=od.Model(
            biophase=provenance["model"]["biophase"],
            binding=provenance["model"]["binding"],
            response=provenance["model"]["response"],
            phi=provenance["model"]["phi"],
            weights=provenance["model"]["weights"],
            parameters=provenance["model"]["overrides"],
        ),
        method=provenance["solver"]["method"],
        rtol=provenance["solver"]["rtol"],
        atol=provenance["solver"]["atol"],
    )
    for first, second in zip(views(run), views(again), strict=True):
        np.testing.assert_array_equal(first, second)


def test_short_forms(month):
    size = month.times.size
    assert repr(month) == (
        f"<Run of 'naltrexone 4.5 mg po q24h x28 at 22h', 0 to 694 h, {size} times>"
    )
    page = month._repr_html_()
    assert "pet (effect-site half-life 24 h)" in page
    assert "complete" in page
    long = od.simulate(od.regimen(" + ".join(["naltrexone 4.5 mg po"] * 200)), end=1)
    assert len(repr(long)) < 300
    assert len(long._repr_html_()) < 2000


@pytest.mark.parametrize("method", ["rodas5p", "dopri5"])
def test_methods_agree(method):
    regimen = od.regimen("naltrexone 4.5 mg po")
    model = od.Model(binding="equilibrium", response=())
    exact = od.simulate(regimen, model=model, method="exact", end=24)
    run = od.simulate(regimen, model=model, method=method, end=24, rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(
        run.occupancy("naltrexone", "mu"), exact.occupancy("naltrexone", "mu"), atol=1e-7
    )


def test_read_outs_that_are_not_there_are_no_attributes(month):
    assert not hasattr(month, "pain")
    assert hasattr(month, "withdrawal")
    with pytest.raises(od.InputError, match="it needs 'immune'") as caught:
        _ = month.pain
    assert caught.value.field == "output"
    assert "pain" not in dict(inspect.getmembers(month))


def test_the_report_of_a_run_without_drugs():
    text = od.simulate(od.stimulus("exercise", time=1)).report()
    assert "\nwhole run: 0 to 25 h\n" in text
    assert "last dosing interval" not in text
    assert "Plasma" not in text
    body = text.split("Preset")[0]
    assert "naltrexol" not in body
    assert "kappa dynorphin" in " ".join(body.split())


def test_the_report_leaves_out_a_drug_that_was_never_there():
    model = od.Model(drugs=["naltrexone", "morphine"])
    text = od.simulate(od.regimen("naltrexone 4.5 mg po"), model=model).report()
    tables = text.split("Response")[0].partition("Plasma")[2]
    assert "naltrexone" in tables
    assert "morphine" not in tables


def test_the_response_has_the_receptors_in_order_and_says_why_one_has_no_tone():
    model = od.Model(receptors=["kappa", "mu"], endogenous=["beta-endorphin"])
    text = od.simulate(od.regimen("naltrexone 4.5 mg po"), model=model).report()
    table = text.split("Response, ")[1].splitlines()[2:5]
    assert [line.split()[0] for line in table] == ["kappa", "mu", "kappa"]
    assert table[2].startswith("kappa has no tone: no peptide acts there without a drug")
