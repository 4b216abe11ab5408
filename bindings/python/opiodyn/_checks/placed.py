"""This module says in an error of one run where it stands among several.

Batches of subjects and comparisons share it.
"""

from __future__ import annotations

from opiodyn._core import InputError, SolverError


def in_front(place: object, error: InputError | SolverError) -> None:
    """Puts a place, such as a subject, in front of the message of an error, and of its field."""
    error.args = (f"{place}: {error}",)
    if isinstance(error, InputError):
        error.field = f"{place}: {error.field}"
