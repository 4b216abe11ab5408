"""A call is something public with valid values for its parameters."""

from collections.abc import Callable
from typing import Any, NamedTuple


class Call(NamedTuple):
    """A call is a callable with valid values for its parameters, by name."""

    target: Callable[..., Any]
    named: dict[str, Any]

    def __call__(self, **changed: Any) -> Any:
        """Calls it, with other values for some parameters."""
        return self.target(**{**self.named, **changed})


def call(target: Callable[..., Any], /, **named: Any) -> Call:
    """Returns the call of a target with these values."""
    return Call(target, named)
