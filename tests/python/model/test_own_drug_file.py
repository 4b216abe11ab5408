"""A drug file next to a script works like a drug of the library."""

import copy
import math
import pickle

import numpy as np
import pytest

import opiodyn as od
from fixtures import BY_MOUTH, BY_WEIGHT, INTO_A_VEIN, drug_file
from opiodyn._model.inside import of_person

BODY = drug_file(parameters="Kp = 1.0\nke0 = 2.0", routes=BY_MOUTH + INTO_A_VEIN)
MINIMAL = f"""\
{BODY}
[receptors.mu.parameters]
K = 2.0
koff = 60.0
tau = 0.0

[variability]
CL = 0.3

{BY_WEIGHT}
[sets.slow]
[sets.slow.parameters]
CL = 1.0
V1 = 20.0
"""


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "mydrug.toml"
    path.write_text(MINIMAL)
    return path


def test_it_works_like_a_drug_of_the_library(file):
    model = od.Model(drugs=[od.read_drug(file), "naltrexone"])
    run = od.simulate(od.regimen("mydrug 10 mg po + naltrexone 5 mg po"), model=model)
    assert run.occupancy("mydrug", "mu").max() > 0.1
    assert model.parameters.loc["mydrug.CL", "evidence"] == "U"
    same = od.Drug("mydrug", molar_mass=300.0, CL=2.0, V=[20.0], absorption=[od.FirstOrder(ka=1.5)])
    plain = [
        od.simulate(
            od.regimen("mydrug 10 mg po"), model=od.Model(drugs=[d], receptors=[], endogenous=[])
        )
        for d in (od.read_drug(file), same)
    ]
    np.testing.assert_array_equal(*(run.concentration("mydrug") for run in plain))


def test_its_people_and_its_sets(file):
    drug = od.read_drug(file)
    heavy = od.Model(drugs=[drug], covariates={"weight": 140})
    assert heavy.individual["mydrug.CL"] == pytest.approx(2.0 * 2.0**0.75, rel=1e-14)
    people = od.population(5, seed=1)
    assert people.parameters(od.Model(drugs=[drug]))["mydrug.CL"].nunique() == 5
    slow = od.read_drug(file, literature_set="slow")
    assert slow.name == "mydrug/slow"
    assert od.Model(drugs=[slow]).parameters.loc["mydrug/slow.CL", "value"] == 1.0
    with pytest.raises(od.UnknownNameError, match="known: slow"):
        od.read_drug(file, literature_set="fast")


def test_a_fault_is_named_with_line_and_column(file):
    file.write_text(MINIMAL.replace("CL = 2.0", "CL = -2.0"))
    with pytest.raises(od.InputError) as caught:
        od.read_drug(file)
    assert "mydrug.toml:8:" in str(caught.value)
    assert caught.value.value == "-2.0"
    assert caught.value.rule == "must not be below 0"


def refused(path):
    """The error of a file, as the caller gets it."""
    with pytest.raises(od.InputError) as caught:
        od.read_drug(path)
    return caught.value


def test_a_fault_of_no_value_has_its_place_as_the_field(file):
    file.write_text("name mydrug")
    error = refused(file)
    assert (error.field, error.value) == (f"{file}:1:6", "")
    assert str(error) == f"{error.field}: {error.rule}"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("a\tb.toml", r"'a\tb.toml'"),
        ("a\nb.toml", r"'a\nb.toml'"),
        ("\x1b[31m.toml", r"'\x1b[31m.toml'"),
        ("\udcff", r"'\udcff'"),
        ("   ", "'   '"),
        ("my drug.toml", "my drug.toml"),
    ],
)
def test_the_name_of_a_file_is_one_line_that_can_be_read(tmp_path, monkeypatch, name, shown):
    monkeypatch.chdir(tmp_path)
    error = refused(name)
    assert str(error) == f"{error.field}: {error.rule}" == f"{shown}: there is no such file"


def test_of_a_long_name_of_a_file_the_end_is_shown():
    error = refused(f"{'a' * 100_000}z.toml")
    assert error.field == f"...{'a' * 491}z.toml"


def test_shell(file, shell):
    code, out, _ = shell("simulate", "mydrug 10 mg po q12h x4", "--drug", file)
    assert code == 0
    assert "mydrug" in out
    code, _, err = shell("simulate", "naltrexone 10 mg po", "--drug", file)
    assert (code, err) == (2, "opiodyn: error: --drug = 'mydrug': is not in the regimen\n")


def test_literature_sets_are_selected_by_name():
    runs = [
        od.simulate(od.regimen(f"{name} 2 mg iv"), end=4).concentration(name)
        for name in ("naloxone", "naloxone/fda", "naloxone/papathanasiou")
    ]
    np.testing.assert_array_equal(runs[0], runs[1])
    assert not np.allclose(runs[0], runs[2])
    assert set(od.parameters.sets("naloxone")) >= {"naloxone/occupancy", "naloxone/nasal"}


