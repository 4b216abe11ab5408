"""Events of a file of SBML: what a regimen does, in mg, at its times."""

import libsbml
import pytest

import opiodyn as od
from opiodyn._exchange.export import export

SAMPLE = od.Drug(
    "sample",
    molar_mass=400.0,
    CL=20.0,
    V=[40.0],
    salt_factor=0.9,
    absorption=[
        od.FirstOrder(ka=0.9, F=0.6, lag=0.5, fraction=0.7),
        od.ZeroOrder(duration=5.0, F=0.8, lag=1.0, fraction=0.3),
    ],
)
PER_MG = 1e6 / 400.0


@pytest.fixture
def events(tmp_path):
    """What events set, by identifier and time [h]: numbers, with all states at 100."""

    def read(regimen, **options):
        path = tmp_path / "model.xml"
        export(od.regimen(regimen), path, model=od.Model(drugs=[SAMPLE], response=(), **options))
        model = libsbml.readSBMLFromFile(str(path)).getModel()
        values = {one.getId(): one.getValue() for one in model.getListOfParameters()}
        rates = [rule.getVariable() for rule in model.getListOfRules() if rule.isRate()]
        values |= dict.fromkeys(rates, 100.0)
        return {
            (event.getId(), _time(event)): {
                one.getVariable(): eval(_text(one.getMath()), dict(values))
                for one in event.getListOfEventAssignments()
            }
            for event in model.getListOfEvents()
        }

    return read


def _time(event):
    assert not event.getTrigger().getInitialValue()
    return event.getTrigger().getMath().getChild(1).getValue()


def _text(math):
    """A formula as Python reads it: without units, which libsbml writes behind numbers."""
    settings = libsbml.L3ParserSettings()
    settings.setParseUnits(False)
    return libsbml.formulaToL3StringWithSettings(math, settings)


def test_a_bolus_adds_nmol(events):
    found = events("sample 8 mg iv at 2h")
    added = 8.0 * 0.9 * PER_MG
    assert found == {("dose_1", 2.0): {"sample_central": pytest.approx(100.0 + added)}}


def test_each_input_of_a_dose_begins_after_its_lag(events):
    found = events("sample 10 mg po at 3h")
    depot = 10.0 * 0.9 * 0.7 * PER_MG
    rate = 10.0 * 0.9 * 0.3 * 0.8 / 5.0 * PER_MG
    (first, second, third) = found.values()
    assert [time for _, time in found] == pytest.approx([3.5, 4.0, 9.0])
    assert list(first.values()) == [pytest.approx(100.0 + depot)]
    assert second == {"input_sample_central": pytest.approx(rate)}
    assert third == {"input_sample_central": 0.0}


def test_infusions_that_overlap_add_up(events):
    found = events("sample 4 mg iv over 2h + sample 3 mg iv over 3h at 1h")
    rates = [change["input_sample_central"] for change in found.values()]
    nmol = 0.9 * PER_MG
    assert [time for _, time in found] == [0.0, 1.0, 2.0, 4.0]
    assert rates == pytest.approx([2.0 * nmol, 3.0 * nmol, 1.0 * nmol, 0.0])


def test_a_reset_comes_before_a_dose_at_the_same_time(events):
    found = events("sample 4 mg iv over 9h + reset at 6h + sample 8 mg iv at 6h")
    change = found["reset_1", 6.0]
    assert change["sample_central"] == pytest.approx(8.0 * 0.9 * PER_MG)
    assert change["input_sample_central"] == 0.0
    assert change["sample_effect_site"] == 0.0 if "sample_effect_site" in change else True
    assert list(found) == [("dose_1", 0.0), ("reset_1", 6.0)]


def test_all_doses_are_there(events):
    found = events("sample 1 mg iv q24h x28 at 22h")
    assert list(found) == [(f"dose_{k + 1}", 22.0 + 24.0 * k) for k in range(28)]
