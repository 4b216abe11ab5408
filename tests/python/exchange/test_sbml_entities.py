"""Annotations of a file of SBML: the drugs, peptides and receptors of databases."""

import re

import libsbml
import pytest

import opiodyn as od
from fixtures import ROOT
from opiodyn._exchange.export import export
from opiodyn._exchange.sbml.entities import relations

NALTREXONE = "https://identifiers.org/CHEBI:7465"
MU = "https://identifiers.org/uniprot:P35372"


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    path = tmp_path_factory.mktemp("sbml") / "model.xml"
    export(od.regimen("naltrexone 4.5 mg po"), path)
    return libsbml.readSBMLFromFile(str(path))


def annotated(document, name):
    """The qualifier and the address of each annotation of a quantity."""
    found = document.getModel().getParameter(name)
    terms = [found.getCVTerm(i) for i in range(found.getNumCVTerms())]
    return {
        (
            libsbml.BiolQualifierType_toString(term.getBiologicalQualifierType()),
            term.getResourceURI(0),
        )
        for term in terms
    }


def test_an_amount_is_that_of_its_drug(model):
    assert annotated(model, "naltrexone_central") == {("is", NALTREXONE)}


def test_a_complex_has_its_parts(model):
    assert annotated(model, "naltrexone_mu_bound") == {("hasPart", NALTREXONE), ("hasPart", MU)}


def test_a_density_is_a_property_of_its_receptor(model):
    assert annotated(model, "mu_density") == {("isPropertyOf", MU)}


def test_an_affinity_is_a_property_of_drug_and_receptor(model):
    both = {("isPropertyOf", NALTREXONE), ("isPropertyOf", MU)}
    assert annotated(model, "naltrexone_mu_K") == both


def test_a_peptide_is_part_of_the_precursor_that_uniprot_keeps():
    relation, entity = next(relations("beta-endorphin.level", "nM"))
    assert (relation, entity.address()) == ("isPartOf", "https://identifiers.org/uniprot:P01189")


def test_a_drug_without_an_entry_has_no_annotation(model):
    assert annotated(model, "x6_beta_naltrexol_central") == set()


def test_every_substance_and_receptor_of_the_library_has_a_row(drug_reader):
    library = drug_reader.read_library(ROOT / "data")
    rows = {row.name for row in library.identifiers}
    assert rows == {one.name for one in library.substances} | {
        "mu",
        "delta",
        "kappa",
        "ogf",
        "tlr4",
    }


def test_no_entry_stands_twice(drug_reader):
    found = [row.identifier for row in drug_reader.read_library(ROOT / "data").identifiers]
    named = [one for one in found if one]
    assert len(named) == len(set(named))


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ('"CHEBI:1"', '"CHEBI"', "must be one of CHEBI, drugbank or uniprot"),
        ('"is"', '"has"', "must be one of is, isPartOf"),
        ('"confirmed"', '"read"', "must be one of confirmed, unconfirmed"),
        ('"public"', '"memory"', "must be one of public"),
        ('name = "identifiers"', 'name = "others"', "must be 'identifiers'"),
    ],
)
def test_a_fault_in_the_file_is_reported(drug_reader, made_up, old, new, rule):
    text = (
        'name = "identifiers"\ndescription = "Entries."\npeptides = {}\nreceptors = {}\n\n'
        '[drugs.sample]\nidentifier = "CHEBI:1"\nrelation = "is"\nstatus = "confirmed"\n'
        'source = "public"\n'
    )
    (made_up / "identifiers.toml").write_text(text, encoding="utf-8")
    assert [row.identifier for row in drug_reader.read_library(made_up).identifiers] == ["CHEBI:1"]
    (made_up / "identifiers.toml").write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(drug_reader.DrugFileError, match=re.escape(rule)):
        drug_reader.read_library(made_up)


def test_an_entry_from_memory_is_not_confirmed(drug_reader, made_up):
    text = (
        'name = "identifiers"\ndescription = "Entries."\npeptides = {}\nreceptors = {}\n\n'
        '[drugs.sample]\nidentifier = "CHEBI:1"\nrelation = "is"\nstatus = "unconfirmed"\n'
        'source = "memory"\n\n[drugs.other]\nmissing = "Nothing was found."\n'
    )
    (made_up / "identifiers.toml").write_text(text, encoding="utf-8")
    rows = drug_reader.read_library(made_up).identifiers
    assert [(row.identifier, row.confirmed) for row in rows] == [("CHEBI:1", False), ("", False)]
