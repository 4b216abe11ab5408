"""The parameter library as users see it."""

import pytest

import opiodyn as od

COLUMNS = [
    *("value", "unit", "low", "high", "evidence", "status", "source", "meaning", "note"),
    "unconfirmed",
]


def test_table_has_everything():
    table = od.parameters.table()
    assert list(table.columns) == COLUMNS
    assert table.index.name == "name"
    assert table.index.is_unique
    assert ((table["low"] <= table["value"]) & (table["value"] <= table["high"])).all()
    assert set(table["evidence"]) <= set("HAVX")
    assert table["unconfirmed"].dtype == bool
    assert (table["source"].str.len() > 0).all()


def test_of_a_substance_or_one_parameter():
    naltrexone = od.parameters.of("naltrexone")
    assert naltrexone.index.str.startswith("naltrexone.").all()
    assert od.parameters.of("naltrexone.mu").index.str.startswith("naltrexone.mu.").all()
    (row,) = od.parameters.of("naltrexone.CL").itertuples()
    assert (row.value, row.unit, row.evidence) == (150.0, "L/h", "H")


def test_search_ignores_capitals_and_wants_every_word():
    found = od.parameters.search("Clearance NALTREXONE")
    assert "naltrexone.CL" in found.index
    assert len(found) < len(od.parameters.search("clearance"))
    assert od.parameters.search("no such thing anywhere").empty


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("bioavailability", "naltrexone.oral.F"),
        ("clearance", "naltrexone.CL"),
        ("volume", "naltrexone.V1"),
        ("absorption rate", "naltrexone.oral.ka"),
        ("dissociation constant", "naltrexone.mu.K"),
        ("affinity", "naltrexone.mu.K"),
        ("efficacy", "morphine.mu.tau"),
        ("unbound", "naltrexone.fu"),
    ],
)
def test_search_finds_a_parameter_by_what_it_is(words, name):
    found = od.parameters.search(words)
    assert name in found.index
    assert name in od.parameters.search(f"{name.split('.')[0]} {words}").index


def test_every_source_is_a_reference():
    references = od.parameters.references()
    assert references.index.is_unique
    assert (references["citation"].str.len() > 0).all()
    cited = {key for source in od.parameters.table()["source"] for key in source.split()}
    assert cited <= set(references.index)


def test_presets_say_what_they_pass_and_fail():
    presets = od.parameters.presets()
    assert list(presets.index) == ["pet", "transient", "plasma", "retention", "slow"]
    assert presets.loc["pet", "half_life"] == 24.0
    assert (presets["matches"].str.len() > 20).all()
    assert (presets["fails"].str.len() > 10).all()


def test_unknown_substance():
    with pytest.raises(od.UnknownNameError, match="did you mean 'naltrexone'") as caught:
        od.parameters.of("naltrexon")
    assert caught.value.field == "substance"
