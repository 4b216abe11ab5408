"""Makes a folder in memory for the files of one process, which is gone when the process ends."""

import atexit
import shutil
import tempfile
from pathlib import Path

_MEMORY = Path("/dev/shm")


def folder() -> Path:
    place = _MEMORY if _MEMORY.is_dir() else None
    made = Path(tempfile.mkdtemp(prefix="opiodyn-fuzz-", dir=place))
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    return made
