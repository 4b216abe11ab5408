"""Tables that a person can read, for the shell: the runs of a table of events."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from opiodyn import _core
from opiodyn._report import _preset, _significant, _titled, _unconfirmed, _wrapped, run_report

if TYPE_CHECKING:
    import pandas as pd

    from opiodyn._run import Run
    from opiodyn._runs import Runs

_MOST_SHOWN = 20
_GRID = "with --delta the run has outputs of its own there"


def one_report(run: Run) -> str:
    """The report of the run of one subject, as far as its outputs tell."""
    try:
        return run_report(run)
    except _core.InputError as error:
        outputs = f"{run.times.size} output{'' if run.times.size == 1 else 's'}"
        return _wrapped(f"{outputs}; no summary: {error.rule}; {_GRID}")


def runs_report(runs: Runs) -> str:
    """What the last dosing interval of each subject looks like, for the first of many."""
    summaries: dict[object, pd.DataFrame] = {}
    silent: list[str] = []
    shown = list(zip(runs.ids, runs, strict=True))[:_MOST_SHOWN]
    for subject, run in shown:
        try:
            summaries[subject] = run.summary()
        except _core.InputError:
            silent.append(str(subject))
    parts = [f"{len(runs)} subjects, the outputs in the last dosing interval of each"]
    if summaries:
        parts.append(_plasma(summaries))
        if runs[0].receptors:
            parts.append(_free(summaries))
    if silent:
        rule = f"no output in the last dosing interval of {', '.join(silent)}; {_GRID}"
        parts.append(_wrapped(rule))
    if len(runs) > len(shown):
        parts.append(f"and {len(runs) - len(shown)} more subjects; -o writes all outputs")
    parts += _closing(summaries, with_receptors=bool(runs[0].receptors))
    return "\n\n".join(parts)


def _plasma(summaries: Mapping[object, pd.DataFrame]) -> str:
    import pandas as pd

    columns = {"peak": "peak", "t_peak": "at h", "trough": "trough", "mean": "mean"}
    rows = {
        (str(subject), str(name).removeprefix("mass_concentration.")): row
        for subject, summary in summaries.items()
        for name, row in summary[summary["unit"] == "ng/mL"].iterrows()
    }
    table = pd.DataFrame.from_dict(rows, orient="index")[list(columns)].rename(columns=columns)
    table.index = pd.MultiIndex.from_tuples(rows, names=["subject", ""])
    text = table.to_string(
        formatters={"at h": "{:.2f}".format, **dict.fromkeys(("peak", "trough", "mean"), _number)}
    )
    return _titled("Plasma concentration, ng/mL", text)


def _number(value: float) -> str:
    return _significant(float(value))


def _free(summaries: Mapping[object, pd.DataFrame]) -> str:
    import pandas as pd

    rows = {
        str(subject): {
            str(name).removeprefix("free."): float(mean)
            for name, mean in summary["mean"].items()
            if str(name).startswith("free.")
        }
        for subject, summary in summaries.items()
    }
    table = pd.DataFrame.from_dict(rows, orient="index")
    table.index.name = "subject"
    return _titled("Free receptors, mean, %", table.to_string(float_format="{:.1f}".format))


def _closing(summaries: Mapping[object, pd.DataFrame], *, with_receptors: bool) -> list[str]:
    if not summaries:
        return ["A model, not medical advice."]
    first = next(iter(summaries.values()))
    preset = [_preset(first)] if with_receptors else []
    return [*preset, f"{_unconfirmed(first)}\nA model, not medical advice."]
