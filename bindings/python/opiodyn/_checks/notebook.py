"""This module shows objects in notebooks as HTML: a caption with a few rows under it."""

from __future__ import annotations

import html
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

_LEFT = "style='text-align:left'"
_MOST_ROWS, _MOST_TEXT = 10, 200


def short(text: str, most: int = _MOST_TEXT) -> str:
    """Returns a text on one line, cut off where it is too long."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 3]}..."


def facts_html(caption: str, facts: Mapping[str, str], most: int = _MOST_TEXT) -> str:
    """Returns facts by name as a table under a caption; empty ones are left out.

    Args:
        caption: The caption.
        facts: The facts, each a text.
        most: The characters beyond which a fact is cut off.
    """
    cells = "".join(
        f"<tr><th {_LEFT}>{html.escape(name)}</th><td {_LEFT}>{html.escape(text)}</td></tr>"
        for name, text in ((name, short(fact, most)) for name, fact in facts.items())
        if text
    )
    return f"<table><caption><b>{html.escape(caption)}</b></caption>{cells}</table>"


def frame_html(caption: str, frame: pd.DataFrame, *, index: bool = True) -> str:
    """Returns the first rows of a table under a caption, and how many more there are."""
    head = frame.head(_MOST_ROWS).to_html(index=index, na_rep="", float_format="{:.4g}".format)
    more = len(frame) - _MOST_ROWS
    rest = f"<p>and {more:,} more rows</p>" if more > 0 else ""
    return f"<p><b>{html.escape(short(caption))}</b></p>{head}{rest}"
