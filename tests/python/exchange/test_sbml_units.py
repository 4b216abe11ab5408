"""Units of SBML: what texts mean, and which unit a number of a formula has."""

from fractions import Fraction
from types import SimpleNamespace

import libsbml
import pytest

from opiodyn._exchange.formulas import Operation, Term
from opiodyn._exchange.identifiers import Identifiers
from opiodyn._exchange.sbml.math import Mathematics
from opiodyn._exchange.sbml.units import ONE, UnitList, unit_of
from opiodyn._library.schema import PARAMETER_KINDS


@pytest.mark.parametrize(
    ("product", "first", "second"),
    [
        ("nmol", "nM", "L"),
        ("nmol/h", "nM", "L/h"),
        ("mg/h", "mg", "1/h"),
        ("ng/mL", "mg", "1/L"),
        ("nM", "nmol", "1/L"),
        ("-", "nM", "1/nM"),
    ],
)
def test_units_multiply(product, first, second):
    found = unit_of(first).times(unit_of(second))
    assert found.powers == unit_of(product).powers
    times_1000 = product == "ng/mL"  # 1 mg/L is 1000 ng/mL
    assert found.factor / unit_of(product).factor == (1000 if times_1000 else 1)


def test_percent_is_a_hundredth_and_a_dash_a_pure_number():
    assert unit_of("%").over(ONE).factor == Fraction(1, 100)
    assert unit_of("-") == unit_of("1") == ONE


def test_every_kind_of_parameter_has_a_unit_that_is_understood():
    assert all(unit_of(kind.unit) for kind in PARAMETER_KINDS.values())


@pytest.fixture
def model():
    """A model of libsbml, which lives as long as its document."""
    document = libsbml.SBMLDocument(3, 2)
    yield document.createModel()
    del document


def test_definitions_are_named_after_their_units_and_stand_once(model):
    units = UnitList(libsbml, model)
    assert units.of("L/h") == "L_per_h"
    assert units.of("1/nM") == "per_nM"
    assert units.of("%") == "percent"
    assert units.of("-") == "dimensionless"
    assert units.identifier(unit_of("nmol").times(unit_of("1/L"))) == "nM"
    assert units.identifier(unit_of("nM").times(unit_of("nM"))) == "unit_nmol2_Lm2"
    assert model.getNumUnitDefinitions() == 5  # a pure number needs none


@pytest.fixture
def mathematics(model):
    """Makes the mathematics of terms over parameters, which are pairs of a name and a unit."""
    return lambda *terms, parameters: made(model, terms, parameters)


def made(model, terms, parameters):
    formulas = SimpleNamespace(
        terms=[Term(int(operation), *rest) for operation, *rest in terms],
        parameters=[SimpleNamespace(name=name, unit=unit) for name, unit in parameters],
        states=(),
        fixed=lambda: (),
        shared=lambda: (),
    )
    names = Identifiers(tuple(name for name, _ in parameters), (), {}, {})
    return Mathematics(libsbml, formulas, names, UnitList(libsbml, model), "positive_part")


NUMBER, PARAMETER = Operation.NUMBER, Operation.PARAMETER


def test_a_number_that_turns_units_has_the_unit_of_the_turn(mathematics):
    one = mathematics(
        (NUMBER, -1, -1, 1e6),
        (PARAMETER, 0, -1, 0.0),
        (Operation.DIVIDE, 0, 1, 0.0),
        parameters=[("M", "g/mol")],
    )
    node = one.definition(2, unit_of("nmol/mg"))
    assert libsbml.formulaToL3String(node) == "1000000 unit_1em6 / M"


def test_a_number_beside_a_concentration_is_one(mathematics):
    one = mathematics(
        (PARAMETER, 0, -1, 0.0),
        (NUMBER, -1, -1, 2.5),
        (Operation.ADD, 0, 1, 0.0),
        (Operation.POSITIVE_PART, 2, -1, 0.0),
        parameters=[("K", "nM")],
    )
    assert libsbml.formulaToL3String(one.definition(2, unit_of("nM"))) == "K + 2.5 nM"
    part = "positive_part(K + 2.5 nM)"
    assert libsbml.formulaToL3String(one.definition(3, unit_of("nM"))) == part


def test_a_factor_is_pure_where_the_units_fit(mathematics):
    one = mathematics(
        (NUMBER, -1, -1, 0.5),
        (PARAMETER, 0, -1, 0.0),
        (Operation.MULTIPLY, 0, 1, 0.0),
        parameters=[("CL", "L/h")],
    )
    node = one.definition(2, unit_of("L/h"))
    assert libsbml.formulaToL3String(node) == "0.5 dimensionless * CL"


def test_a_power_is_0_below_0(mathematics):
    one = mathematics(
        (PARAMETER, 0, -1, 0.0),
        (PARAMETER, 1, -1, 0.0),
        (Operation.POWER, 0, 1, 0.0),
        parameters=[("x", "-"), ("n", "-")],
    )
    assert libsbml.formulaToL3String(one.definition(2, ONE)) == "positive_part(x)^n"
    function = libsbml.formulaToL3String(one.positive_part())
    assert function == "lambda(x, (x + abs(x)) / 2 dimensionless)"
