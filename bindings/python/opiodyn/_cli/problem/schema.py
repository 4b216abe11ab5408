"""This module holds the keys of a problem; those of a table and a model are of scenarios."""

from __future__ import annotations

from opiodyn._cli.problem import kinds
from opiodyn._cli.scenario import kinds as shared
from opiodyn._cli.scenario import schema
from opiodyn._cli.scenario.layout import Keys, Layout
from opiodyn._cli.table_options import RECORDS

_NOT_OF_FITS = {"table": RECORDS.argument, "solver": "method"}


def _of_scenarios(section: str) -> Keys:
    """Returns the keys of a section of scenarios that a fit has too."""
    keys = schema.SECTIONS[section].items()
    return {name: key for name, key in keys if name != _NOT_OF_FITS.get(section)}


SECTIONS: dict[str, Keys] = {
    "table": {
        "file": (shared.TEXT, "Path of the table of the study, with a column DV (docs/events.md)."),
        **_of_scenarios("table"),
    },
    "model": _of_scenarios("model"),
    "fit": {
        "observe": (
            kinds.OBSERVE,
            "The column of the model that DV has, or one for each number of DVID.",
        ),
        "vary": (kinds.VARY, "Bounds of the parameters to estimate, by name."),
        "error": (kinds.ERROR, "Error model, or one for each observed column."),
        "start": (shared.VALUES, "Values at which the search starts, by name."),
        "fixed": (shared.VALUES, "Values of parameters of the error models that are known."),
        "priors": (
            kinds.PRIOR,
            "Priors by the name of a parameter: normal with mean and standard deviation, or "
            "lognormal with median and standard deviation of the log.",
        ),
        "lloq": (kinds.LIMIT, "Limit of quantification, or one for each observed column."),
        "pooled": (shared.FLAG, "Whether all subjects share the estimates."),
        "level": (kinds.LEVEL, "Level of intervals."),
    },
    "solver": _of_scenarios("solver"),
    "write": {
        "report": (shared.TEXT, "Path of the report to write: .txt; it is printed too."),
        "csv": (shared.TEXT, "Path of the table of estimates to write."),
        "predictions": (shared.TEXT, "Path of the table of predictions to write."),
        "plot": schema.SECTIONS["write"]["plot"],
    },
}

PROBLEM = Layout(
    "problem",
    "fit",
    "Data, model and parameters of one fit. All paths are relative to the file. A model, not "
    "medical advice.",
    {},
    SECTIONS,
    {
        ("table", "file"): "missing; give the path of a table of events",
        ("fit", "observe"): "missing; give the column that DV has: observe.DV = 'tone.mu'",
        ("fit", "vary"): "missing; give bounds of what to estimate: vary.naltrexone.CL = [20, 600]",
    },
    kinds.DEFINITIONS,
)
