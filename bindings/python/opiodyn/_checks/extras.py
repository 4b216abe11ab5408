"""Packages that only some uses need."""

from __future__ import annotations

import importlib
from typing import Any


def require(module: str, use: str, extra: str) -> Any:
    """The module.

    Args:
        module: Its name, such as ``"scipy.optimize"``.
        use: What needs it, for the message.
        extra: The extra of this package that brings it.

    Raises:
        ImportError: It is not installed; the message says how to get it.
    """
    try:
        return importlib.import_module(module)
    except ImportError as error:
        package = module.split(".")[0]
        raise ImportError(f"{use} needs {package}: pip install opiodyn[{extra}]") from error
