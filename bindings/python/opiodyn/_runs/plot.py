"""This module draws several runs: subjects as bands, and runs that a user names over each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from opiodyn._checks import ask, check
from opiodyn._checks.shown import shown
from opiodyn._plot.curves import TimeSpan
from opiodyn._plot.groups import Group, group_of_run, taken_in
from opiodyn._plot.lines import MOST_RUNS
from opiodyn._plot.plot import plot_groups
from opiodyn._plot.spans import Taken
from opiodyn._plot.wanted import Wanted
from opiodyn._runs.bands import Bands, bands_of, finished, taken_by
from opiodyn._runs.notes import runs_notes
from opiodyn._runs.run import Run
from opiodyn._runs.runs_data import RunsData

if TYPE_CHECKING:
    from opiodyn._plot.curves import Samples

_MOST_NAMED = 3
_RUNS = "must map a name to each run, such as {'pet': run, 'transient': other}"


def plot_runs(runs: RunsData, interval: float, wanted: Wanted) -> Any:
    """Draws the picture of `Runs.plot`."""
    held = _read_interval(interval)
    places = finished(runs)
    taken = taken_by(runs, places)

    def groups(spans: Sequence[TimeSpan]) -> list[Group]:
        return [_group_of_runs("", runs, held)]

    return plot_groups([runs[places[0]]], taken, groups, wanted, drugs=_drugs(taken))


def plot_named(named: Mapping[str, Run | RunsData], interval: float, wanted: Wanted) -> Any:
    """Draws the picture of `opiodyn.plot`."""
    held, found = _read_interval(interval), _read_runs(named)
    examples = [one if isinstance(one, Run) else one[finished(one)[0]] for one in found.values()]
    taken = [part for one in found.values() for part in _taken(one)]

    def groups(spans: Sequence[TimeSpan]) -> list[Group]:
        return [
            group_of_run(name, one, spans)
            if isinstance(one, Run)
            else _group_of_runs(name, one, held)
            for name, one in found.items()
        ]

    return plot_groups(examples, taken, groups, wanted, drugs=_drugs(taken))


def _read_interval(interval: float) -> float:
    held = check.fraction("interval", interval)
    if not 0.0 < held < 1.0:
        rule = "must lie between 0 and 1, such as 0.9 for the middle 90 % of subjects"
        raise check.input_error("interval", f"{held:g}", rule)
    return held


def _read_runs(named: Mapping[str, Run | RunsData]) -> dict[str, Run | RunsData]:
    if ask.is_a(named, (Run, RunsData)):
        rule = f"is drawn by its own method, run.plot(); this call {_RUNS}"
        raise check.input_error("runs", shown(named), rule)
    found: dict[str, Run | RunsData] = check.mapping("runs", named, _RUNS)
    for name, one in found.items():
        check.instance(f"runs[{shown(name)}]", one, (Run, RunsData), "must be a Run or Runs")
    if not 1 <= len(found) <= MOST_RUNS:
        rule = f"must be 1 to {MOST_RUNS}, so that colours tell them apart"
        raise check.input_error("runs", f"{len(found)} runs", rule)
    return found


def _taken(one: Run | RunsData) -> list[Taken]:
    return [taken_in(one)] if isinstance(one, Run) else taken_by(one, finished(one))


def _drugs(all_taken: Sequence[Taken]) -> list[str] | None:
    """Returns the drugs that are taken; None if nobody takes any."""
    return list(dict.fromkeys(drug for taken in all_taken for drug in taken.regimen.drugs)) or None


def _group_of_runs(name: str, runs: RunsData, interval: float) -> Group:
    """Returns the subjects of several runs as medians and bands."""
    places = finished(runs)
    notes = [str(note) for note in runs_notes(runs)]
    # Words come before the numbers are asked for, and say whom these leave out.
    sentences: list[str] = []

    def read(columns: Sequence[str]) -> Mapping[str, Samples]:
        bands = bands_of(runs, places, columns, interval)
        sentences.extend(_sentences(name, runs, bands, interval))
        return bands.samples

    return Group(
        name=name,
        example=runs[places[0]],
        model=runs.model,
        taken=taken_by(runs, places),
        read=read,
        notes=notes,
        subjects=f"{len(runs)} subject{'s' if len(runs) > 1 else ''}",
        sentences=sentences,
    )


def _sentences(name: str, runs: RunsData, bands: Bands, interval: float) -> list[str]:
    """Returns what the caption says of lines and bands, and who is left out."""
    counted = len(runs) - len(bands.left_out)
    found = [
        f"Lines are medians over subjects, and bands hold the middle {100 * interval:g} % of them "
        "at each time."
    ]
    if bands.shorter:
        found.append(
            f"{bands.shorter} of {counted} runs end earlier than the last, and count until then."
        )
    if bands.left_out:
        first = [f"subject {who}: {why}" for who, why in [*bands.left_out.items()][:_MOST_NAMED]]
        more = len(bands.left_out) - _MOST_NAMED
        first += [f"{more} more"] if more > 0 else []
        who = f" of {name}" if name else ""
        found.append(
            f"LEFT OUT, {len(bands.left_out)} of {len(runs)} subjects{who}: {'; '.join(first)}."
        )
    return found
