"""This module refuses runs of nobody, such as an empty slice, which have no numbers."""

from __future__ import annotations

from collections.abc import Sized

from opiodyn._checks import check


def refuse_nobody(runs: Sized, field: str = "runs") -> None:
    """Refuses runs of which there is none.

    Raises:
        InputError: There is no run.
    """
    if len(runs) == 0:
        rule = "there is no run here; take a slice that has at least one"
        raise check.input_error(field, "none", rule)
