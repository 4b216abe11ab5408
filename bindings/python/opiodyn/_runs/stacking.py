"""This module stacks the frames of several subjects below each other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd


def stacked_frames(frames: Sequence[pd.DataFrame], ids: Sequence[object]) -> pd.DataFrame:
    """Stacks a frame per subject below each other, with ``subject`` as the first index.

    The attributes of the frames are emptied: they belong to each run alone, and pandas would
    compare them.
    """
    import pandas as pd

    for frame in frames:
        frame.attrs = {}
    return pd.concat(frames, keys=ids, names=["subject"])
