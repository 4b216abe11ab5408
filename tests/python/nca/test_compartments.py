"""A dose into a compartment is read as a run reads it: into the vein where that is central."""

import io

import numpy as np
import pytest

import opiodyn as od

DRUG = od.Drug("d", molar_mass=300.0, CL=20.0, V=[20.0])
ONE = od.Model(drugs=[DRUG], receptors=[], endogenous=[])

FALLING = "1,.,.,.,8\n2,.,.,.,4\n3,.,.,.,2\n4,.,.,.,1\n"
"""A level that halves each hour: 16 at the dose, if that was a bolus."""


def table(cmt, route=".", rate=".", **options):
    rows = f"0,10,{cmt},{route},.,{rate}\n" + FALLING.replace("\n", ",.\n")
    text = f"TIME,AMT,CMT,ROUTE,DV [mg/L],RATE\n{rows}"
    frame = od.nca(od.read_events(io.StringIO(text), **options))
    return frame.iloc[0], frame.attrs["notes"].get(frame.index[0], {})


@pytest.mark.parametrize(
    ("cmt", "route", "drug"),
    [
        ("central", ".", None),
        ("CENTRAL", ".", "naltrexone"),
        ("2", ".", "naltrexone"),
        ("central", "po", None),
    ],
)
def test_a_dose_into_central_is_a_bolus(cmt, route, drug):
    found, notes = table(cmt, route, drug=drug)
    assert found["C0"] == pytest.approx(16.0)
    assert found["AUC_last"] == pytest.approx(15.0 / np.log(2.0))
    assert found["MRT"] == pytest.approx(1.0 / np.log(2.0))
    assert "read as po" not in notes["C0"]


@pytest.mark.parametrize(
    ("cmt", "route", "drug"),
    [("depot", ".", None), ("1", ".", "naltrexone"), ("depot", "iv", None)],
)
def test_a_dose_into_a_depot_is_none_into_a_vein_and_needs_no_note(cmt, route, drug):
    found, notes = table(cmt, route, drug=drug)
    assert found["C0"] == 0.0
    assert "C0" not in notes


@pytest.mark.parametrize(("cmt", "drug"), [("2", None), ("2", "naloxone"), ("9", "naltrexone")])
def test_a_number_says_nothing_where_the_drug_has_none(cmt, drug):
    found, notes = table(cmt, drug=drug)
    assert found["C0"] == 0.0
    assert "read as po" in notes["C0"]


def test_an_infusion_into_a_depot_takes_no_time_off_the_mean_residence():
    """The mean time of entry into a vein is known: half the infusion. That into a depot is not."""
    vein, _ = table("central", rate="10")
    depot, _ = table("depot", rate="10")
    assert depot["MRT"] - vein["MRT"] == pytest.approx(0.5)


@pytest.mark.parametrize("cmt", ["central", 1])
def test_a_run_and_its_observations_have_the_same_parameters(cmt):
    """One compartment empties at 1/h, so that trapezoids of logarithms are exact."""
    regimen = od.dose("d", amt=10.0, cmt=cmt)
    run = od.simulate(regimen, model=ONE, times=np.arange(13.0), rtol=1e-9)
    levels = run.concentration("d", "ng/mL")
    rows = [
        f"{time:g},.,.,{level!r}" for time, level in zip(run.times, levels.tolist(), strict=True)
    ]
    text = "\n".join(["TIME,AMT,CMT,DV [ng/mL]", "0,10,central,.", *rows[1:], ""])
    observed = od.nca(od.read_events(io.StringIO(text))).iloc[0]
    names = ["C0", "AUC_last", "AUC_inf", "CL_F", "MRT", "Vz_F", "lambda_z"]
    assert od.nca(run)[names].to_dict() == pytest.approx(observed[names].to_dict(), rel=1e-5)
    assert observed["CL_F"] == pytest.approx(20.0, rel=1e-5)
    assert observed["MRT"] == pytest.approx(1.0, rel=1e-5)


def test_a_number_of_a_compartment_of_a_run_is_its_name():
    model = od.Model(receptors=[], endogenous=[])

    def found(cmt):
        regimen = od.dose("naltrexone", amt=5.0, cmt=cmt)
        return od.nca(od.simulate(regimen, model=model, end=24.0))

    assert found(2).equals(found("central"))
    assert found(2)["tmax"] == 0.0
