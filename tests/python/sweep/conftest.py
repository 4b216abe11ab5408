"""What the tests of sweeps share: a folder with a whole sweep in it."""

import shutil
import tempfile
from pathlib import Path

import pytest

from sweep_folders import small, values

_MEMORY = Path("/dev/shm")  # where a write is on the disk at once


@pytest.fixture(scope="session")
def kept():
    """The folder of a finished small sweep, and the values it must give."""
    place = _MEMORY if _MEMORY.is_dir() else None
    with tempfile.TemporaryDirectory(dir=place) as folder:
        path = Path(folder) / "sweep"
        yield path, values(small(path))


@pytest.fixture
def folder(kept):
    """A copy of the finished sweep."""
    copy = Path(tempfile.mkdtemp(dir=kept[0].parent)) / "sweep"
    yield Path(shutil.copytree(kept[0], copy))
    shutil.rmtree(copy.parent, ignore_errors=True)
