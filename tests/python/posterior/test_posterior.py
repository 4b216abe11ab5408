"""`posterior` gives the draws of the parameters that a model uses and leaves to the library."""

import pandas as pd
import pytest

import opiodyn as od
from fixtures import refused

RATE, PEPTIDE, MORPHINE = "naltrexone.ke0", "beta-endorphin.mu.e0", "morphine.mu.EC50"
OPIOID = "morphine.delta.K"

pytestmark = pytest.mark.usefixtures("folder")


def columns(**options):
    return list(od.posterior(od.Model(**options)))


def test_without_a_model_there_are_all_columns(frame):
    found = od.posterior()
    pd.testing.assert_frame_equal(
        found.sort_values(RATE).reset_index(drop=True), frame, check_exact=True
    )
    assert found.index.name == "draw"
    assert found.attrs["notes"] == []


def test_units_are_those_of_the_model():
    model = od.Model(drugs=["naltrexone", "morphine"])
    found = od.posterior(model)
    assert found.attrs["units"] == model.parameters.loc[list(found), "unit"].to_dict()


def test_about_says_where_the_draws_come_from(said):
    about = od.posterior(od.Model(drugs=["morphine"])).attrs["about"]
    told = {"draws": 6, "parameters": [RATE, PEPTIDE, MORPHINE, OPIOID]}
    assert about == {**said, **told}


def test_a_change_of_what_is_returned_changes_nothing_else():
    first = od.posterior()
    first.loc[0, RATE] = -1.0
    first.attrs["about"]["likelihood"].clear()
    again = od.posterior()
    assert again.loc[0, RATE] > 0.0
    assert again.attrs["about"]["likelihood"] == ["V1", "V2"]


@pytest.mark.parametrize(
    ("options", "names"),
    [
        ({"drugs": ["naltrexone"]}, [RATE, PEPTIDE]),
        ({"drugs": ["morphine"]}, [PEPTIDE, MORPHINE, OPIOID]),
        ({"drugs": ["morphine"], "receptors": ["mu"]}, [PEPTIDE, MORPHINE]),
        ({"drugs": ["morphine"], "endogenous": []}, [MORPHINE, OPIOID]),
        ({"drugs": ["morphine/membrane"]}, [PEPTIDE]),
        ({}, [RATE, PEPTIDE]),
    ],
)
def test_columns_are_those_that_the_model_uses(options, names):
    assert columns(**options) == names


@pytest.mark.parametrize(
    ("options", "names", "held"),
    [
        ({"parameters": {PEPTIDE: 0.01}}, [MORPHINE, OPIOID], PEPTIDE),
        ({"parameters": {"morphine.mu.K": 50.0}}, [PEPTIDE, OPIOID], MORPHINE),
        ({"parameters": {"morphine.delta.K": 50.0}}, [PEPTIDE, MORPHINE], OPIOID),
        (
            {"bindings": [od.Binding("morphine", "delta", K=1.0, koff=1.0)]},
            [PEPTIDE, MORPHINE],
            OPIOID,
        ),
    ],
)
def test_what_the_model_sets_has_no_column_and_is_noted(options, names, held):
    found = od.posterior(od.Model(drugs=["morphine"], **options))
    assert list(found) == names
    assert found.attrs["notes"][0] == f"posterior: what the model itself sets stays: {held}"


def test_a_drug_of_the_callers_own_keeps_its_values():
    """The name is that of a drug of the library, and the numbers are not."""
    own = od.Drug("naltrexone", molar_mass=341.4, CL=1.0, V=[2.0])
    binding = od.Binding("naltrexone", "mu", K=1.0, koff=1.0)
    assert columns(drugs=[own], bindings=[binding], biophase="slow") == [PEPTIDE]


def test_naltrexone_of_another_preset_is_refused():
    error = refused(lambda: od.posterior(od.Model(biophase="transient", drugs=["naltrexone"])))
    assert (error.field, error.value) == ("biophase", "'transient'")
    assert "belong to 'pet'" in error.rule
    assert "table of your own" in error.rule


def test_a_model_without_naltrexone_may_have_any_preset():
    names = [PEPTIDE, MORPHINE, OPIOID]
    assert columns(biophase="transient", drugs=["morphine"]) == names


@pytest.mark.parametrize(
    "options",
    [
        {"drugs": ["naltrexone"], "receptors": [], "endogenous": [], "response": []},
        {"drugs": ["naloxone"], "receptors": ["kappa"], "endogenous": ["dynorphin"]},
    ],
)
def test_a_model_that_uses_no_column_is_refused(options):
    error = refused(lambda: od.posterior(od.Model(**options)))
    assert error.field == "model"
    assert f"uses no parameter of the posterior, which has {RATE}, {PEPTIDE}" in error.rule


def test_a_model_that_sets_all_itself_is_refused():
    given = {RATE: 0.03, PEPTIDE: 0.01}
    error = refused(lambda: od.posterior(od.Model(drugs=["naltrexone"], parameters=given)))
    assert error.rule == f"sets itself all that the posterior has for it: {RATE}, {PEPTIDE}"
