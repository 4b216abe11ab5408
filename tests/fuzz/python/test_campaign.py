"""A campaign starts its engine with options that it takes, and whatever ends it leaves a text."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

import campaign
import findings
import known

Engine = Callable[[list[str]], tuple[str, int]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, Engine], set[str]]:
    """Runs a target with another engine; returns what was found."""
    monkeypatch.setattr(known, "BUILT", tmp_path)
    monkeypatch.setattr(findings, "FOLDER", tmp_path / "findings")

    def running(name: str, engine: Engine) -> set[str]:
        monkeypatch.setattr(campaign, "_engine", lambda _, options, folders: engine(options))
        return campaign.run(name, 0, 10, 0)[1]

    return running


@pytest.mark.parametrize("name", known.names())
def test_no_dictionary_is_empty(name: str, run: Callable[[str, Engine], set[str]]) -> None:
    given: list[str] = []

    def engine(options: list[str]) -> tuple[str, int]:
        given.extend(options)
        return "", 0

    assert run(name, engine) == set()
    named = [option.removeprefix("-dict=") for option in given if option.startswith("-dict=")]
    assert all(Path(path).read_text(encoding="utf-8").strip() for path in named)
    assert bool(named) == bool(getattr(known.module(name), "WORDS", ()))


def test_an_engine_that_fails_leaves_what_it_said(
    run: Callable[[str, Engine], set[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    (found,) = run("toml", lambda options: ("no such option", 1))
    text = Path(f"{found}.txt")
    assert text.read_text(encoding="utf-8") == "no such option"
    assert f"finding: {text}: exit code 1" in capsys.readouterr().out


def test_a_target_that_takes_long_to_import_has_all_its_seconds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [0.0]

    def folders(name: str) -> list[Path]:
        now[0] += 100.0
        return [tmp_path]

    def engine(name: str, options: list[str], folders: list[Path]) -> tuple[str, int]:
        given.extend(options)
        return "", 0

    given: list[str] = []
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    monkeypatch.setattr(campaign, "_folders", folders)
    monkeypatch.setattr(campaign, "_engine", engine)
    monkeypatch.setattr(known, "BUILT", tmp_path)
    (tmp_path / "toml.words").touch()
    campaign.run("toml", 30, 0, 0)
    assert "-max_total_time=30" in given


def test_an_interrupted_engine_is_no_finding(run: Callable[[str, Engine], set[str]]) -> None:
    ends = [("==1== libFuzzer: run interrupted; exiting", campaign.INTERRUPTED)]
    assert run("toml", lambda options: ends.pop()) == set()


def test_a_crash_leaves_its_text_beside_its_input(
    run: Callable[[str, Engine], set[str]], tmp_path: Path
) -> None:
    path = tmp_path / "findings" / "toml-crash-1"
    ends = [(f"==1== ERROR: deadly signal\nTest unit written to {path}\n", 77), ("", 0)]
    assert run("toml", lambda options: ends.pop(0)) == {str(path)}
    assert ends == []  # the engine was started again
    assert "deadly signal" in path.with_name("toml-crash-1.txt").read_text(encoding="utf-8")
