"""This module is the command of scripts/fuzz."""

import argparse
import sys
from concurrent.futures import ThreadPoolExecutor

from fuzzing import campaign, tally
from fuzzing.campaign import Outcome
from fuzzing.targets import Budget, CppTarget, Target, all_targets

AT_ONCE = 2
SECONDS = 30


def main() -> int:
    given = _arguments()
    targets = _chosen(given.targets)
    if given.list:
        print("\n".join(target.name for target in targets))
        return 0
    if given.merge:
        for target in targets:
            if isinstance(target, CppTarget):
                target.merge()
        return 0
    budget = Budget(given.seconds or SECONDS, given.runs, given.seed)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        outcomes = list(pool.map(lambda target: _run(target, budget), targets))
    print(_table(outcomes))
    for outcome in outcomes:
        if outcome.log:
            print(f"\n{outcome.target}:\n{campaign.last_words(outcome.log)}\n  log: {outcome.log}")
    return 1 if any(outcome.findings for outcome in outcomes) else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/fuzz", description="fuzzes C++ and Python")
    parser.add_argument("targets", nargs="*", metavar="target", help="names; none: all targets")
    budget = parser.add_mutually_exclusive_group()
    budget.add_argument("--seconds", type=int, help=f"of each target, {SECONDS} unless given")
    budget.add_argument("--runs", type=int, help="executions of each target")
    parser.add_argument("--seed", type=int, default=0, help="0, as by default, takes any")
    parser.add_argument("--list", action="store_true", help="print the names of the targets")
    parser.add_argument("--merge", action="store_true", help="make tests/fuzz/corpus anew")
    return parser.parse_args()


def _chosen(names: list[str]) -> list[Target]:
    targets = {target.name: target for target in all_targets()}
    unknown = [name for name in names if name not in targets]
    if unknown:
        sys.exit(f"scripts/fuzz: no target is called {unknown[0]}; there are: {', '.join(targets)}")
    return [targets[name] for name in names or targets]


def _run(target: Target, budget: Budget) -> Outcome:
    outcome = campaign.run(target, budget)
    tally.add(outcome)
    print(
        f"{target.name}: {outcome.executions} executions, {outcome.findings} findings, "
        f"{outcome.seconds:.0f} s, {outcome.per_second:.0f}/s",
        flush=True,
    )
    return outcome


def _table(outcomes: list[Outcome]) -> str:
    totals = tally.totals()
    lines = [
        f"\n{'target':<20}{'executions':>14}{'per second':>12}{'findings':>10}{'all runs':>16}"
    ]
    lines += [
        f"{one.target:<20}{one.executions:>14,}{one.per_second:>12,.0f}{one.findings:>10}"
        f"{totals[one.target]:>16,}"
        for one in outcomes
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
