"""This module finds the Pythons that get a wheel: one for each minor version on the machine."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

NEWEST = 30  # the last minor version whose name is looked for

# A Python prints its version and its own path if it can make environments and compile modules.
# Before a release its binary interface may change, and without the global lock it is another one.
QUESTION = """
import ensurepip, os, sys, sysconfig, venv
assert sys.implementation.name == "cpython" and sys.version_info.releaselevel == "final"
assert not sysconfig.get_config_var("Py_GIL_DISABLED")
assert os.path.exists(os.path.join(sysconfig.get_path("include"), "Python.h"))
print(*sys.version_info[:2], sys.executable)
"""


def found(oldest: tuple[int, int]) -> dict[tuple[int, int], str]:
    """Returns the first Python of each version that is new enough, oldest version first."""
    pythons: dict[tuple[int, int], str] = {}
    for candidate in candidates(oldest):
        answer = _ask(candidate)
        if answer is not None and answer[0] >= oldest:
            pythons.setdefault(*answer)
    return dict(sorted(pythons.items()))


def candidates(oldest: tuple[int, int]) -> Iterator[str]:
    """Yields programs that may be a Python: of the PATH, then of usual places beside it."""
    names = [f"python{oldest[0]}.{minor}" for minor in range(oldest[1], NEWEST)]
    yield from filter(None, map(shutil.which, [*names, "python3"]))
    for folder in (Path("/usr/bin"), Path("/usr/local/bin"), Path("/opt/homebrew/bin")):
        yield from (str(folder / name) for name in names if (folder / name).exists())
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    # The second pattern is that of the images which build manylinux wheels.
    for root, pattern in (
        (pyenv, "versions/3.*/bin/python"),
        (Path("/opt/python"), "*/bin/python"),
    ):
        yield from map(str, sorted(root.glob(pattern)))


def _ask(python: str) -> tuple[tuple[int, int], str] | None:
    """Returns the version and the path of a Python, or None if it cannot build a wheel."""
    try:
        done = subprocess.run(
            [python, "-I", "-c", QUESTION], capture_output=True, text=True, timeout=60, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return None
    major, minor, path = done.stdout.rstrip("\n").split(" ", 2)
    return (int(major), int(minor)), path
