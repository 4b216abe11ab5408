"""The driver runs a planned sweep to its end, or to what stops it."""

from __future__ import annotations

import concurrent.futures as cf
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from opiodyn._checks import log
from opiodyn._sweep.chunks import Chunk, Result
from opiodyn._sweep.disk.folder import Folder
from opiodyn._sweep.error import SweepError, interrupted
from opiodyn._sweep.plan import Plan
from opiodyn._sweep.results import Results
from opiodyn._sweep.run import ChunkFault, Interruption, elsewhere, here

if TYPE_CHECKING:
    import xarray as xr


class Driver:
    """A driver puts the chunks of a plan, from the folder or computed, into the results."""

    def __init__(
        self,
        plan: Plan,
        size: int,
        results: Results,
        folder: Folder | None,
        advance: Callable[[int], object],
    ) -> None:
        self._plan, self._size, self._results = plan, size, results
        self._folder, self._advance = folder, advance

    def run(self, executor: cf.Executor | None, threads: int) -> xr.Dataset:
        """Returns the dataset of all chunks; `sweep` says what it raises."""
        since = log.begun()
        try:
            if executor is None:
                here(self._missing(), threads, self._done)
            else:
                elsewhere(executor, self._missing(), threads, self._done)
        except Interruption:
            raise interrupted(self._results.dataset()) from None
        except ChunkFault as fault:
            raise self._failed(fault) from fault.cause
        log.done(since, lambda: f"sweep: {self._plan.rows} rows in chunks of {self._size}")
        return self._results.dataset()

    def _missing(self) -> Iterator[Chunk]:
        """Yields the chunks that the folder lacks, and takes the others on the way."""
        for index in range(-(-self._plan.rows // self._size)):
            chunk = self._plan.chunk(index, self._size)
            held = None if self._folder is None else self._folder.read(chunk)
            if held is None:
                yield chunk
            else:
                log.LOG.debug("sweep: chunk %d of %d rows read", index, len(held.status))
                self._put(chunk, held)

    def _put(self, chunk: Chunk, result: Result) -> None:
        self._results.put(chunk.first, result)
        self._advance(len(result.status))

    def _done(self, chunk: Chunk, result: Result) -> None:
        log.LOG.debug("sweep: chunk %d of %d rows computed", chunk.index, len(result.status))
        self._put(chunk, result)
        if self._folder is None or result.interrupted:
            return
        try:
            self._folder.write(chunk, result)
        except OSError as error:
            raise ChunkFault(chunk, error) from error

    def _failed(self, fault: ChunkFault) -> SweepError:
        again = "; start the sweep again to go on from its folder" if self._folder else ""
        error = SweepError(f"{fault}; what was finished is in .partial{again}")
        error.partial, error.chunk = self._results.dataset(), fault.chunk.index
        return error
