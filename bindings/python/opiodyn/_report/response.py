"""This module writes the tables of the body's response in a report."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

_TITLE = "Response, relative to the drug-free body (1 = no drug{})"
_HYPOTHESES = {
    "ogf": "OGF complexes (hypothesis)",
    "activation": "activation (hypothesis)",
    "cytokine": "cytokine (hypothesis)",
    "pain": "pain index, % (hypothesis)",
}
_OTHERS = ("peptide", "withdrawal", *_HYPOTHESES)
ROWS = ("tone", "density", *_OTHERS)
LEVELS = {"mean": "mean", "trough": "min", "peak": "max"}


def title(*, rebound: bool) -> str:
    """Returns the title of the response; tone above 1 is a rebound where no agonist acts."""
    return _TITLE.format("; rebound = tone above 1" if rebound else "")


def response(
    summary: pd.DataFrame, *, withdrawal: bool, rebound: bool, activated: Sequence[str] = ()
) -> str:
    """Returns the tables of a run; the text is empty if the run has no response.

    Args:
        summary: The summary of the run.
        withdrawal: Whether to show the withdrawal index, which is 0 without an agonist.
        rebound: Whether tone above 1 is a rebound, and not the effect of an agonist.
        activated: The receptors that a drug activates; tone there is no rebound in any case.
    """
    shown = summary if withdrawal else summary.drop(index="withdrawal", errors="ignore")
    receptors, others = _receptors(shown), _others(shown)
    columns = receptors.columns.intersection(["rebound height", "rebound hours"])
    if not rebound:
        receptors = receptors.drop(columns=columns)
    else:
        receptors.loc[receptors.index.isin(activated), columns] = float("nan")
    parts = [] if receptors.empty else [_text(receptors) + _without_tone(receptors)]
    parts += [] if others.empty else [_text(others)]
    return "\n".join([title(rebound=rebound), "\n\n".join(parts)]) if parts else ""


def _receptors(summary: pd.DataFrame) -> pd.DataFrame:
    """Returns a row per receptor with tone, its rebound, and density."""
    import pandas as pd

    tone, density = of_quantity(summary, "tone"), of_quantity(summary, "density")["mean"]
    tone = tone.reindex(columns=[*LEVELS, "hours_above_1"])
    table = tone.rename(columns=LEVELS | {"mean": "tone mean", "hours_above_1": "rebound hours"})
    table.insert(3, "rebound height", rebound_of(tone["peak"]))
    joined = pd.concat([table, density.rename("density")], axis=1).dropna(axis=1, how="all")
    order = of_quantity(summary, "free").index  # of the model; tone and density may lack some
    return joined.loc[[name for name in order if name in joined.index]]


def _without_tone(table: pd.DataFrame) -> str:
    """Returns why the tone of some receptors is a dash."""
    if "tone mean" not in table:
        return ""
    lacking = table.index[table["tone mean"].isna()]
    reason = "has no tone: no peptide acts there without a drug, so that it is relative to nothing"
    return "".join(f"\n{name} {reason}." for name in lacking)


def rebound_of(peak: pd.Series[float]) -> pd.Series[float]:
    """Returns how far tone rises above that of the drug-free body [-]; 0 if it never does."""
    return (peak - 1.0).clip(lower=0.0)


def _others(summary: pd.DataFrame) -> pd.DataFrame:
    """Returns a row for each peptide, for the withdrawal index, and for each hypothesis."""
    rows = summary[[quantity(name) in _OTHERS for name in summary.index]]
    table = rows[list(LEVELS)].rename(columns=LEVELS)
    return table.set_axis([label(name) for name in rows.index], axis=0)


def of_quantity(summary: pd.DataFrame, wanted: str) -> pd.DataFrame:
    """Returns the rows of a quantity, by receptor or ligand."""
    rows = summary[[quantity(name) == wanted for name in summary.index]]
    return rows.set_axis([name.partition(".")[2] for name in rows.index], axis=0)


def quantity(name: str) -> str:
    """Returns the quantity in the name of a row, for instance tone of tone.mu."""
    return name.partition(".")[0]


def label(name: str) -> str:
    """Returns the label that a row of the response has in a report."""
    kind, _, place = name.partition(".")
    if kind == "withdrawal":
        return "withdrawal index, 0 to below 1"
    if kind == "peptide":
        return f"{place} level"
    return _HYPOTHESES.get(kind) or f"{place} {kind}"


def _text(table: pd.DataFrame) -> str:
    return table.to_string(
        na_rep="-", float_format="{:.3f}".format, formatters={"rebound hours": "{:.1f}".format}
    )