def test_what_nobody_knows_is_an_error_that_says_how_to_supply_it():
    regimen = od.regimen("carfentanil 0.01 mg iv")
    with pytest.raises(od.InputError) as caught:
        od.simulate(regimen)
    assert str(caught.value).startswith("carfentanil.CL = not known: ")
    assert 'supply it as a parameter of the model, {"carfentanil.CL": value}' in caught.value.rule
    supplied = {"carfentanil.CL": 42.0, "carfentanil.V1": 100.0, "carfentanil.fu": 0.2}
    supplied["carfentanil.Kp"] = 1.0
    with pytest.raises(od.InputError, match=r"carfentanil\.mu\.tau = not known"):
        od.Model(parameters=supplied)  # tone needs efficacy, occupancy does not
    run = od.simulate(regimen, model=od.Model(parameters=supplied, response=()))
    assert run.occupancy("carfentanil", "mu").max() > 0.0
    assert run.model.parameters.loc["carfentanil.CL", "evidence"] == "U"
    assert "carfentanil.CL" in od.parameters.missing("carfentanil").index
    with pytest.raises(od.InputError, match=r"carfentanil\.CL = not known"):
        od.parameters.of("carfentanil.CL")


def test_strict_refuses_assumptions_by_name():
    with pytest.raises(od.InputError) as caught:
        od.simulate(od.regimen("naltrexone 4.5 mg po"), model=od.Model(strict=True))
    assert caught.value.field == "strict"
    assert "naltrexone.mu.tau" in caught.value.rule
    drug = od.Drug("d", molar_mass=300.0, CL=1.0, V=[1.0])
    own = od.Model(drugs=[drug], receptors=[], endogenous=[], strict=True)
    assert od.simulate(od.dose("d", amt=1, route="iv"), model=own).complete


def test_strict_refuses_the_drive_of_the_peptides_where_it_is_not_given():
    names = od.Model(receptors=["mu"], endogenous=["beta-endorphin"], drugs=["naltrexone"])
    supplied = dict(names.parameters.query("evidence == 'X'")["value"])
    options = {"receptors": ["mu"], "endogenous": ["beta-endorphin"], "parameters": supplied}
    undecided = od.Model(**options, strict=True)  # its drugs are not settled
    assert undecided.phi == 1.0
    with pytest.raises(od.InputError, match=r"phi is not given, .* give phi") as caught:
        od.Model(**options, drugs=["naltrexone"], strict=True)
    assert caught.value.field == "strict"
    week = od.regimen("naltrexone 4.5 mg po q24h x7")
    for refused in (od.simulate, od.compare):
        with pytest.raises(od.InputError, match="give phi"):
            refused(week, model=undecided)
    given = od.Model(**options, drugs=["naltrexone"], phi=1.0, strict=True)
    assert pickle.loads(pickle.dumps(given)).phi == 1.0
    assert pickle.loads(pickle.dumps(undecided)).options()["phi"] is None
    still = [part for part in names.response if part != "peptides"]
    used = {name: value for name, value in supplied.items() if name in _names(still)}
    od.Model(**options | {"parameters": used}, drugs=["naltrexone"], response=still, strict=True)


def _names(response):
    model = od.Model(receptors=["mu"], endogenous=["beta-endorphin"], response=response)
    return set(model.parameters.index)


def test_strict_names_phi_beside_the_other_assumptions():
    with pytest.raises(od.InputError, match=r"naltrexone\..*; phi is not given"):
        od.Model(drugs=["naltrexone"], strict=True)
    with pytest.raises(od.InputError) as caught:
        od.Model(drugs=["naltrexone"], strict=True, phi=0.5)
    assert "phi" not in caught.value.rule


def test_models_and_people_pickle_as_plain_data(file):
    drug = od.Drug(
        "d",
        molar_mass=300.0,
        CL=1.0,
        V=[1.0, 2.0],
        Q=[0.5],
        absorption=[
            od.FirstOrder(ka=1.0, fraction=0.5),
            od.ZeroOrder(duration=2.0, fraction=0.25),
            od.ZeroOrderIntoDepot(duration=2.0, ka=1.0, fraction=0.125),
            od.TransitChain(ktr=2.0, n=3, fraction=0.125),
        ],
        metabolites=[od.Metabolite("naltrexone", systemic=0.5)],
        ke0=2.0,
    )
    model = od.Model(
        biophase="transient",
        drugs=[drug, od.read_drug(file), "naltrexone"],
        bindings=[od.Binding("d", "mu", K=1.0, koff=60.0)],
        parameters={"naltrexone.CL": 94.0},
        covariates={"weight": 80},
    )
    people = od.population(3, seed=1, covariates={"weight": (70, 12)})
    typical = od.Model(drugs=["naltrexone"])
    for one in (model, of_person(typical, people[1])):
        again = pickle.loads(pickle.dumps(one))
        np.testing.assert_array_equal(again.parameters["value"], one.parameters["value"])
        assert (again.states.index == one.states.index).all()
        assert again.individual == one.individual
    assert pickle.loads(pickle.dumps(people)).covariates.equals(people.covariates)
    assert copy.deepcopy(people[2]).index == 2


def test_a_drug_that_binds_nothing_needs_no_unbound_fraction(tmp_path):
    """A bolus of 5 mg into 20 L is 0.25 mg/L at once, and falls by CL / V1 = 0.1 per hour."""
    path = tmp_path / "mydrug.toml"
    text = drug_file(routes="[routes.intravenous]\n").replace("fu = 0.5\n", "")
    path.write_text(text)
    model = od.Model(drugs=[od.read_drug(path)])
    run = od.simulate(od.regimen("mydrug 5 mg iv"), model=model, times=[10.0])
    level = run.to_pandas()["mass_concentration.mydrug"].iloc[0]
    assert level == pytest.approx(250.0 * math.exp(-1.0), rel=1e-5)
