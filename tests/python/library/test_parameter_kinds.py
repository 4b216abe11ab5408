"""A drug file and a model accept the same values of a parameter, whatever its kind."""

import numpy as np
import pytest

import opiodyn as od
from fixtures import BARE, drug_file
from opiodyn import _core
from opiodyn._library.schema import DOMAINS, PARAMETER_KINDS

IN_A_VEIN = "[routes.intravenous]\n"


def substance(word, value):
    """A drug of which nothing is known but one parameter."""
    row = (f"mydrug.{word}", value, "", value, value, "U", "supplied", ["caller"], "", "", "")
    lists = ("metabolites", "routes", "receptors", "effects", "variability", "correlations")
    return _core.Substance(
        name="mydrug",
        kind="drug",
        compartments=0,
        parameters=[row],
        missing={},
        covariates=[],
        **{name: [] for name in lists},
    )


def model_refuses(word, value):
    try:
        od.Model(drugs=[substance(word, value)])
    except od.InputError as error:
        return error.field == f"mydrug.{word}"
    return False


@pytest.mark.parametrize("word", PARAMETER_KINDS)
def test_the_model_keeps_to_the_domains_of_the_drug_files(word):
    _, holds = DOMAINS[PARAMETER_KINDS[word].domain]
    for value in (-1.0, 0.0, 0.5, 1.0, 1.5):
        assert model_refuses(word, value) == (not holds(value)), value


@pytest.fixture
def curve(tmp_path):
    """The concentrations (mg/L) after 100 mg into a vein of the drug of a file."""

    def run(text, times):
        path = tmp_path / "mydrug.toml"
        path.write_text(text)
        model = od.Model(drugs=[od.read_drug(path)], receptors=[], endogenous=[])
        found = od.simulate(od.regimen("mydrug 100 mg iv"), times=times, model=model)
        return found.concentration("mydrug") * 300e-6  # nM to mg/L at 300 g/mol

    return run


TIMES = [1.0, 10.0, 100.0]


def test_a_drug_without_clearance_stays(curve):
    text = drug_file(CL=0, parameters="CL_renal = 0", routes=IN_A_VEIN)
    np.testing.assert_allclose(curve(text, TIMES), 100 / 20, rtol=1e-14)


def test_a_compartment_without_exchange_stays_empty(curve):
    two = drug_file(parameters="V2 = 30\nQ2 = 0", routes=IN_A_VEIN)
    three = two.replace("compartments = 1", "compartments = 3") + "[missing]\n"
    three = three.replace("Q2 = 0", "Q2 = 0\nV3 = 40\nQ3 = 0")
    two = two.replace("compartments = 1", "compartments = 2")
    expected = 100 / 20 * np.exp(-2 / 20 * np.array(TIMES))
    np.testing.assert_allclose(curve(two, TIMES), expected, rtol=1e-12)
    np.testing.assert_allclose(curve(three, TIMES), expected, rtol=1e-12)


def test_a_drug_without_clearance_has_no_steady_state(tmp_path):
    path = tmp_path / "mydrug.toml"
    path.write_text(drug_file(CL=0, routes=IN_A_VEIN))
    model = od.Model(drugs=[od.read_drug(path)], receptors=[], endogenous=[])
    with pytest.raises(od.NotConvergedError, match="what comes here is not eliminated"):
        od.steady_state(od.regimen("mydrug 100 mg iv"), period=24, model=model)


def test_a_peptide_may_have_no_basal_level(drug_reader, made_up):
    path = made_up / "peptides/peptide.toml"
    path.write_text(path.read_text().replace("value = 0.1, ", "value = 0, ").replace("0.0125", "0"))
    library = drug_reader.read_library(made_up)
    rows = [p for s in library.substances for p in s.parameters if p.name == "peptide.delta.e0"]
    assert [(row.value, row.low) for row in rows] == [(0.0, 0.0)]


@pytest.mark.parametrize("factor", [0, 1.2])
def test_a_dose_holds_some_of_the_substance_and_no_more_than_itself(fault, factor):
    route = "[routes.intravenous]\n"
    salt = f'salt = "tartrate"\nparameters = {{ salt_factor = {factor} }}\n'
    error = fault(BARE.replace(route, route + salt))
    assert str(error).endswith(f"salt_factor = {factor}: must be above 0 and at most 1")
    drug = od.Drug("d", molar_mass=300.0, CL=1.0, V=[1.0], salt_factor=factor)
    with pytest.raises(od.InputError, match=r"d\.intravenous\.salt_factor"):
        od.Model(drugs=[drug])
