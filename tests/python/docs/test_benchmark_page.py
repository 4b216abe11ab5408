"""docs/benchmarks.md is what benchmarks/report.py makes of docs/benchmarks.json."""

import argparse
import json
import sys

import pandas as pd
import pytest


@pytest.fixture(scope="module")
def report(root):
    """The modules of the report, which import each other by name."""
    sys.path.insert(0, str(root / "benchmarks"))
    try:
        import measure
        import report_goals
        import report_page
        import report_rows

        yield argparse.Namespace(
            measure=measure, goals=report_goals, page=report_page, rows=report_rows
        )
    finally:
        sys.path.remove(str(root / "benchmarks"))


@pytest.fixture
def figures(root):
    return json.loads((root / "docs/benchmarks.json").read_text(encoding="utf-8"))


def test_the_page_is_that_of_the_figures(report, root, figures):
    """Else: python benchmarks/report.py docs/benchmarks.json"""
    assert (root / "docs/benchmarks.md").read_text(encoding="utf-8") == report.page.text(figures)
    for picture in ("precision", "scaling"):
        assert (root / f"docs/images/benchmarks-{picture}.png").stat().st_size > 10_000


def rows(errors, times):
    tolerances = [10.0 ** -(k + 2) for k in range(len(errors))]
    return pd.DataFrame({"rtol": tolerances, "rms": errors, "us_per_patient": times})


def test_time_at_an_error_is_between_tolerances(report):
    # Both logarithmic: time rises as error^-1/2, so that at 1e-6 it is 10 times that at 1e-4.
    time, between = report.rows.time_at(rows([1e-4, 1e-8], [10.0, 1000.0]), 1e-6)
    assert time == pytest.approx(100.0, rel=1e-12)
    assert between == "1e-02 to 1e-03"


def test_nothing_is_extrapolated(report):
    found = rows([1e-6, 1e-8], [10.0, 20.0])
    assert report.rows.time_at(found, 1e-5) == (10.0, "at its loosest, 1.0e-06")
    time, why = report.rows.time_at(found, 1e-9)
    assert time != time
    assert why == "not reached, 1.0e-08 at best"


def solver(name, times, common, own):
    """Rows of a solver at two tolerances."""
    other = {"patients": 2, "largest": 0.0, "occupancy": 0.0, "largest_own": 0.0}
    return [
        {
            "kind": "precision",
            "solver": name,
            "rtol": rtol,
            "us_per_patient": time,
            "rms": error,
            "rms_own": error_own,
            **other,
        }
        for rtol, time, error, error_own in zip((1e-2, 1e-3), times, common, own, strict=True)
    ]


def line(report, rows, what):
    """The line of a goal in the table."""
    return next(found for found in report.goals.table({"rows": rows}) if found[0] == what)


def test_a_goal_counts_the_measure_of_error_that_is_harder(report):
    # Time rises as error^-1/2 in both. By own sizes the rival's errors are 10 times smaller, so
    # that at an equal error it takes less time by the root of 10.
    ours = solver(report.rows.BATCHED, (10.0, 1000.0), (1e-4, 1e-8), (1e-4, 1e-8))
    theirs = solver("CVODE BDF, dense", (1000.0, 1e5), (1e-4, 1e-8), (1e-5, 1e-9))
    alone = solver(report.rows.ALONE, (20.0, 2000.0), (1e-4, 1e-8), (1e-4, 1e-8))
    _, wanted, reached, verdict, note = line(
        report, [*ours, *theirs, *alone], "CVODE, dense / ours batched"
    )
    assert (wanted, reached, verdict) == (">= 50 x", "31.6 x", "missed")
    assert note == "common sizes 100, own sizes 31.6"


@pytest.mark.parametrize(("other", "verdict"), [("a", "met"), ("b", "missed")])
def test_calls_that_must_give_the_same_bits_miss_their_goal_otherwise(report, other, verdict):
    rows = [
        {"kind": "python", "what": f"people {which} unused drugs", "bits": bits, "cpu_ms": 5.0}
        for which, bits in (("without", "a"), ("with", other))
    ]
    assert line(report, rows, "7 unused drugs / without")[2:4] == ["1 x", verdict]


def test_what_a_lane_step_takes_is_that_of_its_instruction_set(report):
    rows = [
        {
            "kind": "step",
            "set": name,
            "lanes": lanes,
            "asked": asked,
            "ns_per_lane_step": time,
            "floor_ns": 100.0,
        }
        for name, lanes, base in (("avx2", 4, 130.0), ("avx512", 8, 190.0), ("avx512", 1, 109.0))
        for asked, time in (("bare", base), ("reductions", base + 30), ("outputs", base + 40))
    ]
    found = [line(report, rows, goal.what) for goal in report.goals.GOALS[4:7]]
    assert [(reached, verdict) for _, _, reached, verdict, _ in found] == [
        ("1.9 x", "missed"),
        ("1.3 x", "met"),
        ("1.09 x", "met"),
    ]
    assert found[1][4] == "130 ns; reductions +30, outputs +40"


def test_a_part_that_fails_loses_nothing_of_the_rest(report, capsys):
    collection = report.measure.Collection()
    prints = 'print(\'{"kind": "python"}\', flush=True)'
    fails = f"{prints}; raise SystemExit('no such solver')"
    collection.run(report.measure.Part("a rival", [sys.executable, "-c", fails], rival=True))
    collection.run(report.measure.Part("one not built", ["./no-such-program"]))
    collection.run(report.measure.Part("another", [sys.executable, "-c", prints]))
    assert [row["kind"] for row in collection.rows] == ["python", "missing", "missing", "python"]
    assert collection.rows[1]["why"] == "failed (1): no such solver"
    assert collection.broken == ["one not built"]
    assert "benchmark: without a rival: failed (1): no such solver" in capsys.readouterr().err


def test_a_page_without_a_rival_says_so(report, figures):
    lost = [row for row in figures["rows"] if not str(row.get("solver")).startswith("CVODE")]
    lost.append({"kind": "missing", "part": "CVODE", "why": "SUNDIALS could not be fetched"})
    page = report.page.text({**figures, "rows": lost})
    assert "- CVODE: SUNDIALS could not be fetched" in page
    assert "| CVODE, dense / ours batched | >= 50 x |  | not measured |" in page
