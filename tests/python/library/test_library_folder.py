"""The files of the library lie where they belong, and none is missing."""

import pytest

SAMPLE = "drugs/sample.toml"
PRODUCT = "drugs/product.toml"
PEPTIDE = "peptides/peptide.toml"
BIOPHASE = "biophase.toml"
BIB = "references.bib"
PLACES = (
    "does not belong here; expected drugs/, peptides/, biophase, contested, effects, identifiers, "
    "names, response or safety.toml"
)


def test_a_kind_has_its_folder(expect, made_up):
    (made_up / PRODUCT).rename(made_up / "peptides/product.toml")
    expect(made_up, "kind = 'metabolite': must be one of peptide")


def test_a_metabolite_needs_a_file(expect, made_up):
    (made_up / PRODUCT).unlink()
    rule = "metabolites[0] = 'product': no file describes a metabolite or drug of this name"
    expect(made_up, rule, SAMPLE)


def test_a_metabolite_needs_a_parent(expect, made_up):
    (made_up / SAMPLE).unlink()
    expect(made_up, "kind = 'metabolite': no drug names this metabolite", PRODUCT)


def test_a_name_is_given_once(expect, made_up):
    text = (made_up / PEPTIDE).read_text().replace('"peptide"', '"product"', 1)
    (made_up / "peptides/product.toml").write_text(text)
    rule = "name = 'product': is also the name in data/drugs/product.toml"
    expect(made_up, rule, "peptides/product.toml")


@pytest.mark.parametrize("stray", ["stray.toml", "drugs/deeper/stray.toml", "other/stray.toml"])
def test_a_stray_file_is_refused(expect, made_up, stray):
    (made_up / stray).parent.mkdir(exist_ok=True)
    (made_up / stray).write_text("")
    expect(made_up, PLACES, stray)


@pytest.mark.parametrize("file", [BIOPHASE, BIB])
def test_a_missing_file_is_named(expect, made_up, file):
    (made_up / file).unlink()
    expect(made_up, "there is no such file", file)
