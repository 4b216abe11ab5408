"""Objects show on one line, and in notebooks as a small table, what tells them apart."""

import inspect
import pickle
from html.parser import HTMLParser

import pytest

import opiodyn as od
from fixtures import refused
from public_objects import public_objects
from valid_calls.public import _of_stub

LONGEST = 300  # characters of a repr
LARGEST = 5000  # characters of the HTML of a few rows
WRITTEN = ("FirstOrder", "TransitChain", "ZeroOrder", "ZeroOrderIntoDepot", "Metabolite")
MADE = {
    "Binding": {"ligand": "x", "receptor": "mu", "K": 1.0, "koff": 2.0},
    "Change": {"time": 1.0, "parameters": {"naltrexone.CL": 94.0}},
    "Concentration": {"drug": "x", "times": [0.0, 1.0], "values": [1.0, 2.0]},
    "Dose": {"drug": "x", "amt": 1.0},
    "Drug": {"name": "x", "molar_mass": 300.0, "CL": 1.0, "V": [1.0]},
    "Endpoint": {"name": "cough", "receptor": "mu", "n": 1.5},
    "FirstOrder": {"ka": 1.0},
    "Metabolite": {"name": "x"},
    "Person": {"seed": 1, "index": 0, "covariates": {}},
    "Regimen": {"records": []},
    "Reset": {"time": 1.0},
    "Stimulus": {"name": "exercise"},
    "TransitChain": {"ktr": 1.0, "n": 2},
    "ZeroOrder": {"duration": 1.0},
    "ZeroOrderIntoDepot": {"duration": 1.0, "ka": 1.0},
}
"""The fewest arguments of each class of the core."""
IN_NOTEBOOKS = """
    Drug Evaluator EventSubject EventTable Fit Fits Model Objective Optimum Population
    PredictiveCheck Preset Regimen Rerun Rows Run Runs SteadyState Uncertainty
"""


@pytest.fixture(scope="module")
def objects(tmp_path_factory):
    found = public_objects(tmp_path_factory.mktemp("drugs"))
    kinds = (od.InputError, od.SolverError, od.SweepError, KeyboardInterrupt)
    return {
        name: one
        for name, one in found.items()
        if type(one).__module__ == "opiodyn" and not isinstance(one, kinds)
    }


def test_every_public_object_has_a_short_line_of_its_own(objects):
    assert len(objects) > 50
    for name, one in objects.items():
        text = repr(one)
        assert "\n" not in text, name
        assert " at 0x" not in text, name
        assert len(text) <= LONGEST, name


def test_a_value_that_is_no_default_tells_objects_apart():
    assert repr(od.FirstOrder(ka=1.0, F=0.5)) == "FirstOrder(ka=1.0, F=0.5)"
    assert repr(od.Binding("x", "mu", K=1.0, koff=60.0)) == "Binding('x', 'mu', K=1.0, koff=60.0)"
    many = od.Drug("x", molar_mass=1.0, CL=1.0, V=[1.0, 2.0], Q=[3.0], ke0=0.5)
    assert "V=[1.0, 2.0], Q=[3.0], ke0=0.5" in repr(many)


@pytest.mark.parametrize("name", ["Binding", "Drug", "Endpoint", "Metric", "Person", *WRITTEN])
def test_the_line_makes_the_object_again(objects, name):
    one = objects[name]
    again = eval(repr(one), vars(od))
    assert type(again) is type(one)
    assert pickle.dumps(again) == pickle.dumps(one)


class _Reader(HTMLParser):
    """It keeps the tags that are open, the texts, and how many tables there were."""

    def __init__(self, text):
        super().__init__()
        self.open, self.texts, self.tables = [], [], 0
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.open.append(tag)
        self.tables += tag == "table"

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.texts.append(data)


def test_notebooks_get_one_small_table(objects):
    seen = set()
    for name, one in objects.items():
        if hasattr(one, "_repr_html_"):
            text = one._repr_html_()
            read = _Reader(text)
            assert (read.open, read.tables) == ([], 1), name
            assert len(text) <= LARGEST, name
            seen.add(type(one).__name__)
    assert seen == set(IN_NOTEBOOKS.split())


