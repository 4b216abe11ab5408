"""A comparison is told as text for a person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from opiodyn._report.report import CONTESTED, notes_text, preset_text, titled, unconfirmed, wrapped
from opiodyn._result.wording import ADVICE

if TYPE_CHECKING:
    import pandas as pd

_MARK = {True: " *", False: "  "}
_PLACES = {
    "lowest": "the lowest dose tried: no optimum found",
    "highest": "the highest dose tried: no optimum found",
    "flat": "the values do not differ: no optimum found",
}


def comparison_report(frame: pd.DataFrame) -> str:
    """Returns tables with the best dose of each column marked, what was found, and the presets.

    The presets come with the data that they pass and fail.
    """
    attrs = attributes(frame)
    parts = [_headline(attrs), *notes_text(attrs["notes"]), *_tables(frame), *_optima(attrs)]
    parts += _contested(frame)
    if sentences := [*hypotheses(attrs), *attrs["assumptions"]]:
        parts.append(wrapped(" ".join(sentences)))
    parts += [preset_text(*texts) for texts in presets(attrs)]
    parts.append(f"{unconfirmed(frame)}\n{ADVICE}")
    return "\n\n".join(parts)


def presets(attrs: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Returns name, passes and fails of each preset, if a drug of the regimen follows presets."""
    which = attrs["preset_for"]
    if which is None or not attrs["receptors"]:
        return []
    return [(f"{one['name']}{which}", one["matches"], one["fails"]) for one in attrs["presets"]]


def attributes(frame: pd.DataFrame) -> dict[str, Any]:
    """Returns what the table of `compare` rests on."""
    return {str(name): value for name, value in frame.attrs.items()}


def model_text(attrs: dict[str, Any]) -> str:
    """Returns a line about the model: presets, binding, response, and what the caller replaced."""
    changed = "".join(f"; {name} = {value:g}" for name, value in attrs["overrides"].items())
    person = ", ".join(f"{name} {value}" for name, value in attrs["covariates"].items())
    changed += f"; person: {person}" if person else ""
    if not attrs["receptors"]:
        return f"model: pharmacokinetics only{changed}"
    which, labels = attrs["preset_for"], ", ".join(one["label"] for one in attrs["presets"])
    biophase = "" if which is None else f"biophase {labels}{which}; "
    drives = ", ".join(f"{phi:g}" for phi in attrs["phi"])
    response = ", ".join(attrs["response"]) or "none"
    weights = f", weights {attrs['weights']}" if "immune" in attrs["response"] else ""
    return (
        f"model: {biophase}{attrs['binding']} binding; response {response}{weights}; "
        f"phi {drives} (assumption){changed}"
    )


def hours_text(attrs: dict[str, Any]) -> str:
    """Returns the hours of a run that the numbers are about; by metric, if they differ."""
    hours = attrs["hours"]
    if len(set(hours.values())) == 1:
        return str(next(iter(hours.values())))
    return "; ".join(f"{name}: {text}" for name, text in hours.items())


def hypotheses(attrs: dict[str, Any]) -> list[str]:
    """Returns a sentence that names the metrics that are hypotheses; none if none is."""
    named = ", ".join(attrs["hypotheses"])
    return [f"Hypotheses: {named}."] if named else []


def labelled(name: str, attrs: dict[str, Any]) -> str:
    """Returns the name of a metric for a heading."""
    return f"{name} (hypothesis)" if name in attrs["hypotheses"] else name


def marked(row: dict[str, Any]) -> float | None:
    """Returns the dose to mark as the best of a column; none where the values do not differ."""
    return None if row["place"] in ("flat", "single") else float(row["tried"])


def _headline(attrs: dict[str, Any]) -> str:
    replaced = f"{attrs['regimen']}; the dose of {attrs['drug']} is replaced"
    if attrs["keep"]:
        replaced += "; at another interval it is scaled to keep the amount of a day"
    lines = [replaced, model_text(attrs), f"numbers of {hours_text(attrs)}"]
    return "\n".join(wrapped(line) for line in lines)


