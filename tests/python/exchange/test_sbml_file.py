"""A file of SBML: it is consistent with its units, and names all that a model has."""

from xml.sax.saxutils import unescape

import libsbml
import pytest

import opiodyn as od
from opiodyn._exchange.export import export
from opiodyn._exchange.identifiers import identifier

MONTH = "naltrexone 4.5 mg po q24h x28 at 22h"
ALL = ("turnover", "peptides", "adaptation", "effects", "immune")
SAMPLE = od.Drug(
    "sample",
    molar_mass=400.0,
    CL=20.0,
    V=[40.0, 90.0, 200.0],
    Q=[15.0, 4.0],
    absorption=[
        od.FirstOrder(ka=0.9, F=0.6, lag=0.4, fraction=0.7),
        od.ZeroOrder(duration=5.0, F=0.8, fraction=0.3),
    ],
)
MODELS = {
    "default": (MONTH, {}),
    "immune": (MONTH + " + flare 1 at 14d", {"response": ALL, "weights": "illustrative"}),
    "retention": (MONTH, {"biophase": "retention", "response": ALL}),
    "slow": (MONTH, {"biophase": "slow"}),
    "equilibrium": (MONTH, {"binding": "equilibrium", "phi": 0.3}),
    "plain": ("naltrexone 50 mg iv", {"receptors": (), "endogenous": (), "response": ()}),
    "own": ("sample 30 mg po q12h x4", {"drugs": [SAMPLE]}),
    "transit": ("naloxone 0.4 mg im q1h x3", {}),
    "agonist": ("morphine 10 mg iv + oxycodone 20 mg po at 8h", {}),
    "infusion": ("naloxone 0.4 mg iv over 1h at 9h + fentanyl 0.1 mg iv", {}),
    "stimulus": ("naltrexone 3 mg po + stimulus exercise 2 at 7h + reset at 30h", {}),
}
GIVEN = "concentration naltrexone nM 0h 0, 2h 10, 8h 1"


def document(path, regimen, **options):
    """The document of an exported model; without options that of a plain one."""
    target = path / "model.xml"
    export(od.regimen(regimen), target, model=od.Model(**options) if options else None)
    return libsbml.readSBMLFromString(target.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def default(tmp_path_factory):
    return document(tmp_path_factory.mktemp("sbml"), MONTH)


def faults(found):
    """What libsbml says of a document, of units too; warnings count."""
    found.setConsistencyChecks(libsbml.LIBSBML_CAT_UNITS_CONSISTENCY, True)
    found.checkConsistency()
    return [found.getError(i).getMessage() for i in range(found.getNumErrors())]


@pytest.mark.parametrize("name", MODELS)
def test_a_document_is_consistent_with_its_units(tmp_path, name):
    regimen, options = MODELS[name]
    assert faults(document(tmp_path, regimen, **options)) == []


def test_a_wrong_unit_is_found(default):
    wrong = default.clone()
    wrong.getModel().getParameter("naltrexone_CL").setUnits("L")
    assert any("units" in message for message in faults(wrong))


def test_the_level_and_the_unit_of_time_are_those_of_the_face(default):
    model = default.getModel()
    assert (default.getLevel(), default.getVersion()) == (3, 2)
    hour = model.getUnitDefinition(model.getTimeUnits()).getUnit(0)
    assert (hour.getKind(), hour.getMultiplier()) == (libsbml.UNIT_KIND_SECOND, 3600.0)


def test_every_state_has_a_rate_and_every_column_is_there(default):
    run = od.simulate(od.regimen(MONTH))
    model = default.getModel()
    rates = [rule for rule in model.getListOfRules() if rule.isRate()]
    assert len(rates) == len(run.model.states)
    columns = [name for name in run.to_pandas() if name != "time"]
    assert all(model.getParameter(identifier(name)) is not None for name in columns)


def test_parameters_have_their_values_and_meanings(default):
    rows = od.simulate(od.regimen(MONTH)).model.parameters
    constants = {
        one.getId(): one
        for one in default.getModel().getListOfParameters()
        if one.getConstant() and one.isSetValue()
    }
    named = {identifier(name): row for name, row in rows.iterrows()}
    assert {"naltrexone_CL", "beta_endorphin_mu_tau", "mu_U"} < set(constants)
    for name, one in constants.items():
        # libsbml writes 15 digits.
        assert one.getValue() == pytest.approx(named[name]["value"], rel=1e-14)
        assert named[name]["meaning"] in unescape(one.getNotesString(), {"&apos;": "'"})


def test_what_events_have_taken_up_is_no_parameter(tmp_path):
    model = document(tmp_path, "sample 30 mg po", drugs=[SAMPLE]).getModel()
    names = {one.getId() for one in model.getListOfParameters()}
    assert {name for name in names if name.endswith(("_lag", "_duration"))} == set()


def test_nothing_has_a_name_beside_its_identifier(default):
    everything = default.getListOfAllElements()
    assert everything.getSize() > 400
    assert not any(
        everything.get(i).isSetName() and everything.get(i).getName()
        for i in range(everything.getSize())
        if everything.get(i).getTypeCode() != libsbml.SBML_UNKNOWN
    )


def test_the_head_says_what_the_file_is(default):
    notes = default.getModel().getNotesString()
    for words in (MONTH, "preset pet", od.__version__, "a model, not medical advice"):
        assert words in notes
