"""This module runs the chunks of a sweep one after the other, or through an executor."""

from __future__ import annotations

import concurrent.futures as cf
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, TypeAlias

from opiodyn import _core
from opiodyn._sweep.chunks import Chunk, Result, Token, run_chunk, stoppable

_AHEAD = 64  # chunks that wait for a worker, at most: their models take memory
_GRACE = 0.08  # s that running chunks have to end after Ctrl-C; processes do not learn of it

Done: TypeAlias = Callable[[Chunk, Result], None]


class Interruption(Exception):  # noqa: N818 (not an error: it becomes od.Interrupted)
    """Ctrl-C was pressed; what was finished has been handed over."""


@dataclass
class ChunkFault(Exception):  # noqa: N818 (it becomes od.SweepError)
    """A chunk did not come back."""

    chunk: Chunk
    cause: BaseException

    def __str__(self) -> str:
        last = self.chunk.first + len(self.chunk.rows) - 1
        cause = f"{type(self.cause).__name__}: {self.cause}".rstrip(": ")
        return f"chunk {self.chunk.index} (rows {self.chunk.first} to {last}): {cause}"


def here(chunks: Iterable[Chunk], threads: int, done: Done) -> None:
    """Runs the chunks in this process.

    Raises:
        Interruption: Ctrl-C was pressed.
    """
    token, flag = stoppable()
    try:
        for chunk in chunks:
            result = run_chunk(chunk, threads, token)
            done(chunk, result)
            if result.interrupted:
                raise Interruption
    except KeyboardInterrupt:
        raise Interruption from None
    finally:
        flag.set()


def elsewhere(executor: cf.Executor, chunks: Iterable[Chunk], threads: int, done: Done) -> None:
    """Runs the chunks through an executor, which stays open.

    Raises:
        Interruption: Ctrl-C was pressed.
        ChunkFault: A worker was lost, or raised; the chunks that came back have been handed over.
    """
    token, flag = stoppable()
    pending: dict[cf.Future[Result], Chunk] = {}
    faults: list[ChunkFault] = []
    waiting = iter(chunks)
    try:
        while not faults:
            faults += _fill(executor, waiting, threads, token, pending)
            if not pending and not faults:
                return
            cf.wait(pending, timeout=0.2, return_when=cf.FIRST_COMPLETED)
            faults += _collect(pending, done)
        cf.wait(_cancelled(pending))
        faults += _collect(pending, done)
        raise min(faults, key=lambda fault: fault.chunk.index)
    except KeyboardInterrupt:
        raise _stopped(flag, pending, done) from None
    except BaseException:
        flag.set()
        _cancelled(pending)
        raise


def _fill(
    executor: cf.Executor,
    waiting: Iterator[Chunk],
    threads: int,
    token: Token,
    pending: dict[cf.Future[Result], Chunk],
) -> list[ChunkFault]:
    """Submits what there is room for; returns a fault if the executor takes no more."""
    while len(pending) < _AHEAD:
        chunk = next(waiting, None)
        if chunk is None:
            break
        try:
            pending[executor.submit(run_chunk, chunk, threads, token)] = chunk
        except RuntimeError as error:  # shut down, or broken
            return [ChunkFault(chunk, error)]
    return []


def _collect(pending: dict[cf.Future[Result], Chunk], done: Done) -> list[ChunkFault]:
    """Hands over what has come back; returns what came back as an error.

    Raises:
        KeyboardInterrupt: A chunk was interrupted where it ran.
    """
    faults: list[ChunkFault] = []
    for future in [one for one in pending if one.done()]:
        chunk = pending.pop(future)
        if future.cancelled():
            continue
        error = future.exception()
        if error is not None:
            faults.append(ChunkFault(chunk, error))
            continue
        result = future.result()
        try:
            done(chunk, result)
        except ChunkFault as fault:  # of the folder
            faults.append(fault)
        if result.interrupted:
            raise KeyboardInterrupt
    return faults


def _cancelled(pending: dict[cf.Future[Result], Chunk]) -> list[cf.Future[Any]]:
    """Cancels what is pending; returns what could not be cancelled any more."""
    return [future for future in pending if not future.cancel()]


def _stopped(
    flag: _core.StopFlag, pending: dict[cf.Future[Result], Chunk], done: Done
) -> Interruption:
    flag.set()
    cf.wait(_cancelled(pending), timeout=_GRACE)
    while any(future.done() for future in pending):
        with suppress(KeyboardInterrupt):  # of another chunk that was stopped
            _collect(pending, done)
    return Interruption()
