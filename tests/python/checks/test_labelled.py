"""Numbers with labels are read by the labels, whatever their order; arrays by their places."""

import numpy as np
import pandas as pd
import pytest
import xarray as xr

import opiodyn as od
from fit_data import MODEL as OWN
from fit_data import OBSERVE, TIMES, VARY, observed, predicted, table_of
from fixtures import refused

MONTH = od.regimen("naltrexone 4.5 mg po q24h x3")
ROW = {"naltrexone.CL": 100.0, "amt": 4.5}
TURNED = dict(reversed(ROW.items()))
MU = od.Model(drugs=["naltrexone"], receptors=["mu"])


@pytest.fixture(scope="module")
def tone():
    return od.evaluator(MONTH, vary=list(ROW))


@pytest.fixture(scope="module")
def steady():
    return od.steady_state(od.regimen("naltrexone 4.5 mg po"), period=24, model=MU).state


def frames(module):
    """Returns the table of a row in another order, as a library has it."""
    made = pytest.importorskip(module)
    columns = {name: [value] for name, value in TURNED.items()}
    return made.table(columns) if module == "pyarrow" else made.DataFrame(columns)


@pytest.mark.parametrize(
    "labelled",
    [
        ROW,
        TURNED,
        pd.Series(TURNED),
        pd.Series(list(ROW.values())),  # without labels of its own
        xr.DataArray(list(TURNED.values()), dims="input", coords={"input": list(TURNED)}),
    ],
    ids=["mapping", "turned", "series", "series without labels", "data array"],
)
def test_a_row_is_read_by_its_labels(tone, labelled):
    assert tone(labelled).tolist() == tone([100.0, 4.5]).tolist()
    numbers, slopes = tone.derivatives(labelled)
    assert numbers.shape == (1,)
    assert slopes.tolist() == tone.derivatives([100.0, 4.5])[1].tolist()


@pytest.mark.parametrize("module", ["pandas", "polars", "pyarrow"])
def test_a_frame_is_read_by_its_labels(tone, module):
    assert tone(frames(module)).tolist() == tone([[100.0, 4.5]]).tolist()


def test_a_mapping_of_columns_has_a_row_for_each_number(tone):
    found = tone({"amt": [4.5, 3.0], "naltrexone.CL": np.array([100.0, 150.0])})
    assert found.tolist() == tone([[100.0, 4.5], [150.0, 3.0]]).tolist()


def test_a_frame_without_names_is_an_array(tone):
    assert tone(pd.DataFrame([[100.0, 4.5]])).tolist() == tone([[100.0, 4.5]]).tolist()


def test_a_state_is_read_by_its_labels(steady):
    turned, plain = steady[::-1], steady.to_numpy()
    assert MU.observe(turned) == MU.observe(plain) == MU.observe(dict(turned))
    assert MU.derivative(0.0, turned).tolist() == MU.derivative(0.0, plain).tolist()
    assert MU.jacobian(0.0, turned).tolist() == MU.jacobian(0.0, plain).tolist()


def test_estimates_are_read_by_their_labels():
    rng = np.random.default_rng(1)
    study = table_of(observed(rng, "additive", [1.0], predicted(TIMES, 20.0, 100.0))[np.newaxis])
    found = od.fit(study, model=OWN, vary=VARY, observe=OBSERVE, error="additive")
    goal, values = found.objective, found.values  # noqa: PD011 (of a fit)
    plain, turned = values.to_numpy(), values[::-1]
    assert goal(turned) == goal(values) == goal(plain)
    assert goal.predictions(dict(turned)).tolist() == goal.predictions(plain).tolist()


def test_the_state_of_another_model_is_refused(steady):
    error = refused(lambda: od.Model(drugs=["naltrexone"]).observe(steady))
    assert error.field == "y"
    assert "naltrexone.delta.bound" in error.value  # which the model of mu alone has not
    without = od.Model(drugs=["naltrexone"], receptors=[])
    error = refused(lambda: without.derivative(0.0, steady))
    assert isinstance(error, od.UnknownNameError)
    assert error.value == "'naltrexone.effect_site'"


def test_what_fails_when_its_labels_are_asked_is_refused(tone):
    class Touchy:
        def items(self):
            raise ValueError("no")

    error = refused(lambda: tone(Touchy()))
    assert (error.field, error.rule) == ("values", "has labels that cannot be read")
