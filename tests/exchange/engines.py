"""Engines that run a file of SBML; they share no code with opiodyn."""

from collections.abc import Sequence

import basico
import libsbml
import numpy as np
import roadrunner

RTOL, ATOL = 1e-10, 1e-12
"""These are tolerances per step, far below the agreement that the tests ask for."""
ATOL_OF_UNITS = {"nmol": 1e-6, "nM": 1e-8, "dimensionless": 1e-11}
"""The tolerances of libRoadRunner go with the size of a state.

With one tolerance of 1e-12 to 1e-8 for all states it stops after an event. It may keep the rates
from before the event, so that it needs steps [h] below the rounding of the time.
"""
LONGEST_STEP = 0.5
"""An engine that takes longer steps [h] may pass over an event and the end of a short input."""


def by_roadrunner(text: str, columns: Sequence[str], times: np.ndarray) -> np.ndarray:
    """Runs a text of SBML by libRoadRunner; returns a row for each time."""
    roadrunner.Logger.disableLogging()  # CVODE warns at each event
    engine = roadrunner.RoadRunner(text)
    integrator = engine.getIntegrator()
    integrator.setValue("relative_tolerance", RTOL)
    for state, unit in _units_of_states(text).items():
        integrator.setIndividualTolerance(state, ATOL_OF_UNITS[unit])
    integrator.setValue("maximum_time_step", LONGEST_STEP)
    integrator.setValue("maximum_num_steps", 1_000_000)
    engine.timeCourseSelections = list(columns)
    return np.array(engine.simulate(times=[0.0, *times]))[1:]


def _units_of_states(text: str) -> dict[str, str]:
    document = libsbml.readSBMLFromString(text)
    model = document.getModel()
    rates = (rule for rule in model.getListOfRules() if rule.isRate())
    return {rule.getVariable(): model.getParameter(rule.getVariable()).getUnits() for rule in rates}


def by_copasi(text: str, columns: Sequence[str], times: np.ndarray) -> np.ndarray:
    """Runs a text of SBML by COPASI, which names quantities as they are shown."""
    model = basico.load_model_from_string(text)
    try:
        names = [f"Values[{column}]" for column in columns]
        frame = basico.run_time_course_with_output(
            names,
            model=model,
            values=[0.0, *times],
            use_initial_values=True,
            r_tol=RTOL,
            a_tol=ATOL,
            max_steps=1_000_000,
        )
        return frame[names].to_numpy()[1:]
    finally:
        basico.remove_datamodel(model)


ENGINES = {"libroadrunner": by_roadrunner, "copasi": by_copasi}
