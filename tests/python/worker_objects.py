"""Errors and results go through pools of processes and come back whole: a program that prints how.

    python tests/python/worker_objects.py spawn    (or fork)

It prints a line for each object that came back otherwise. The process has no other threads, so that
it can fork.
"""

import functools
import multiprocessing
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from public_objects import public_objects
from seen import seen


@functools.cache
def objects():
    """The examples, which each process makes itself."""
    with tempfile.TemporaryDirectory() as folder:
        return public_objects(Path(folder))


def returned(name):
    """Returns an example from a worker; an error is raised."""
    one = objects()[name]
    if isinstance(one, BaseException):
        raise one
    return one


def through(call):
    """What comes back of a call in a worker: a result or an error."""
    try:
        return call()
    except BaseException as error:
        return error


def changed(names, of_worker):
    """The names of the objects that come back otherwise."""
    for name in names:
        found, own = through(lambda name=name: of_worker(name)), objects()[name]
        if type(found) is not type(own) or seen(found) != seen(own):
            yield f"{name}: {found!r}"


def main(method):
    context = multiprocessing.get_context(method)
    with ProcessPoolExecutor(1, mp_context=context) as pool:
        lines = list(changed(objects(), lambda name: pool.submit(returned, name).result()))
    # A KeyboardInterrupt ends a worker of this pool, and would end it for errors that are one.
    names = [name for name in objects() if not name.startswith("Interrupted")]
    with context.Pool(1) as pool:
        lines += changed(names, lambda name: pool.apply(returned, (name,)))
    print(*lines, f"{len(objects())} objects through {method}", sep="\n")


if __name__ == "__main__":
    main(sys.argv[1])
