"""The lists of drugs, receptors, routes and metrics say what the files of data say."""

import tomllib

import pytest

import opiodyn as od
from fixtures import ROOT
from opiodyn._model.routes import ROUTES

DATA = ROOT / "data"
SHORT = {name: word for word, name in ROUTES.items()}


def files(folder):
    """The documents of a folder of data by the name of what they describe."""
    read = (tomllib.loads(path.read_text("utf-8")) for path in (DATA / folder).glob("*.toml"))
    return {document["name"]: document for document in read}


DRUGS, PEPTIDES = files("drugs"), files("peptides")


def default_of(document, section):
    """A section of a drug, with what its default set puts in its place."""
    named = document.get("sets", {}).get(document.get("default_set"), {})
    return {**document.get(section, {}), **named.get(section, {})}


def efficacies(receptor):
    """The efficacy of each drug that has one at a receptor."""
    found = {}
    for name, document in DRUGS.items():
        parameters = default_of(document, "receptors").get(receptor, {}).get("parameters", {})
        if "tau" in parameters:
            found[name] = parameters["tau"]["value"]
    return found


@pytest.fixture(scope="module")
def drugs():
    return od.drugs()


def test_every_drug_and_metabolite_has_a_row(drugs):
    assert set(drugs.index) == set(DRUGS)
    assert drugs["kind"].to_dict() == {name: one["kind"] for name, one in DRUGS.items()}


def test_routes_are_those_of_the_files(drugs):
    for name, document in DRUGS.items():
        wanted = {SHORT[route] for route in default_of(document, "routes")}
        assert set(drugs.loc[name, "routes"].split()) == wanted, name


def test_metabolites_and_sets_are_those_of_the_files(drugs):
    for name, document in DRUGS.items():
        formed = {one.partition("/")[0] for one in document.get("metabolites", [])}
        assert set(drugs.loc[name, "metabolites"].split()) == formed, name
        sets = {f"{name}/{one}" for one in document.get("sets", {})}
        own = f"{name}/{document.get('default_set')}"
        assert sets - {own} <= set(drugs.loc[name, "sets"].split()) <= sets | {own}, name


def test_the_action_is_that_of_the_efficacy(drugs):
    for name, efficacy in efficacies("mu").items():
        assert (drugs.loc[name, "action"] == "antagonist") == (efficacy <= 0.0), name
    without = drugs.index.difference(list(efficacies("mu")))
    assert set(drugs.loc[without, "action"]) <= {"unknown"}


def test_partial_agonists_are_those_whose_files_say_so(drugs):
    told = {
        name for name, one in DRUGS.items() if "partial agonist at mu" in one["description"].lower()
    }
    assert told == set(drugs.index[drugs["action"] == "partial agonist"])


def test_the_evidence_counts_every_parameter_once(drugs):
    for name, row in drugs.iterrows():
        rows = od.parameters.of(name)
        counts = dict(one.split(" ") for one in row["evidence"].split(", "))
        assert {kind: int(n) for kind, n in counts.items()} == (
            rows["evidence"].value_counts().to_dict()
        )
        assert (row["values"], row["unconfirmed"]) == (len(rows), rows["unconfirmed"].sum())
        assert row["unknown"] == len(od.parameters.missing(name))


def test_receptors_have_the_peptides_and_effects_of_the_files():
    found = od.receptors()
    effects = tomllib.loads((DATA / "effects.toml").read_text("utf-8"))["endpoints"]
    assert list(found.index) == ["mu", "delta", "kappa"]
    for receptor, row in found.iterrows():
        binds = {name for name, one in PEPTIDES.items() if receptor in one["receptors"]}
        assert set(row["peptides"].split()) == binds
        brought = {name for name, one in effects.items() if one["receptor"] == receptor}
        assert set(row["effects"].split()) == brought
        blocks = {name for name, efficacy in efficacies(receptor).items() if efficacy <= 0.0}
        assert set(row["antagonists"].split()) == blocks
        acts = {*row["agonists"].split(), *row["partial_agonists"].split()}
        assert acts == set(efficacies(receptor)) - blocks


def test_a_drug_stands_in_one_column_of_a_receptor():
    for _, row in od.receptors().iterrows():
        columns = row[["agonists", "partial_agonists", "antagonists", "unknown"]]
        names = [name for cell in columns for name in cell.split()]
        assert len(names) == len(set(names))


def test_routes_have_the_drugs_and_the_sets_of_the_files():
    found = od.routes()
    assert found["name"].to_dict() == ROUTES
    assert all(found["meaning"])
    for name, document in DRUGS.items():
        own = {SHORT[route] for route in default_of(document, "routes")}
        for route in own:
            assert name in found.loc[route, "drugs"].split()
        for one, content in document.get("sets", {}).items():
            for route in {SHORT[route] for route in content.get("routes", {})} - own:
                assert f"{name}/{one}" in found.loc[route, "drugs"].split(), (name, one, route)


def test_a_dose_by_a_listed_route_is_taken_and_by_another_is_refused(drugs):
    name = "hydromorphone"
    for word in ROUTES:
        model = od.Model(drugs=[name], receptors=[], endogenous=[], response=[])
        dose = od.dose(name, amt=1.0, route=word)
        if word in drugs.loc[name, "routes"].split():
            od.simulate(dose, model=model, end=1.0)
        else:
            with pytest.raises(od.InputError):
                od.simulate(dose, model=model, end=1.0)


def test_every_statistic_of_every_quantity_is_a_metric_with_that_unit():
    statistics, quantities = od.metrics.statistics(), od.metrics.quantities()
    run = od.simulate(
        od.dose("naltrexone", amt=4.5),
        end=24.0,
        model=od.Model(response=["turnover", "peptides", "adaptation", "effects", "immune"]),
    )
    assert set(quantities.index) == {name.split(".")[0] for name in run.to_pandas()}
    for statistic in statistics.index.drop(["time_above", "hours_above_1"]):
        names = [f"{column}.{statistic}" for column in quantities["column"]]
        units = run.metrics(names).attrs["units"]
        for name, unit in zip(names, quantities["unit"], strict=True):
            pure = {"unit": "-", "h": "h", "unit h": "h", "unit/h": "1/h"}
            wanted = statistics.loc[statistic, "unit"]
            assert units[name] == (pure[wanted] if unit == "-" else wanted.replace("unit", unit))


def test_every_quantity_and_statistic_has_a_meaning_without_marks():
    for table in (od.metrics.statistics(), od.metrics.quantities()):
        assert all(table["meaning"])
        assert not table["meaning"].str.contains(r"`|\[|Returns").any()
