"""This module holds the loader of packages that only some uses need."""

from __future__ import annotations

import importlib
from typing import Any


def require(module: str, use: str, extra: str) -> Any:
    """Returns a module of an optional package, and loads it if needed.

    Args:
        module: The name of the module, such as ``"scipy.optimize"``.
        use: The feature that needs the module, for the message.
        extra: The extra of opiodyn that installs the package.

    Raises:
        ImportError: The package is not installed; the message says how to install it.
    """
    try:
        return importlib.import_module(module)
    except ImportError as error:
        package = module.split(".")[0]
        raise ImportError(f"{use} needs {package}: pip install 'opiodyn[{extra}]'") from error
