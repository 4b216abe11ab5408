"""This module measures runs, and puts the values of all subjects into a series or a frame."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from opiodyn._core import StatusCode
from opiodyn._nca.merged import merged_notes
from opiodyn._nca.request import Request
from opiodyn._nca.runs import Subject, subject_of
from opiodyn._nca.values import Values
from opiodyn._result.inside import course_of
from opiodyn._result.measure import COMPLETE, Measured, Subjects, measured
from opiodyn._runs.alike import groups_of
from opiodyn._runs.inside import kept_of
from opiodyn._runs.nobody import refuse_nobody
from opiodyn._runs.run import Run
from opiodyn._runs.runs import Runs

if TYPE_CHECKING:
    import pandas as pd

    from opiodyn._result.course import Course

_ALL_CORES = 0


def run_nca(run: Run, request: Request) -> pd.Series[float]:
    """Returns the values of one run."""
    import pandas as pd

    subject = subject_of(run, request)
    found = _measured(subject, Subjects([run.model], [run.regimen]), course_of(run), 1)
    values = subject.values(found.of_one(), found.curves[0])
    index = pd.Index([*values.numbers], name="parameter")
    series = pd.Series([*values.numbers.values()], index=index, name="value", dtype=float)
    occasion = subject.plan.occasion
    series.attrs |= {
        "units": subject.units,
        "notes": values.notes,
        "merged_notes": merged_notes({run.subject: values.notes}, 1),
        "drug": subject.ligand,
        "span": (occasion.begin, occasion.end),
    }
    return series


def runs_nca(runs: Runs, request: Request) -> pd.DataFrame:
    """Returns the values of several runs, a row for each."""
    refuse_nobody(runs, "data")
    kept = kept_of(runs)
    statuses, codes = [*kept.statuses], kept.codes
    first = subject_of(runs[0], request)
    rows = [Values(first.units) for _ in statuses]
    places = [place for place, code in enumerate(codes) if code == StatusCode.complete]
    for group in groups_of(runs, places, lambda run: subject_of(run, request).key):
        subject = subject_of(group.example, request)
        found = _measured(subject, group.subjects, course_of(group.example), _ALL_CORES)
        for row, place in enumerate(group.places):
            statuses[place] = found.statuses[row]
            if statuses[place] == COMPLETE:
                rows[place] = subject.values(found.numbers[row], found.curves[row])
    for values, status in zip(rows, statuses, strict=True):
        values.miss(values.numbers, f"the run is not complete: {status}")
    frame = frame_of(runs.ids, rows, first.units)
    frame["status"] = statuses
    frame.attrs["drug"] = first.ligand
    return frame


def _measured(subject: Subject, subjects: Subjects, course: Course, threads: int) -> Measured:
    plan, column = subject.plan, subject.column
    return measured(subjects, plan.metrics(column), course, threads, plan.points(column))


def frame_of(ids: Sequence[object], rows: Sequence[Values], units: dict[str, str]) -> pd.DataFrame:
    """Returns values as a frame, a row for each subject."""
    import pandas as pd

    index = pd.Index(list(ids), name="subject")
    frame = pd.DataFrame([row.numbers for row in rows], index=index, dtype=float)
    notes = {name: row.notes for name, row in zip(ids, rows, strict=True) if row.notes}
    merged = merged_notes(notes, len(index))
    frame.attrs |= {"units": units, "notes": notes, "merged_notes": merged}
    return frame
