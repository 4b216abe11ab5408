"""A drug may form another drug, and a set may form a set of its metabolite."""

import pytest

from fixtures import values

SAMPLE = "drugs/sample.toml"
PRODUCT = "drugs/product.toml"
FORMED = '{ value = 0.5, unit = "-", range = [0.0, 1.0], evidence = "H", status = "read", '
FORMED += 'source = ["first2000"], meaning = "share" }'

# A set of the metabolite, and a set of the drug that forms it.
OF_PRODUCT = '\n[sets.slow]\ndescription = "A set of the metabolite."\n'
OF_SAMPLE = f"""
[sets.chain]
description = "Forms a set of the metabolite."
metabolites = ["product/slow"]
[sets.chain.metabolites_formation."product/slow".parameters]
first_pass = {FORMED}
systemic = {FORMED}
"""


def extend(made_up, file, text):
    path = made_up / file
    path.write_text(path.read_text() + text)


def test_a_set_forms_a_set_of_the_metabolite(drug_reader, made_up):
    extend(made_up, PRODUCT, OF_PRODUCT)
    extend(made_up, SAMPLE, OF_SAMPLE)
    sample = next(s for s in drug_reader.read_library(made_up).substances if s.name == "sample")
    chain = next(one for one in sample.sets if one.name == "sample/chain")
    assert (sample.metabolites, chain.metabolites) == (("product",), ("product/slow",))
    formed = {name: x for name, x in values(chain).items() if ".product" in name}
    assert formed == {
        "sample/chain.product/slow.first_pass": 0.5,
        "sample/chain.product/slow.systemic": 0.5,
    }


def test_a_drug_may_form_another_drug(drug_reader, made_up):
    path = made_up / PRODUCT
    path.write_text(path.read_text().replace('kind = "metabolite"', 'kind = "drug"'))
    kinds = {s.name: s.kind for s in drug_reader.read_library(made_up).substances}
    assert kinds["product"] == "drug"


@pytest.mark.parametrize(
    ("old", "new", "error"),
    [
        (
            "product/slow",
            "product/fast",
            "sets.chain.metabolites[0] = 'product/fast': no file describes a metabolite or drug "
            "of this name",
        ),
        (
            '["product/slow"]',
            '["peptide"]',
            'sets.chain.metabolites_formation."product/slow": unknown key; known here: peptide',
        ),
        (
            '["product/slow"]',
            '["product/slow/er"]',
            "sets.chain.metabolites[0] = 'product/slow/er': must be the name of a substance or of "
            'its set, such as "morphine/cai"',
        ),
        ('["product/slow"]', "[1]", "sets.chain.metabolites[0] = 1: must be the name of ..."),
        ("first_pass = ", "first = ", "....first: unknown key; known here: first_pass, systemic"),
    ],
)
def test_a_wrong_chain_is_refused(expect, made_up, old, new, error):
    extend(made_up, PRODUCT, OF_PRODUCT)
    extend(made_up, SAMPLE, OF_SAMPLE.replace(old, new))
    expect(made_up, error, SAMPLE)


def test_a_peptide_is_no_metabolite(expect, made_up):
    path = made_up / SAMPLE
    text = path.read_text().replace('metabolites = ["product"]', 'metabolites = ["peptide"]')
    path.write_text(text.replace("product.parameters", "peptide.parameters"))
    extend(made_up, SAMPLE, "")
    text = path.read_text().replace('"product.systemic"', '"peptide.systemic"')
    path.write_text(text)
    error = "metabolites[0] = 'peptide': no file describes a metabolite or drug of this name"
    expect(made_up, error, SAMPLE)
