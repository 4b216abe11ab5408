"""The objects of nasty values: subclasses, and classes that fail when they are touched."""

import enum


class TouchedError(Exception):
    """The error that an object of the pool raises when it is touched."""


def raises(*_args, **_named):
    raise TouchedError("boom")


def touchy(*methods, base=object):
    """Returns an object of a class whose methods raise, such as "__float__"."""
    return type("Touchy", (base,), dict.fromkeys(methods, raises))()


class Text(str):
    """A subclass of text."""


class Whole(int):
    """A subclass of whole numbers."""


class Colour(enum.Enum):
    """An enum of somebody else."""

    RED = "mu"


class Level(enum.IntEnum):
    """An enum of whole numbers of somebody else."""

    LOW = 1


class Endless:
    """An iterable that never ends."""

    def __iter__(self):
        while True:
            yield 1.0


def failing():
    """Yields nothing, because it fails first."""
    yield raises()


def recursive_list():
    found = []
    found.append(found)
    return found


def recursive_dict():
    found = {}
    found["a"] = found
    return found


def deep(depth):
    found = []
    for _ in range(depth):
        found = [found]
    return found
