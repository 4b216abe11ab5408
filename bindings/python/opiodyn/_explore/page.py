"""This module finds the page, which a build packs into the folder `page`, and says how high it is.

Git ignores the folder. `bash scripts/web --pack` fills it, and the wheel takes it along.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from opiodyn._checks import check

_FOLDER = Path(__file__).with_name("page")
_MISSING = (
    "{} needs the page, which this package was built from source without: run 'bash scripts/web "
    "--pack' in the folder of the sources, and install from there again"
)
_LOWEST, _HIGHEST = 200, 10_000

IN_NOTEBOOKS, IN_BROWSER = "opiodyn.explore", "opiodyn explore"
INDEX = "index.html"
SCRIPT, STYLES, CORE = "widget.js", "widget.css", "core.wasm"
"""The widget of a notebook has a script, its styles and the compiled core."""


def packed(use: str, *names: str) -> Path:
    """Returns the folder of the page, in which these files are.

    Args:
        use: The feature that needs the page, for the message.
        names: The names of the files that the feature needs.

    Raises:
        ImportError: A file is not there; the message says how to get the page.
    """
    if not all((_FOLDER / name).is_file() for name in names):
        raise ImportError(_MISSING.format(use))
    return _FOLDER


def height_of(height: Any) -> int:
    """Returns the height of the page in a notebook [px].

    Raises:
        InputError: The height is no whole number, or out of range.
    """
    pixels = check.whole("height", height)
    if not _LOWEST <= pixels <= _HIGHEST:
        rule = f"must lie between {_LOWEST} and {_HIGHEST:,} pixels"
        raise check.input_error("height", pixels, rule)
    return pixels
