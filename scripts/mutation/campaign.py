"""A campaign tries the mutants of a sample, some at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait

from mutation.build import Build
from mutation.population import Mutant
from mutation.results import Result, Results, shown
from mutation.suites import Test, measured
from mutation.trial import tried

JUDGED = ("killed", "survived")


class Campaign:
    """A campaign goes through mutants until enough of them are judged, and skips what it knows."""

    def __init__(
        self, build: Build, results: Results, suites: Sequence[str], *, workers: int, again: bool
    ) -> None:
        self._build = build
        self._results = results
        self._suites = suites
        self._workers = workers
        self._again = again
        self._judged = 0

    def run(self, mutants: Iterable[Mutant], wanted: int) -> None:
        """Tries mutants in their order; one that does not compile makes room for another."""
        self._build.bring_up_to_date()
        tests = measured(self._build, self._suites)
        running: set[Future[Result]] = set()
        with ThreadPoolExecutor(self._workers) as pool:
            for mutant in mutants:
                if known := self._known(mutant):
                    self._count(known)
                    continue
                while len(running) >= min(self._workers, max(1, wanted - self._judged)):
                    running = self._some_done(running)
                if self._judged >= wanted:
                    break
                running.add(pool.submit(self._try, mutant, tests))
            while running:
                running = self._some_done(running)

    def _known(self, mutant: Mutant) -> Result | None:
        known = self._results.of(mutant)
        return None if known and known.result == "survived" and self._again else known

    def _try(self, mutant: Mutant, tests: list[Test]) -> Result:
        outcome, seconds = tried(self._build, tests, mutant)
        return self._results.add(mutant, outcome, seconds)

    def _some_done(self, running: set[Future[Result]]) -> set[Future[Result]]:
        done, left = wait(running, return_when=FIRST_COMPLETED)
        for future in done:
            self._count(future.result())
            print(shown(future.result()), flush=True)
        return left

    def _count(self, result: Result) -> None:
        self._judged += result.result in JUDGED


def judged(results: Results, mutants: Iterable[Mutant], wanted: int) -> Iterator[Mutant]:
    """Yields the mutants up to the one with which enough are judged."""
    count = 0
    for mutant in mutants:
        known = results.of(mutant)
        if count == wanted or not known:
            return
        count += known.result in JUDGED
        yield mutant
