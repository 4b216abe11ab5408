"""The reader of drug files knows the words of the package, which imports it only to read a file."""

from opiodyn import _core
from opiodyn._events import values
from opiodyn._library import schema
from opiodyn._model import covariates


def test_covariates():
    assert set(covariates.NUMBERS) == set(schema.MEASURED)
    assert set(covariates.HEPATIC) == schema.CATEGORIES["hepatic"]
    assert set(covariates.SMOKER.values()) == schema.CATEGORIES["smoker"]
    assert set(covariates.COVARIATES) == {*schema.MEASURED, *schema.CATEGORIES}


def test_routes():
    assert set(values.ROUTES.values()) == schema.ROUTES


def test_transit_compartments():
    assert _core.limits.transit_compartments == schema.MOST_TRANSIT