def _tables(frame: pd.DataFrame) -> list[str]:
    """Returns one table; for several groups one per metric, with a column per group."""
    metrics = [str(name) for name in frame.columns]
    if frame.index.nlevels == 1:
        labels = [labelled(name, attributes(frame)) for name in metrics]
        return [_text(frame, labels, [_best(frame, name) for name in metrics])]
    varied = [str(name) for name in frame.index.names[:-1]]
    doses, groups = frame.index.unique(level=-1), frame.droplevel(-1).index.unique()
    found = []
    for name in metrics:
        # Put in order afterwards: `sort=False` of pandas 2 moves numbers to other columns.
        table = frame[name].unstack(varied).reindex(index=doses, columns=groups)  # noqa: PD010
        title = f"{_with_unit(frame, name)}, by {', '.join(varied)}"
        labels = [_label(one) for one in table.columns]
        found.append(titled(title, _text(table, labels, _best(frame, name, each=True))))
    return found


def _text(table: pd.DataFrame, labels: list[str], best: list[float | None]) -> str:
    import pandas as pd

    columns = {
        label: [
            f"{_number(value)}{_MARK[dose == top]}"
            for dose, value in zip(table.index, table.iloc[:, i], strict=True)
        ]
        for i, (label, top) in enumerate(zip(labels, best, strict=True))
    }
    doses = [f"{dose:g}" for dose in table.index]
    text = pd.DataFrame(columns, index=pd.Index(doses, name="dose mg"))
    return text.reset_index().to_string(index=False)


def _best(frame: pd.DataFrame, name: str, *, each: bool = False) -> Any:
    """Returns the dose to mark in the only column, or in each."""
    found = [marked(row) for row in frame.attrs["optima"] if row["metric"] == name]
    return found if each else found[0]


def _label(group: Any) -> str:
    parts = group if isinstance(group, tuple) else (group,)
    return " / ".join(part if isinstance(part, str) else f"{part:g}" for part in parts)


def _with_unit(frame: pd.DataFrame, name: str) -> str:
    unit = frame.attrs["units"][name]
    label = labelled(name, attributes(frame))
    return label if unit == "-" else f"{label} [{unit}]"


def _contested(frame: pd.DataFrame) -> list[str]:
    """Returns a table for each metric that rests on contested values, with what it becomes."""
    entries = frame.attrs["contested"]
    if not entries:
        return []
    tables = [_contested_table(frame, name, entries) for name in frame.columns]
    keys = [f"  {one['set']}: {one['words']}" for one in entries]
    about = [f"  {text}" for text in dict.fromkeys(one["about"] for one in entries)]
    lines = [wrapped(line, indent=4) for line in (*keys, *about)]
    return ["\n".join([CONTESTED, *filter(None, tables), *lines])]


def _contested_table(frame: pd.DataFrame, name: str, entries: list[dict[str, Any]]) -> str:
    columns = {one["set"]: one["metrics"][name] for one in entries if name in one["metrics"]}
    if not columns:
        return ""
    shown = {
        column: [_number(value) for value in values]
        for column, values in {name: frame[name].tolist(), **columns}.items()
    }
    return frame[[]].assign(**shown).reset_index().to_string(index=False)


def _number(value: float) -> str:
    return f"{value:#.4g}".rstrip(".")


def _optima(attrs: dict[str, Any]) -> list[str]:
    """Returns what was found, a line per column of the tables."""
    rows = [row for row in attrs["optima"] if row["place"] != "single"]
    if not rows:
        return []
    lines = [wrapped(f"  {_optimum(row, attrs)}", indent=4) for row in rows]
    return ["\n".join(["* best dose of its column", *lines])]


def _optimum(row: dict[str, Any], attrs: dict[str, Any]) -> str:
    where = labelled(row["metric"], attrs) + _group(row, attrs)
    if row["place"] == "flat":
        return f"{where}: {_PLACES['flat']}"
    dose = _number(row["dose"]) if row["refined"] else f"{row['dose']:g}"
    top = f"{row['best']} {_number(row['value'])} at {dose} mg"
    if row["place"] != "inside":
        return f"{where}: {top}, {_PLACES[row['place']]}"
    how = "searched between the doses tried" if row["refined"] else "inside the doses tried"
    return f"{where}: {top}, {how}"


def _group(row: dict[str, Any], attrs: dict[str, Any]) -> str:
    """Returns what tells this column from the others."""
    parts = []
    if len(attrs["presets"]) > 1:
        parts.append(row["biophase"])
    if len(attrs["phi"]) > 1:
        parts.append(f"phi {row['phi']:g}")
    if row["interval"] is not None:
        parts.append(f"every {row['interval']:g} h")
    return f" ({', '.join(parts)})" if parts else ""
