"""A model as our solver runs it, and as SBML; and how far an engine's columns lie from ours."""

import tempfile
from functools import lru_cache
from pathlib import Path

import libsbml
import numpy as np
import pandas as pd

import opiodyn as od
from engines import ENGINES
from opiodyn._exchange.export import export
from opiodyn._exchange.identifiers import identifier
from sbml_models import Row

TIMES = np.arange(0.37, 28 * 24, 1.0)
"""These times of 28 days [h] are none at which something happens, where a state has two values."""
TOLERANCE = 1e-6
"""The engines and our solver agree within this part of the largest value of a column.

Each of the three goes with a tolerance of 1e-10 per step, whose errors add up over 28 days.
"""


def ours(row: Row, **changed) -> pd.DataFrame:
    """The columns of our run, by their names in SBML."""
    run = od.simulate(
        row.regimen(), model=row.model(**changed), times=TIMES, rtol=1e-10, atol=1e-12
    )
    frame = run.to_pandas()
    return frame[run_columns(frame)].rename(columns=identifier)


def run_columns(frame: pd.DataFrame) -> list[str]:
    """The columns of a run that are quantities of the model."""
    return [name for name in frame if name != "time"]


@lru_cache(maxsize=2)
def exported(row: Row) -> str:
    """The text of SBML of a row."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.xml"
        export(row.regimen(), path, model=row.model())
        return path.read_text(encoding="utf-8")


def with_values(text: str, values: dict[str, float]) -> str:
    """The text with other values of parameters."""
    document = libsbml.readSBMLFromString(text)
    for name, value in values.items():
        assert document.getModel().getParameter(name).setValue(value) == 0
    return libsbml.writeSBMLToString(document)


def with_other_sign(text: str, state: str) -> str:
    """The text with the rate of a state turned round."""
    document = libsbml.readSBMLFromString(text)
    rule = document.getModel().getRateRuleByVariable(state)
    turned = libsbml.ASTNode(libsbml.AST_MINUS)
    turned.addChild(rule.getMath().deepCopy())
    assert rule.setMath(turned) == 0
    return libsbml.writeSBMLToString(document)


def differences(engine: str, text: str, expected: pd.DataFrame) -> pd.Series:
    """How far each column of an engine lies from ours, as part of the column's largest value."""
    found = ENGINES[engine](text, list(expected), TIMES)
    assert found.shape == expected.shape
    largest = expected.abs().max().replace(0.0, 1.0)
    return (abs(found - expected).max() / largest).sort_values()
