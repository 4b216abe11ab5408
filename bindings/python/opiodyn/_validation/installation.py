"""This module describes an installed copy, for the record of a study."""

from __future__ import annotations

import hashlib
import platform
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path

from opiodyn import _core

_BESIDE = ("numpy", "pandas", "xarray")


def described() -> dict[str, str]:
    """Returns what tells this copy and machine from others, by name.

    The SHA-256 is that of the compiled module, which holds the library with its parameters.
    """
    return {
        "opiodyn": _core.__version__,
        "compiled module, SHA-256": _digest(Path(_core.__file__)),
        "instruction sets": ", ".join(name for name, _ in _core.instruction_sets()),
        "Python": platform.python_version(),
        "beside it": ", ".join(map(_installed, _BESIDE)),
        "system": platform.platform(),
        "processor": platform.machine(),
        "time": datetime.now(UTC).isoformat(timespec="seconds"),
    }


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _installed(package: str) -> str:
    try:
        return f"{package} {metadata.version(package)}"
    except metadata.PackageNotFoundError:
        return f"{package} (not there)"