def test_what_a_caller_names_is_escaped_in_notebooks():
    name = "<b>&x"
    drug = od.Drug(name, molar_mass=300.0, CL=1.0, V=[1.0])
    model = od.Model(drugs=[drug], receptors=[], endogenous=[], parameters={f"{name}.CL": 2.0})
    rows = od.Rows({name: [1.0]})
    dosed = od.dose(name, amt=1.0, route="iv")
    for one in (drug, model, rows, dosed, od.simulate(dosed, model=model, end=1.0)):
        text = one._repr_html_()
        assert "&lt;b&gt;&amp;x" in text
        assert "<b>&" not in text


def test_a_model_shows_what_the_caller_gave_in_notebooks():
    model = od.Model(phi=0.25, parameters={"naltrexone.CL": 94.0}, covariates={"weight": 61.0})
    texts = _Reader(model._repr_html_()).texts
    for said in ("0.25", "naltrexone.CL = 94.0", "weight = 61.0", "those of the regimen"):
        assert said in texts


def test_a_long_regimen_is_cut_short_in_notebooks():
    long = sum((od.dose("naltrexone", amt=1.0, time=float(i)) for i in range(50)), od.Regimen([]))
    read = _Reader(long._repr_html_())
    assert "50" in read.texts
    assert max(map(len, read.texts)) <= 200


def test_the_examples_are_of_all_classes_that_a_caller_makes():
    stubbed = {name for name in od.__all__ if type(getattr(od, name)).__name__ == "pybind11_type"}
    assert set(MADE) == stubbed - {"Substance"}


@pytest.mark.parametrize("name", MADE)
def test_the_signature_of_a_class_of_the_core_is_that_of_the_stub_and_of_the_core(name):
    kind = getattr(od, name)
    parameters = inspect.signature(kind).parameters
    assert list(parameters) == _of_stub(name)["__init__"]
    needed = [one.name for one in parameters.values() if one.default is one.empty]
    assert needed == [one for one in parameters if one in MADE[name]]
    made = kind(**MADE[name])
    for one in parameters.values():
        if one.default is not one.empty:
            own = getattr(made, one.name)
            assert own == (list(one.default) if isinstance(own, list) else one.default), one.name
    refusal = str(refused(lambda: kind(**MADE[name], nothing=1)))
    assert all(one in refusal for one in parameters)


@pytest.mark.parametrize("name", MADE)
def test_arguments_that_may_stand_without_names_are_those_of_the_core(name):
    parameters = inspect.signature(getattr(od, name)).parameters.values()
    unnamed = [one.name for one in parameters if one.kind is one.POSITIONAL_OR_KEYWORD]
    given = dict(MADE[name])
    first = [given.pop(one) for one in unnamed]
    getattr(od, name)(*first, **given)
    refused(lambda: getattr(od, name)(*first, *given.values(), 1))


@pytest.mark.parametrize("name", ["given", "stimulated", "next_time"])
def test_a_method_of_the_core_shows_the_signature_of_the_stub(name):
    method = getattr(od.Regimen, name)
    assert list(inspect.signature(method).parameters) == ["self", *_of_stub("Regimen")[name]]
    bound = inspect.signature(getattr(od.Regimen([]), name))
    assert list(bound.parameters) == _of_stub("Regimen")[name]
    assert method.__doc__.lstrip().startswith("Returns")


def test_every_attribute_of_a_public_class_has_a_text():
    for name in od.__all__:
        kind = getattr(od, name)
        if inspect.isclass(kind) and not issubclass(kind, BaseException):
            texts = _attribute_texts(kind)
            for one in (one for one in dir(kind) if not one.startswith("_")):
                assert getattr(getattr(kind, one), "__doc__", "") or one in texts, (name, one)


def _attribute_texts(kind):
    """The arguments that the docstring of a class describes."""
    return {line.strip().partition(":")[0] for line in (kind.__doc__ or "").splitlines()}


def test_the_words_of_a_steady_state_are_no_table():
    found = od.steady_state(od.dose("naltrexone", amt=4.5), period=24.0)
    assert repr(found).startswith(f"<SteadyState of {len(found.state)} states, residual ")
    assert f" {found.periods} periods" in repr(found)
