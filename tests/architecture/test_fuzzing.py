"""The fuzz targets have what they need, and scripts/fuzz reads what they print."""

import configparser
import sys
from pathlib import Path

import pytest

from fuzzing import campaign, tally, targets
from fuzzing.campaign import Outcome
from fuzzing.targets import Budget, CppTarget, PythonTarget

MOST_BYTES = 200_000  # what a clone pays for the inputs of all targets


@pytest.fixture(scope="session")
def names(root: Path) -> set[str]:
    sources = (root / "tests/fuzz").glob("*.cpp")
    return {s.stem for s in sources if "LLVMFuzzerTestOneInput" in s.read_text("utf-8")} - {
        "replay"
    }


def test_every_target_has_options_and_inputs(root: Path, names: set[str]) -> None:
    folder = root / "tests/fuzz"
    assert names == {path.stem for path in folder.glob("*.options")}
    for name in names:
        options = configparser.ConfigParser()
        options.read(folder / f"{name}.options", encoding="utf-8")
        assert int(options["libfuzzer"]["max_len"]) <= 4096
        assert any((folder / "corpus" / name).iterdir()), name


def test_files_beside_a_target_are_of_a_target(root: Path, names: set[str]) -> None:
    folder = root / "tests/fuzz"
    assert {path.stem for path in folder.glob("*.dict")} <= names


def test_the_inputs_are_small(root: Path) -> None:
    files = [
        f for kind in ("corpus", "regression") for f in (root / "tests/fuzz" / kind).rglob("*")
    ]
    assert sum(file.stat().st_size for file in files if file.is_file()) < MOST_BYTES


def test_executions_are_read_from_what_a_target_prints() -> None:
    cpp = "Done 12 runs\nstat::number_of_executed_units: 123456\nstat::peak_rss_mb: 50\n"
    assert CppTarget("solver").executions(cpp) == 123456
    python = "progress\ntables: 987 executions, 0 findings, 30 s\n"
    assert PythonTarget("tables").executions(python) == 987
    assert PythonTarget("other").executions(python) == CppTarget("solver").executions("") == 0


def test_a_budget_is_seconds_or_runs_of_a_seed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(targets, "KEPT", tmp_path)
    assert CppTarget("solver").command(Budget(30, None, 0))[-2:] == [
        "-seed=0",
        "-max_total_time=30",
    ]
    assert CppTarget("solver").command(Budget(30, 1000, 7))[-2:] == ["-seed=7", "-runs=1000"]
    by_seconds, by_runs = ["--seconds", "30", "--seed", "0"], ["--runs", "1000", "--seed", "7"]
    assert PythonTarget("tables").command(Budget(30, None, 0))[-4:] == by_seconds
    assert PythonTarget("tables").command(Budget(30, 1000, 7))[-4:] == by_runs


class Program:
    """A target that is a line of Python."""

    name = "program"

    def __init__(self, code: str) -> None:
        self.code = code

    def command(self, budget: Budget) -> list[str]:
        return [sys.executable, "-c", self.code]

    def executions(self, output: str) -> int:
        return int(output.splitlines()[0])


@pytest.mark.parametrize(("code", "findings"), [("print(7)", 0), ("print(7); exit('law')", 1)])
def test_a_target_that_fails_is_a_finding(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, code: str, findings: int
) -> None:
    monkeypatch.setattr(campaign, "KEPT", tmp_path)
    outcome = campaign.run(Program(code), Budget(1, None, 0))
    assert (outcome.executions, outcome.findings) == (7, findings)
    if outcome.log:
        assert "law" in campaign.last_words(outcome.log)


def test_the_tally_adds_up_runs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tally, "FILE", tmp_path / "tally.tsv")
    assert tally.totals() == {}
    for executions in (10, 32):
        tally.add(Outcome("solver", executions, 1.0, None))
    tally.add(Outcome("tables", 5, 1.0, None))
    assert tally.totals() == {"solver": 42, "tables": 5}
