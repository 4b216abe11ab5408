"""The parameters of a dose do not depend on the clock: hours are counted from the dose.

Areas and extremes agree to 1e-9 here, though a run is solved to 1e-6 alone: its steps lie at the
same hours after the first dose, so that the error of each is the same but for rounding.
"""

import io

import numpy as np
import pytest

import opiodyn as od

NALTREXONE = od.Model(receptors=[], endogenous=[])
DRUG = od.Drug("d", molar_mass=300.0, CL=20.0, V=[20.0])
ONE = od.Model(drugs=[DRUG], receptors=[], endogenous=[])

CLOCK = [f"{minute // 60}:{minute % 60:02d}" for minute in range(2, 1440, 52)]
STARTS = [tenth / 10.0 for tenth in range(1, 141)]

PARTIAL = [(0, 0.1 + 0.2), (0, 0.3), (0, 4), (4, 24)]

RUNS = {
    "by mouth": ("naltrexone 50 mg po q12h x6", NALTREXONE, 72.0, {}),
    "a dose at the end": ("naltrexone 50 mg po q24h x4", NALTREXONE, 72.0, {}),
    "infusions": ("d 10 mg iv over 0.3h q24h x3", ONE, 72.0, {"partial": PARTIAL}),
    "boluses": ("d 10 mg iv q8h x6", ONE, 52.0, {"terminal": (0, 12), "partial": PARTIAL}),
    "a lag": ("d 10 mg iv lag 0.7h q8h x6", ONE, 48.0, {}),
}

LEVELS = [(0, 1.0), (1, 8.0), (2, 6.0), (4, 4.0), (8, 2.5), (12, 2.0), (16, 1.5), (24, 0.9)]
SHORT = [(0, 1.0), (0.1, 8.0), (0.2, 4.0), (0.3, 2.0), (0.4, 1.0)]


def rows(start, levels):
    return [f"{start + hours!r},.,.,.,.,0,{level}" for hours, level in levels]


def dose(time, ii=".", addl=".", ss="."):
    return f"{time!r},10,{ii},{addl},{ss},1,."


TABLES = {
    "ADDL": lambda s: [dose(s, 24, 2), *rows(s + 48, LEVELS)],
    "rows": lambda s: [*(dose(s + 24 * k) for k in range(3)), *rows(s + 48, LEVELS)],
    "one before": lambda s: [dose(s), *rows(s, LEVELS), dose(s + 24)],
    "steady state": lambda s: [dose(s, 12, 1, 1), *rows(s + 12, LEVELS)],
    "a short interval": lambda s: [dose(s, 0.3, 3, 1), *rows(s + 0.9, SHORT)],
    "a reset": lambda s: [dose(s, 24, 1), *rows(s + 24, LEVELS), f"{s + 48!r},.,.,.,.,3,."],
}


def of_run(start, text, model, end, options):
    run = od.simulate(od.regimen(f"{text} at {start}h"), model=model, end=start + end)
    return od.nca(run, **options)


def of_table(start, lines, **options):
    text = "\n".join(["TIME,AMT,II,ADDL,SS,EVID,DV [mg/L]", *lines(start), ""])
    frame = od.nca(od.read_events(io.StringIO(text)), **options)
    row = frame.iloc[0]
    row.attrs["notes"] = frame.attrs["notes"].get(frame.index[0], {})
    return row


def check_same(found, expected, start):
    assert found.attrs["notes"] == expected.attrs["notes"], start
    np.testing.assert_allclose(found, expected, rtol=1e-9, atol=1e-12, err_msg=str(start))


@pytest.mark.parametrize("case", RUNS)
def test_the_start_of_a_run_changes_nothing(case):
    expected = of_run(0.0, *RUNS[case])
    assert np.isfinite(expected["AUC_tau"])
    for start in STARTS[::5]:
        check_same(of_run(start, *RUNS[case]), expected, start)


def test_the_hour_and_minute_of_a_dose_change_nothing():
    def found(clock):
        regimen = od.regimen(f"naltrexone 50 mg po q12h x6 at {clock}")
        return od.nca(od.simulate(regimen, model=NALTREXONE, times=[0, 1]))

    expected = found("0h")
    for clock in ["0:10", *CLOCK]:
        check_same(found(clock), expected, clock)


@pytest.mark.parametrize(
    "options", [{}, {"tau": 12.0}, {"partial": PARTIAL}, {"terminal": (4, 16), "route": "iv"}]
)
@pytest.mark.parametrize("case", TABLES)
def test_the_start_of_a_table_changes_nothing(case, options):
    expected = of_table(0.0, TABLES[case], **options)
    for start in STARTS[::7]:
        check_same(of_table(start, TABLES[case], **options), expected, start)


def test_hours_that_are_one_instant_have_one_area():
    found = od.nca(
        od.simulate(od.regimen("d 10 mg iv"), model=ONE, end=24.0), partial=[(0, 0.3), (0.3, 24)]
    )
    again = od.nca(
        od.simulate(od.regimen("d 10 mg iv"), model=ONE, end=24.0),
        partial=[(0, 0.1 + 0.2), (0, 0.3), (0.3, 24)],
    )
    # One compartment empties at 1/h, so that the area of 0.3 h has this part of all 24 h.
    part = -np.expm1(-0.3) / -np.expm1(-24.0)
    assert again["AUC_0_0.3"] == pytest.approx(part * again["AUC_last"], rel=1e-5)
    assert again["AUC_0_0.3"] == found["AUC_0_0.3"]


def test_a_span_may_have_other_digits_than_the_run():
    run = od.simulate(od.regimen("d 10 mg iv q8.1h x6"), model=ONE, end=6 * 8.1)
    expected = od.nca(run)
    begin, end = expected.attrs["span"]
    for hair in (-1e-14, 1e-14):
        check_same(od.nca(run, span=(begin * (1 + hair), end * (1 + hair))), expected, hair)


def test_the_last_interval_of_metrics_ends_where_a_dose_is():
    for start in (0.0, *STARTS[::4]):
        regimen = od.regimen(f"d 10 mg iv q0.3h x4 at {start}h")
        run = od.simulate(regimen, model=ONE, end=start + 0.9)
        peak = run.metrics("concentration.d.t_peak", window=(0.1, 0.1 + 0.2))
        assert peak.iloc[0] == pytest.approx(0.0, abs=1e-9)


def test_a_window_may_fill_its_period_but_for_rounding():
    run = od.simulate(od.regimen("d 10 mg iv"), model=ONE, end=3.0)
    whole = od.Metric("concentration.d.area", span=(0, 3), window=(0, 0.1 + 0.2), every=0.3)
    plain = od.Metric("concentration.d.area", span=(0, 3))
    areas = run.metrics({"periods": whole, "plain": plain})
    assert areas["periods"] == pytest.approx(areas["plain"], rel=1e-9)
