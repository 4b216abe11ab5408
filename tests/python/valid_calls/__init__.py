"""One small valid call of everything public that takes arguments.

Tests replace one argument by something bad, or all of them, and look at what comes back. A call has
a value for each of its parameters, as far as they go together; a second call of the same callable
has the others. Models and runs are small, so that a call takes milliseconds.
"""

from pathlib import Path

from valid_calls.batches import batches
from valid_calls.call import Call
from valid_calls.dosing import dosing
from valid_calls.exchange import exchange
from valid_calls.explore import explore
from valid_calls.fits import fits
from valid_calls.models import models
from valid_calls.results import results
from valid_calls.runs import runs

__all__ = ["Call", "public_name", "valid_calls"]


def valid_calls(folder: Path) -> dict[str, Call]:
    """Returns the calls by name, such as "simulate" or "Run.tone".

    Args:
        folder: An empty folder for files that calls read and write.
    """
    return {
        **dosing(),
        **models(folder),
        **runs(folder),
        **batches(folder),
        **results(),
        **fits(),
        **exchange(folder),
        **explore(folder),
    }


def public_name(name: str) -> str:
    """Returns the public name that a call is of: "simulate" for "simulate (times)"."""
    return name.split(" ")[0]
