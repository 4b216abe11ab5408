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
        import report_page
        import report_rows

        yield argparse.Namespace(measure=measure, page=report_page, rows=report_rows)
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


def test_a_part_that_fails_loses_nothing_of_the_rest(report, capsys):
    collection = report.measure.Collection()
    prints = 'print(\'{"kind": "python"}\', flush=True)'
    fails = f"{prints}; raise SystemExit('no such solver')"
    collection.run(report.measure.Part("a rival", [sys.executable, "-c", fails]))
    collection.run(report.measure.Part("one not built", ["./no-such-program"]))
    collection.run(report.measure.Part("another", [sys.executable, "-c", prints]))
    assert [row["kind"] for row in collection.rows] == ["python", "missing", "missing", "python"]
    assert collection.rows[1]["why"] == "failed (1): no such solver"
    assert "benchmark: without a rival: failed (1): no such solver" in capsys.readouterr().err


def test_a_page_without_a_rival_says_so(report, figures):
    lost = [row for row in figures["rows"] if not str(row.get("solver")).startswith("CVODE")]
    lost.append({"kind": "missing", "part": "CVODE", "why": "SUNDIALS could not be fetched"})
    page = report.page.text({**figures, "rows": lost})
    assert "- CVODE: SUNDIALS could not be fetched" in page
    assert "| CVODE, dense, beside ours batched | >= 50 x |  | not measured |" in page
