"""This module writes the report of a run, and tables of parameters and references."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from opiodyn import _core
from opiodyn._contested.contested import run_contested
from opiodyn._model.model import Model
from opiodyn._model.preset import data_words, scope
from opiodyn._model.response_words import acting, activated, agonists, assumptions
from opiodyn._model.tables import cited, reference_name
from opiodyn._report.effects import effects
from opiodyn._report.layout import screen_width, table_text
from opiodyn._report.response import quantity, response
from opiodyn._result.notes import run_notes
from opiodyn._result.summary import run_summary
from opiodyn._result.wording import (
    ADVICE,
    covariate_words,
    model_words,
    regimen_words,
    unconfirmed_values,
)

if TYPE_CHECKING:
    import pandas as pd

    from opiodyn._result.run_data import RunData

_WIDTH = 96
_MARK = {True: ", unconfirmed", False: ""}
CONTESTED = "Contested values, and what they change"
PLASMA = "Plasma concentration, ng/mL"
RECEPTORS = "Receptor occupancy, % of each receptor type"
EVIDENCE = "H human, A animal, V in vitro, X assumption, U supplied by the caller"


def run_report(run: RunData) -> str:
    """Returns the summary of a run, what it assumes, and how many values are unconfirmed."""
    summary = run_summary(run)
    shown = summary.drop(index=_silent(summary))
    parts = [_headline(run, summary), *notes_text(run_notes(run)), *_plasma(shown)]
    if run.receptors:
        parts += [_receptors(shown), *effects(run), *_response(run, summary)]
        parts += contested_text(run_contested(run))
        parts += preset(run.model, run.regimen.drugs)
        if run.model.binding == "equilibrium":
            parts.append(_equilibrium(summary))
    parts.append(f"{unconfirmed(summary)}\n{ADVICE}")
    return "\n\n".join(parts)


def _headline(run: RunData, summary: pd.DataFrame) -> str:
    windows = summary.attrs["windows"]
    of = {drug: f" ({drug})" if len(windows) > 1 else "" for drug in windows}
    if len(windows) > 1 and run.receptors:
        last = [*windows][-1]
        of[last] = f" ({last}; also free receptors and the response)"
    intervals = "; ".join(
        f"{begin:g} to {end:g} h{of[drug]}" for drug, (begin, end) in windows.items()
    )
    span = "last dosing interval" if run.regimen.drugs else "whole run"
    model = model_line(run.model, run.regimen.drugs) + _person(run)
    lines = [regimen_words(run.regimen), model, f"{span}: {intervals}"]
    return "\n".join(wrapped(line) for line in lines)


def model_line(model: Model, dosed: Iterable[str]) -> str:
    """Returns the settings of a model in a line of text, with the preset of the drugs dosed."""
    return f"model: {'; '.join(model_words(model, dosed))}"


def notes_text(notes: Iterable[object]) -> list[str]:
    """Returns the notes as a part of a report; none if there are none."""
    lines = [wrapped(f"  - {note}", indent=4) for note in notes]
    return ["\n".join(["Notes", *lines])] if lines else []


def _person(run: RunData) -> str:
    person = covariate_words(run.model, run.covariates, values=True)
    return f"; person: {', '.join(person)}" if person else ""


def _silent(summary: pd.DataFrame) -> list[str]:
    """Returns the rows of drugs and metabolites that were never in the body."""
    places = [name.split(".") for name in summary.index]
    absent = summary.attrs["absent"]
    return [".".join(place) for place in places if len(place) > 1 and place[1] in absent]


def _plasma(summary: pd.DataFrame) -> list[str]:
    rows = summary[summary["unit"] == "ng/mL"]
    if rows.empty:
        return []
    table = rows[["peak", "t_peak", "trough", "mean", "area"]].rename(
        columns={"t_peak": "at h", "area": "area ng h/mL"}
    )
    table.index = [name.removeprefix("mass_concentration.") for name in rows.index]
    text = table.to_string(
        na_rep="-", float_format=significant, formatters={"at h": "{:.2f}".format}
    )
    return [titled(PLASMA, text)]


def _receptors(summary: pd.DataFrame) -> str:
    import pandas as pd

    rows = summary[[quantity(name) in ("occupancy", "free") for name in summary.index]]
    parts = [name.split(".") for name in rows.index]  # occupancy.naltrexone.mu, free.mu
    table = rows[["peak", "t_peak", "trough", "mean", "hours_above_50"]].rename(
        columns={"t_peak": "at h", "hours_above_50": "h above 50 %"}
    )
    table.index = pd.MultiIndex.from_tuples(
        [(part[-1], part[1] if part[0] == "occupancy" else "free") for part in parts]
    )
    receptors = list(dict.fromkeys(part[-1] for part in parts))
    text = table.loc[receptors].to_string(
        na_rep="-", float_format="{:.1f}".format, formatters={"at h": "{:.2f}".format}
    )
    return titled(RECEPTORS, text)


def _response(run: RunData, summary: pd.DataFrame) -> list[str]:
    """Returns the tables of the response with their assumptions, if the model has a response."""
    acts, adapts = bool(acting(run.model)), bool(agonists(run.model, "mu"))
    tables = response(summary, withdrawal=adapts, rebound=not acts, activated=activated(run.model))
    return [tables, wrapped(assumptions(run.model))] if tables else []


def contested_text(frame: pd.DataFrame, whose: str = "") -> list[str]:
    """Returns what headlines become under contested values as a part of a report."""
    if frame.empty:
        return []
    words = frame.attrs["words"]
    lines = [f"  {_contested_line(row, words)}" for row in frame.itertuples()]
    about = [f"  {sentence}" for sentence in frame.attrs["about"]]
    text = [wrapped(line, indent=4) for line in (*lines, *about)]
    return ["\n".join([CONTESTED + whose, *text])]


def _contested_line(row: Any, words: Mapping[str, str]) -> str:
    """Returns a headline with what it becomes: 1.11; 0.90 with another set."""
    name, unit, value, *others = row
    shown = "{:.0f} %".format if unit == "%" else "{:.2f}".format
    found = zip(others, words.values(), strict=True)
    become = [f"{shown(other)} {text}" for other, text in found if other == other]
    return f"{name}: {'; '.join([shown(value), *become])}"


def preset(model: Model, dosed: Iterable[str]) -> list[str]:
    """Returns the biophase preset with its data as a part of a report; none if no drug follows."""
    which, one = scope(model, dosed), model.preset
    if which is None:
        return []
    matches, fails = data_words(one.matches, which), data_words(one.fails, which)
    return [preset_text(one.name + which, matches, fails)]


def preset_text(name: str, matches: str, fails: str) -> str:
    """Returns a preset by its name, with the data that it passes and fails."""
    passes = wrapped(f"  passes  {matches}", indent=10)
    return "\n".join([f"Preset {name}", passes, wrapped(f"  fails   {fails}", indent=10)])


def _equilibrium(summary: pd.DataFrame) -> str:
    error = min(100.0, 100.0 * summary.attrs["equilibrium_error"])
    return wrapped(
        "Binding is at equilibrium and has no delay. A binding reaction is late by 1 / koff. In "
        f"this run that changes occupancy by up to about {error:.1g} percentage points, and by "
        "more at the moment of an intravenous dose."
    )


def unconfirmed(summary: pd.DataFrame) -> str:
    """Returns how many of the values used are unconfirmed, and what lists them."""
    count = unconfirmed_values(summary.attrs["unconfirmed"], summary.attrs["parameters"])
    return f"{wrapped(count)}.\n'opiodyn parameters' marks them."


def parameter_report(frame: pd.DataFrame) -> str:
    """Returns parameters with value, unit, range, evidence and source; it marks the unconfirmed."""
    import pandas as pd

    table = pd.DataFrame(
        {
            "value": frame["value"].map("{:g}".format),
            "unit": frame["unit"],
            "range": [
                f"{low:g} to {high:g}" for low, high in zip(frame.low, frame.high, strict=True)
            ],
            "evidence": frame["evidence"],
            "status": frame["status"] + frame["unconfirmed"].map(_MARK),
            "source": [
                cited(source, status)
                for source, status in zip(frame["source"], frame["status"], strict=True)
            ],
        },
        index=frame.index,
    )
    return f"{table_text(table, screen_width())}\n\nevidence: {EVIDENCE}"


def gaps_report(name: str | None, frame: pd.DataFrame) -> str:
    """Returns what is not known of these substances, and the names of their other literature sets.

    The text is empty if there are neither gaps nor sets.
    """
    substances = dict.fromkeys(row.split(".")[0] for row in frame.index if "." in row)
    whole = name is None or name in substances
    missing = {
        gap: reason
        for gap, reason in _core.library_missing().items()
        if whole and gap.split(".")[0] in substances
    }
    sets = [one for one in substances if whole for one in _core.library_sets_of(one)]
    listed = "\n" + wrapped(f"literature sets: {', '.join(sets)}") + "\n" if sets else ""
    return unknown_values(missing) + listed


def unknown_values(missing: Mapping[str, str]) -> str:
    """Returns the parameters that are not known, each with the reason; empty if there are none."""
    lines = [wrapped(f"  {name}: {reason}", indent=4) for name, reason in missing.items()]
    return "\n".join(["", "not known", *lines, ""]) if lines else ""


def reference_report(references: pd.DataFrame, keys: set[str]) -> str:
    """Returns the references with these keys."""
    chosen = references[references.index.isin(keys)]
    columns = (chosen.index, chosen["citation"], chosen["doi"], chosen["note"])
    lines = [_reference(*row) for row in zip(*columns, strict=True)]
    return "\n".join(["Sources", *(f"  {line}" for line in lines)])


def _reference(key: str, citation: str, doi: str, note: str) -> str:
    address = f" doi:{doi}" if doi else ""
    remark = f" ({note})" if note else ""
    return wrapped(f"{reference_name(key)}: {citation}{address}{remark}")


def titled(title: str, table: str) -> str:
    """Returns a table under its title."""
    return f"{title}\n{table}"


def wrapped(text: str, indent: int = 2) -> str:
    """Wraps a text into lines that fit a terminal."""
    return textwrap.fill(
        text,
        _WIDTH,
        subsequent_indent=" " * indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def significant(value: float) -> str:
    """Returns a number with three significant digits."""
    return f"{value:#.3g}".rstrip(".")
