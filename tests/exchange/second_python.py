"""A second Python of version 3.12 or newer, for programs that do not run beside ours.

Each program has an environment of its own in build/exchange, which is made when it is first needed.
"""

import fcntl
import os
import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
OLDEST = (3, 12)
MISSING = "no Python >= 3.12 with venv was found"


@cache
def newer_python():
    """The first Python that is new enough, of the PATH or of pyenv; None if there is none."""
    names = [f"python3.{minor}" for minor in range(OLDEST[1], 20)] + ["python3"]
    found = [path for path in map(shutil.which, names) if path]
    root = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    found += [str(one) for one in sorted(root.glob("versions/3.*/bin/python"))]
    return next((path for path in found if _is_new_enough(path)), None)


def _is_new_enough(path):
    code = "import ensurepip, sys, venv; print(*sys.version_info[:2])"
    done = subprocess.run([path, "-c", code], capture_output=True, text=True, check=False)
    version = re.fullmatch(r"(\d+) (\d+)\s*", done.stdout)
    return version is not None and tuple(map(int, version.groups())) >= OLDEST


@cache
def environment(name, *requirements):
    """The folder of programs of an environment with these requirements; without it, a skip."""
    folder = ROOT / "build" / "exchange" / name
    folder.parent.mkdir(parents=True, exist_ok=True)
    # Tests in other processes may want it at the same moment.
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        _make(folder, requirements)
    return folder / "bin"


def _make(folder, requirements):
    stamp = folder / "requirements.txt"
    wanted = "\n".join(requirements)
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted:
        return
    python = newer_python()
    if python is None:
        pytest.skip(MISSING)
    subprocess.run([python, "-m", "venv", "--clear", folder], check=True)
    pip = [folder / "bin" / "python", "-m", "pip", "install", "-q", *requirements]
    subprocess.run(pip, check=True)
    stamp.write_text(wanted, encoding="utf-8")
