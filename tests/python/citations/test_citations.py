"""The sources of a run: who wrote what, as data/references.bib has it."""

import re

import bibtexparser
import pytest

import opiodyn as od
from fixtures import ROOT, refused
from opiodyn import _core
from opiodyn._citations.bibtex import bibtex
from opiodyn._citations.sources import Source

RUN = od.simulate(od.regimen("naltrexone 4.5 mg po + fentanyl 100 ug iv at 30min"), end=1.0)


def unbraced(text):
    return re.sub(r"[{}]", "", text).replace("\\", "")


def entries(text):
    """The entries of a BibTeX text by key, each as its fields without braces."""
    library = bibtexparser.parse_string(text)
    assert library.failed_blocks == []
    return {
        entry.key: {
            "type": entry.entry_type,
            **{field.key: unbraced(field.value) for field in entry.fields},
        }
        for entry in library.entries
    }


BIBLIOGRAPHY = entries((ROOT / "data/references.bib").read_text(encoding="utf-8"))


def all_sources():
    return [
        Source(row.key, row.citation, row.doi, row.note, ()) for row in _core.library_references()
    ]


def test_every_entry_of_the_bibliography_comes_back():
    found = entries(bibtex(all_sources()))
    assert found.keys() == BIBLIOGRAPHY.keys()
    for key, theirs in BIBLIOGRAPHY.items():
        ours = found[key]
        for name in ("title", "year", "note", "doi"):
            written = theirs.get(name, "")
            if name in ("title",):
                written = written.replace("--", "-")
            assert ours.get(name, "") == written, (key, name)
        assert people(ours["author"]) == people(theirs["author"]), key
        place = theirs.get("journal", theirs.get("howpublished"))
        assert ours.get("journal", ours.get("howpublished")) == place, key
        for name in ("volume", "pages"):
            assert ours.get(name) == theirs.get(name), (key, name)


def people(text):
    """The authors that a citation in one line has: three at the most, or the first and others."""
    names = text.split(" and ")
    return [names[0], "others"] if len(names) > 3 or names[-1] == "others" else names


def test_a_run_cites_the_sources_of_the_values_it_used_and_no_others():
    found = entries(RUN.citations(format="bibtex"))
    used = RUN.model.used_parameters()
    keys = {key for text in used["source"] for key in text.split()}
    assert found.keys() == keys | {"opiodyn"}
    assert "lee1988" in found  # the half-life of the preset pet
    assert "morphine-label" not in found


def test_the_text_is_a_numbered_list_with_what_rests_on_each():
    lines = RUN.citations().splitlines()
    assert lines[0].startswith("1. The opiodyn authors. opiodyn: simulation of drugs competing")
    numbers = [int(line.split(".")[0]) for line in lines if re.match(r"\d+\. ", line)]
    assert numbers == list(range(1, len(RUN.citations(format="frame")) + 1))
    assert max(map(len, lines)) <= 100
    (text,) = re.findall(r"Lee M\. C\..*?\]", RUN.citations().replace("\n   ", " "), re.DOTALL)
    assert "naltrexone.ke0" in text


def test_the_frame_names_the_values():
    frame = RUN.citations(format="frame")
    assert list(frame.columns) == ["citation", "doi", "note", "values"]
    assert "naltrexone.ke0" in frame.loc["lee1988", "values"].split(", ")
    known = od.parameters.references()
    assert frame.loc["lee1988", "citation"] == known.loc["lee1988", "citation"]


def test_people_add_the_sources_of_what_makes_them_differ():
    people = od.population(2, seed=1, covariates={"weight": (70, 12)})
    runs = od.simulate(od.regimen("naltrexone 4.5 mg po"), subjects=people, end=1)
    effects = runs.provenance["effects"]
    keys = {key for row in effects.values() for key in row["sources"]}
    assert keys
    assert keys <= set(runs.citations(format="frame").index)
    assert runs.citations() == runs[:1].citations()


def test_a_value_of_the_caller_has_no_source():
    own = od.Drug("mydrug", molar_mass=300.0, CL=1.1, V=[20.0])
    model = od.Model(drugs=[own], receptors=[], endogenous=[], response=[])
    run = od.simulate(od.dose("mydrug", amt=1, route="iv"), model=model, end=1)
    assert list(run.citations(format="frame").index) == ["opiodyn"]


def test_a_source_that_a_drug_file_names_is_listed_as_it_is_named():
    source = Source("smith & wesson_1", "smith & wesson_1", "", "100 % of it {", ("d.CL",))
    (entry,) = entries(bibtex([source])).values()
    assert entry["title"] == "smith & wesson_1"
    assert entry["note"] == "100 % of it "


def test_opiodyn_is_cited_as_its_own_file_says():
    text = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    cited = RUN.citations(format="frame").loc["opiodyn", "citation"]
    (title,) = re.findall(r'^title: "(.*)"$', text, re.MULTILINE)
    (name,) = re.findall(r"^  - name: (.*)$", text, re.MULTILINE)
    (version,) = re.findall(r"^version: (.*)$", text, re.MULTILINE)
    assert cited == f"{name}. {title}. Version {version}"


@pytest.mark.parametrize("word", ["ris", "", "BibTeX"])
def test_an_unknown_form_is_one_error(word):
    error = refused(lambda: RUN.citations(format=word))
    assert error.field == "format"
    assert error.rule == "must be 'text', 'bibtex', 'frame'"
