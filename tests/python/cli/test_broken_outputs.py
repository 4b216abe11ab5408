"""The output of a command may be closed, full, or unable to show a letter."""

import os
import subprocess
import sys

import pytest

FULL = "/dev/full"


def run(*words, **options):
    return subprocess.run(
        [sys.executable, "-m", "opiodyn", *words], stderr=subprocess.PIPE, text=True, **options
    )


@pytest.mark.parametrize(
    "words", [["parameters"], ["simulate", "a regimen that is none", "--json"]], ids=" ".join
)
def test_a_reader_that_leaves_early_is_not_an_error(words):
    reading, writing = os.pipe()
    os.close(reading)
    done = run(*words, stdout=writing)
    os.close(writing)
    assert done.stderr == ""
    assert done.returncode == 141


@pytest.mark.skipif(not os.path.exists(FULL), reason="this system has no disk that is always full")
@pytest.mark.parametrize("words", [["drugs"], ["drugs", "--json"]], ids=" ".join)
def test_a_full_disk_is_one_line_on_standard_error(words):
    with open(FULL, "w", encoding="utf-8") as full:
        done = run(*words, stdout=full)
    assert done.returncode == 1
    assert done.stderr == "opiodyn: error: [Errno 28] No space left on device\n"


def test_letters_that_a_terminal_lacks_are_written_out():
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    words = ("parameters", "naltrexone", "--sources")
    done = run(*words, stdout=subprocess.PIPE, env=environment)
    assert (done.returncode, done.stderr) == (0, "")
    assert "\\u" in done.stdout or "\\x" in done.stdout
