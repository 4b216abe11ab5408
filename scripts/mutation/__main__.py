"""The command line of scripts/mutate is read here."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from mutation.build import SUITES, Build
from mutation.campaign import Campaign, judged
from mutation.population import ROOMS, Mutant, in_order_of_sampling, population
from mutation.results import Results, report


def arguments(words: Sequence[str]) -> argparse.Namespace:
    """Reads the command line."""
    parser = argparse.ArgumentParser(
        prog="scripts/mutate",
        description="Puts small faults into the C++ sources, one at a time, and runs the C++ "
        "tests. An interrupted campaign goes on: results are kept in build/mutate/results.jsonl.",
    )
    parser.add_argument(
        "--sample", type=int, default=100, metavar="N", help="mutants to judge (100)"
    )
    parser.add_argument("--seed", type=int, default=1, help="which random sample (1)")
    parser.add_argument(
        "--rooms", default=",".join(ROOMS), help="rooms to sample from, with commas"
    )
    parser.add_argument(
        "--headers", action="store_true", help="sample from headers, which takes longer"
    )
    parser.add_argument("--suites", default=",".join(SUITES), help="tests to run, with commas")
    parser.add_argument("--workers", type=int, default=2, help="mutants at a time (2)")
    parser.add_argument("--again", action="store_true", help="try again what survived")
    parser.add_argument("--only", metavar="NAMES", help="try these mutants, files or FILE:LINE")
    parser.add_argument("--list", action="store_true", help="print the sample and do nothing")
    parser.add_argument("--report", action="store_true", help="print what is known and do nothing")
    return parser.parse_args(words)


def main(root: Path, words: Sequence[str]) -> int:
    """Runs a campaign, or prints what is known of it; returns 1 if a mutant of the sample lives."""
    options = arguments(words)
    pattern = "*.hpp" if options.headers else "*.cpp"
    everything = population(root, options.rooms.split(","), pattern)
    ordered = in_order_of_sampling(everything, options.seed)
    if options.only:
        wanted = set(options.only.split(","))
        ordered = [m for m in everything if wanted & {m.name, m.path, f"{m.path}:{m.line}"}]
    if options.list:
        print("\n".join(listed(mutant) for mutant in ordered[: options.sample]))
        return 0
    folder = root / "build/mutate"
    folder.mkdir(parents=True, exist_ok=True)
    results = Results(folder / "results.jsonl")
    if not options.report:
        campaign = Campaign(
            Build(root),
            results,
            options.suites.split(","),
            workers=options.workers,
            again=options.again,
        )
        campaign.run(ordered, options.sample)
    sample = list(judged(results, ordered, options.sample))
    print(
        f"{len(everything)} mutants of {pattern} in {options.rooms}; sample of seed {options.seed}"
    )
    print("\n".join(report(results, sample)))
    return int(any(row.result == "survived" for row in map(results.of, sample) if row))


def listed(mutant: Mutant) -> str:
    """Returns a mutant with both of its lines."""
    head = f"{mutant.name} {mutant.path}:{mutant.line} {mutant.kind}"
    return f"{head}\n    {mutant.before}\n    {mutant.after}"


if __name__ == "__main__":
    sys.exit(main(Path(__file__).resolve().parents[2], sys.argv[1:]))
