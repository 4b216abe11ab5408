"""What the tests of sweeps share: a folder with a whole sweep in it."""

import shutil
import tempfile
from pathlib import Path

import pytest

from sweep_folders import small, values

_MEMORY = Path("/dev/shm")  # where a write is on the disk at once


@pytest.fixture
def in_memory():
    """A folder in memory, if the machine has one."""
    place = _MEMORY if _MEMORY.is_dir() else None
    with tempfile.TemporaryDirectory(dir=place) as folder:
        yield Path(folder)


@pytest.fixture(scope="session")
def kept():
    """The folder of a finished small sweep, and the values it must give."""
    place = _MEMORY if _MEMORY.is_dir() else None
    with tempfile.TemporaryDirectory(dir=place) as folder:
        path = Path(folder) / "sweep"
        yield path, values(small(path))


@pytest.fixture
def folder(kept, in_memory):
    """A copy of the finished sweep."""
    return Path(shutil.copytree(kept[0], in_memory / "sweep"))
