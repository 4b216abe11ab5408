"""This module holds the keys of a scenario."""

from __future__ import annotations

from opiodyn import _core
from opiodyn._cli.scenario import kinds
from opiodyn._cli.scenario.layout import Keys, Layout
from opiodyn._cli.settings import RESPONSE
from opiodyn._events.events import CARRIES
from opiodyn._events.source.request import DATE_ORDERS, DECIMALS
from opiodyn._events.subject import RECORDS

_BIOPHASES = [preset.name for preset in _core.presets()]

REGIMEN = (
    kinds.ONE_OR_MORE,
    "A regimen (docs/dosing.md), several regimens that are taken side by side, or the path of a "
    "table of events (docs/events.md).",
)

SECTIONS: dict[str, Keys] = {
    "table": {
        "drug": (kinds.TEXT, "The drug of the doses that name none."),
        "columns": (kinds.NAMES, "New names of columns by the names that the table writes."),
        "units": (kinds.NAMES, "Units of columns by their names, such as d, ug or nmol."),
        "keep": (kinds.TEXTS, "Columns to read; all others are left out."),
        "drop": (kinds.TEXTS, "Columns to leave out."),
        "ignore": (kinds.ONE_OR_MORE, "Rows to leave out: marks or conditions, as in NONMEM."),
        "accept": (kinds.ONE_OR_MORE, "Conditions of which a row must meet one."),
        "dates": (kinds.word(DATE_ORDERS), "Order of month, day and year in dates."),
        "decimal": (kinds.TEXT._replace(schema={"enum": list(DECIMALS)}), "Mark of decimals."),
        "sheet": (kinds.TEXT, "Sheet of a workbook that has several."),
        "carry": (
            kinds.word(CARRIES),
            "Time from which covariates and parameters of a row hold: next from the row before "
            "on, last from its own time on.",
        ),
        "records": (
            kinds.word(RECORDS),
            "Records that are outputs: observations, all, or both sides of each dose too.",
        ),
    },
    "model": {
        "biophase": (kinds.word(_BIOPHASES), "Plasma-to-brain (effect-site) delay model."),
        "binding": (
            kinds.word(["kinetic", "equilibrium"]),
            "Binding at the rates of the ligands, or at equilibrium.",
        ),
        "drugs": (
            kinds.TEXTS,
            "Drugs of the library, or paths of drug files; if left out, the drugs of the regimen.",
        ),
        "receptors": (kinds.words(["mu", "delta", "kappa"]), "Receptors of the model."),
        "endogenous": (kinds.TEXTS, "Peptides that compete for the receptors."),
        "response": (
            kinds.words(RESPONSE),
            "Parts of the body's response; those of immune are hypotheses.",
        ),
        "endpoints": (
            kinds.ENDPOINTS,
            "Effects that the model reports: names of the library, or tables with name, receptor "
            "and slope n.",
        ),
        "phi": (
            kinds.FRACTION,
            "Drive of peptide release: 1 receptor blockade itself, 0 lost tone, or between.",
        ),
        "weights": (
            kinds.word(["mechanism", "illustrative"]),
            "Weights of the immune read-outs.",
        ),
        "concentration_given": (
            kinds.TEXTS,
            "Those of the drugs whose plasma concentration the regimen gives.",
        ),
        "parameters": (kinds.VALUES, "Values by name that replace those of the library."),
        "covariates": (kinds.PERSON, "Covariates of the person, such as weight [kg] and hepatic."),
        "strict": (kinds.FLAG, "Refuse values that are assumptions."),
    },
    "outputs": {
        "end": (kinds.TIME, "End of the run [h]."),
        "delta": (kinds.POSITIVE, "Output interval [h]."),
        "times": (kinds.TIMES, "Output times [h] instead of end and delta."),
    },
    "solver": {
        "method": (
            kinds.word(["automatic", "rodas5p", "exact", "dopri5"]),
            "Method of integration.",
        ),
        "rtol": (kinds.POSITIVE, "Relative tolerance per step."),
        "atol": (kinds.POSITIVE, "Absolute tolerance per step."),
    },
    "write": {
        "csv": (kinds.TEXT, "Path of a table to write."),
        "plot": (kinds.TEXT, "Path of a picture to write: .png, .pdf or .svg."),
    },
    "compare": {
        "doses": (
            kinds.DOSES,
            "Amounts [mg] that replace every dose of the drug; 0 is a placebo.",
        ),
        "metrics": (kinds.ONE_OR_MORE, "Metrics to compare by, such as tone.mu.mean."),
        "window": (kinds.SPAN, "Hours after the last dose that count, such as [8, 24]."),
        "drug": (
            kinds.TEXT,
            "The drug whose doses are replaced, if the regimen has several drugs.",
        ),
        "intervals": (kinds.INTERVALS, "Intervals between doses [h] to compare too."),
        "keep": (kinds.word(["daily"]), "daily: scale the doses to keep the daily amount."),
        "biophase": (kinds.presets(_BIOPHASES), "Presets to compare."),
        "phi": (kinds.FRACTIONS, "Values of phi to compare."),
        "optimum": (kinds.FLAG, "Search for the best dose between the doses tried too."),
    },
}


SCENARIO = Layout(
    "scenario",
    "run",
    "Doses, person, model and outputs of one run. All paths are relative to the file. A model, not "
    "medical advice.",
    {"regimen": REGIMEN},
    SECTIONS,
    {("regimen",): "missing; give a regimen, or the path of a table of events"},
    kinds.DEFINITIONS,
)
