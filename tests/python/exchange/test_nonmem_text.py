"""A control stream computes what the compiled model computes, within the rules of NM-TRAN."""

import csv
import io
import re

import numpy as np
import pytest

import opiodyn as od
from exchanged.models import (
    cases,
    close,
    derivative,
    output_values,
    own_model,
    request_for,
    request_of,
    some_states,
)
from exchanged.texts import blocks, nonmem_pairs, run
from opiodyn._exchange.nonmem import write
from opiodyn._exchange.nonmem.names import LONGEST, short_names
from opiodyn._model.inside import core_of

NAMES = list(cases())


def texts_of(request):
    control, data = write.texts(request._replace(path=request.path.with_suffix(".ctl")))
    return control, list(csv.DictReader(io.StringIO(data)))


@pytest.mark.parametrize("name", NAMES)
def test_rates_outputs_and_start_of_a_control_stream_are_those_of_the_model(name):
    request = request_of(name)
    control, _ = texts_of(request)
    found = blocks(control)
    pk = run(nonmem_pairs(found["$PK"]), {})
    count = len(request.formulas.states)
    start = [pk.get(f"A_0{k + 1}", 0.0) for k in range(count)]
    close(np.array(start), core_of(request.model).baseline(), 1e-9)
    noise = {"ETA1": 0.0, "EPS1": 0.0}
    for state in some_states(request):
        held = {f"A{k}": value for k, value in enumerate(state.tolist(), 1)}
        des = run(nonmem_pairs(found["$DES"]), pk | held)
        close(np.array([des[f"DADT{k + 1}"] for k in range(count)]), derivative(request, state))
        error = [
            line.replace("ETA(1)", "ETA1").replace("EPS(1)", "EPS1") for line in found["$ERROR"]
        ]
        shown = run(nonmem_pairs(error), pk | held | noise)
        names = " ".join(found["$TABLE"]).split("EVID ")[1].split(" NOPRINT")[0].split()
        values = np.array([shown[one] for one in names])
        np.testing.assert_allclose(values, output_values(request, state), rtol=1e-11, atol=1e-13)


@pytest.mark.parametrize("name", NAMES)
def test_lines_and_names_of_a_control_stream_are_as_long_as_nm_tran_reads(name):
    control, _ = texts_of(request_of(name))
    assert control.isascii()
    assert max(map(len, control.splitlines())) <= 160
    found = blocks(control)
    code = [*found["$PK"], *found["$DES"], *found["$ERROR"]]
    names = [left for left, _ in nonmem_pairs(code)]
    assert max(map(len, names)) <= 20
    assert len(names) == len(set(names))
    assert all(re.fullmatch(r"[A-Z][A-Z0-9_]*", one) for one in names)


@pytest.mark.parametrize("name", NAMES)
def test_every_compartment_stands_in_model_and_in_des(name):
    request = request_of(name)
    control, _ = texts_of(request)
    found = blocks(control)
    compartments = re.findall(r"COMP=\((\w+)\)", "\n".join(found["$MODEL"]))
    count = len(request.formulas.states)
    assert len(compartments) == len(set(compartments)) == count
    rates = [left for left, _ in nonmem_pairs(found["$DES"]) if left.startswith("DADT")]
    assert rates == [f"DADT{k + 1}" for k in range(count)]
    assert f"PC={max(30, count + 1)} " in control


def test_the_data_set_has_a_row_for_each_record_and_each_observation():
    request = request_of("month", delta=12.0)
    _, rows = texts_of(request)
    doses = [row for row in rows if row["EVID"] == "1"]
    assert [(row["TIME"], row["AMT"], row["ADDL"], row["II"]) for row in doses] == [
        ("22", "4.5", "27", "24")
    ]
    times = [float(row["TIME"]) for row in rows if row["EVID"] == "0"]
    assert times == request.times.tolist()
    assert [float(row["TIME"]) for row in rows] == sorted(float(row["TIME"]) for row in rows)


def test_a_zero_order_entry_takes_its_duration_from_the_model_and_an_infusion_its_rate():
    _, rows = texts_of(request_of("own", delta=24.0))
    assert sorted(row["RATE"] for row in rows if row["EVID"] == "1") == ["-2", "0"]
    request = request_for("morphine 10 mg iv over 2h")
    _, rows = texts_of(request)
    rate = next(float(row["RATE"]) for row in rows if row["EVID"] == "1")
    molar_mass = next(p.value for p in request.formulas.parameters if "molar_mass" in p.name)
    # 10 mg over 2 h, of which the base is what the label counts [nmol/h]
    assert rate == pytest.approx(10.0 * 1e6 / molar_mass / 2.0, rel=0.35)


def test_steady_states_resets_and_stimuli_are_rows():
    regimen = (
        "morphine 10 mg iv q12h ss x3 at 4h + stimulus exercise 2 q24h x4 at 7h + reset at 60h"
    )
    _, rows = texts_of(request_for(regimen))
    steady = next(row for row in rows if row["SS"] == "1")
    assert (steady["II"], steady["ADDL"]) == ("12", "2")
    assert [row["TIME"] for row in rows if row["EVID"] == "3"] == ["60"]
    exercise = [row for row in rows if row["TIME"] == "7" and row["EVID"] == "1"]
    assert exercise
    # The last two of the four days lie behind the reset, or at 55 h before it: 7, 31 and 55 h.
    assert {row["ADDL"] for row in exercise} == {"2"}


def test_what_nonmem_cannot_say_is_refused():
    for regimen, rule in (
        ("morphine 10 mg iv + set morphine.CL=90 at 4h", "cannot be said in NONMEM"),
        ("concentration morphine nM 0h 1 4h 2", "cannot be said in NONMEM"),
        ("morphine 10 mg iv lag 1h + reset at 9h", "together with a reset"),
    ):
        with pytest.raises(od.InputError, match=rule):
            texts_of(request_for(regimen))
    with pytest.raises(od.InputError, match="in ASCII without quotation marks"):
        write.texts(request_for("morphine 10 mg iv", path="a'b.ctl"))


def test_two_ways_into_one_compartment_are_refused():
    request = request_for("sample 30 mg po + sample 2 mg po cmt central", own_model())
    with pytest.raises(od.InputError, match="in another way"):
        texts_of(request)


def test_short_names_are_short_unique_and_not_reserved():
    names = ["F1", "time", "ETA", "6-beta-naltrexol.CL", "a.very-long-name.of.something", "dv"]
    names += [f"naltrexone.intramuscular.extended{k}.ka" for k in range(30)]
    found = short_names(names)
    assert list(found) == names
    assert len(set(found.values())) == len(names)
    assert max(map(len, found.values())) <= LONGEST - 2
    assert found["6-beta-naltrexol.CL"] == "X6_BETA_NALTREX_CL"
    assert found["time"] == "TIME_2"
    assert not {"F1", "TIME", "ETA", "DV"} & set(found.values())
