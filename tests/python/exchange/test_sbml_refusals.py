"""What SBML cannot say is one error, and no file is touched."""

import sys
from types import SimpleNamespace

import pytest

import opiodyn as od
from opiodyn._exchange.export import export
from opiodyn._exchange.identifiers import identifiers_of
from opiodyn._exchange.sbml.write import SBML_WORDS

CASES = {
    "naltrexone 4.5 mg po q24h ss": "SBML has no steady state",
    "naltrexone 4.5 mg po + set naltrexone.CL=40 at 5h": "cannot be said in SBML by events",
}


@pytest.mark.parametrize("regimen", CASES)
def test_a_refusal_touches_no_file(tmp_path, regimen):
    path = tmp_path / "model.xml"
    path.write_text("before", encoding="utf-8")
    with pytest.raises(od.InputError, match=CASES[regimen]):
        export(od.regimen(regimen), path)
    assert [one.name for one in tmp_path.iterdir()] == ["model.xml"]
    assert path.read_text(encoding="utf-8") == "before"


def test_a_file_is_replaced_whole(tmp_path):
    path = tmp_path / "model.sbml"
    path.write_text("before" * 1_000_000, encoding="utf-8")
    export(od.regimen("naltrexone 4.5 mg po"), path)
    text = path.read_text(encoding="utf-8")
    assert text.startswith("<?xml")
    assert text.rstrip().endswith("</sbml>")
    assert [one.name for one in tmp_path.iterdir()] == ["model.sbml"]


def test_two_names_that_become_one_are_refused(tmp_path):
    drugs = [od.Drug(name, molar_mass=400.0, CL=1.0, V=[2.0]) for name in ("a-b", "a_b")]
    model = od.Model(drugs=drugs, response=())
    with pytest.raises(od.InputError, match=r"becomes 'a_b_.*' in SBML, as 'a-b.* does"):
        export(od.regimen("a-b 1 mg iv + a_b 1 mg iv"), tmp_path / "model.xml", model=model)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("word", ["time", "pi", "avogadro", "NaN"])
def test_a_word_of_sbml_is_refused_as_a_name(word):
    row = SimpleNamespace(name=word)
    nothing = SimpleNamespace(
        parameters=(row,), states=(), outputs=(), fixed=lambda: (), shared=lambda: ()
    )
    with pytest.raises(od.InputError, match=f"'{word}': is a word of SBML"):
        identifiers_of(nothing, "SBML", SBML_WORDS)


def test_without_libsbml_one_sentence_says_how_to_install_it(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "libsbml", None)
    words = r"export to SBML needs libsbml: pip install 'opiodyn\[sbml\]'"
    with pytest.raises(ImportError, match=words):
        export(od.regimen("naltrexone 4.5 mg po"), tmp_path / "model.xml")
    assert list(tmp_path.iterdir()) == []
