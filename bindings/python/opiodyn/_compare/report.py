"""A comparison as text for a person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from opiodyn._report.report import ADVICE, titled, unconfirmed, wrapped

if TYPE_CHECKING:
    import pandas as pd

_MARK = {True: " *", False: "  "}
_PLACES = {
    "lowest": "the lowest dose tried: no optimum found",
    "highest": "the highest dose tried: no optimum found",
    "flat": "the values do not differ: no optimum found",
}


def report(frame: pd.DataFrame) -> str:
    """Tables with the best dose of each column marked, what was found, and the presets with the
    data that they pass and fail."""
    attrs = attributes(frame)
    parts = [_headline(attrs), *_tables(frame), *_optima(attrs)]
    if said := [*hypotheses(attrs), *attrs["assumptions"]]:
        parts.append(wrapped(" ".join(said)))
    if attrs["receptors"]:
        parts += [_preset(preset) for preset in attrs["presets"]]
    parts.append(f"{unconfirmed(frame)}\n{ADVICE}")
    return "\n\n".join(parts)


def attributes(frame: pd.DataFrame) -> dict[str, Any]:
    """What `compare` said of its table."""
    return {str(name): value for name, value in frame.attrs.items()}


def model_said(attrs: dict[str, Any]) -> str:
    """The model in a line: presets, binding, response, and what the caller replaced."""
    changed = "".join(f"; {name} = {value:g}" for name, value in attrs["overrides"].items())
    person = ", ".join(f"{name} {value}" for name, value in attrs["covariates"].items())
    changed += f"; person: {person}" if person else ""
    if not attrs["receptors"]:
        return f"model: pharmacokinetics only{changed}"
    labels = ", ".join(preset["label"] for preset in attrs["presets"])
    drives = ", ".join(f"{phi:g}" for phi in attrs["phi"])
    response = ", ".join(attrs["response"]) or "none"
    effects = f", effects {attrs['effects']}" if "immune" in attrs["response"] else ""
    return (
        f"model: biophase {labels}; {attrs['binding']} binding; response {response}{effects}; "
        f"phi {drives} (assumption){changed}"
    )


def span_said(attrs: dict[str, Any]) -> str:
    """What part of the run the numbers are of."""
    if attrs["window"] is None:
        return "the last dosing interval"
    begin, end = attrs["window"]
    return f"{begin:g} to {end:g} h after the last dose"


def hypotheses(attrs: dict[str, Any]) -> list[str]:
    """Which of the numbers rest on no more than one."""
    named = ", ".join(attrs["hypotheses"])
    return [f"Hypotheses: {named}."] if named else []


def labelled(name: str, attrs: dict[str, Any]) -> str:
    """A metric as headings call it."""
    return f"{name} (hypothesis)" if name in attrs["hypotheses"] else name


def marked(row: dict[str, Any]) -> float | None:
    """The dose to mark as the best of a column; none where the values do not differ."""
    return None if row["place"] in ("flat", "single") else float(row["tried"])


def _headline(attrs: dict[str, Any]) -> str:
    replaced = f"{attrs['regimen']}; the dose of {attrs['drug']} is replaced"
    if attrs["keep"]:
        replaced += "; at another interval it is scaled to keep the amount of a day"
    lines = [replaced, model_said(attrs), f"numbers of {span_said(attrs)}"]
    return "\n".join(wrapped(line) for line in lines)


def _tables(frame: pd.DataFrame) -> list[str]:
    """One table; of several groups one per metric, with a column per group."""
    metrics = [str(name) for name in frame.columns]
    if frame.index.nlevels == 1:
        labels = [labelled(name, attributes(frame)) for name in metrics]
        return [_text(frame, labels, [_best(frame, name) for name in metrics])]
    varied = [str(name) for name in frame.index.names[:-1]]
    found = []
    for name in metrics:
        table = frame[name].unstack(varied, sort=False)  # noqa: PD010 (keeps the order)
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
    """The dose to mark, of the only column or of each; none where the values do not differ."""
    found = [marked(row) for row in frame.attrs["optima"] if row["metric"] == name]
    return found if each else found[0]


def _label(group: Any) -> str:
    parts = group if isinstance(group, tuple) else (group,)
    return " / ".join(part if isinstance(part, str) else f"{part:g}" for part in parts)


def _with_unit(frame: pd.DataFrame, name: str) -> str:
    unit = frame.attrs["units"][name]
    said = labelled(name, attributes(frame))
    return said if unit == "-" else f"{said} [{unit}]"


def _number(value: float) -> str:
    return f"{value:#.4g}".rstrip(".")


def _optima(attrs: dict[str, Any]) -> list[str]:
    """What was found, a line per column of the tables."""
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
    said = f"{row['best']} {_number(row['value'])} at {dose} mg"
    if row["place"] != "inside":
        return f"{where}: {said}, {_PLACES[row['place']]}"
    how = "searched between the doses tried" if row["refined"] else "inside the doses tried"
    return f"{where}: {said}, {how}"


def _group(row: dict[str, Any], attrs: dict[str, Any]) -> str:
    """What tells this column from the others."""
    said = []
    if len(attrs["presets"]) > 1:
        said.append(row["biophase"])
    if len(attrs["phi"]) > 1:
        said.append(f"phi {row['phi']:g}")
    if row["interval"] is not None:
        said.append(f"every {row['interval']:g} h")
    return f" ({', '.join(said)})" if said else ""


def _preset(preset: dict[str, Any]) -> str:
    return "\n".join(
        [
            f"Preset {preset['name']}",
            wrapped(f"  passes  {preset['matches']}", indent=10),
            wrapped(f"  fails   {preset['fails']}", indent=10),
        ]
    )
