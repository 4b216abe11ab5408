"""The file of names is checked: what a word means, by which routes, and how we know."""

import pytest

import opiodyn as od
from fixtures import bibliography

HEAD = 'name = "names"\ndescription = "Words."\nothers = ["heroin"]\n[brands.word]\n'
MEANT = 'drug = "sample"\nroutes = ["oral"]\nstatus = "memory"\n'


@pytest.mark.parametrize(
    ("text", "error"),
    [
        (HEAD + MEANT.replace("sample", "simple"), "brands.word.drug = 'simple': no file ..."),
        (HEAD + MEANT.replace("oral", "rectal"), "brands.word.routes[0] = 'rectal': must be ..."),
        (HEAD + MEANT.replace('["oral"]', "[]"), "brands.word.routes = []: must hold at least ..."),
        (
            HEAD + MEANT.replace("memory", "read"),
            "brands.word.source: missing; only the status ...",
        ),
        (
            HEAD + MEANT + 'source = ["nobody"]',
            "brands.word.source[0] = 'nobody': has no entry ...",
        ),
        (HEAD + MEANT + 'refuse = "no"', "brands.word.drug: unknown key; ..."),
        (HEAD + 'refuse = ""\nstatus = "memory"', "brands.word.refuse = '': must be non-empty ..."),
        (HEAD.replace("heroin", "sample") + MEANT, "others = 'sample': must not list a drug ..."),
        (HEAD.replace("heroin", "word") + MEANT, "others = 'word': must not list a brand"),
        (HEAD.replace(".word", ".sample") + MEANT, "brands.sample: is the name of a drug"),
        (HEAD.replace(".word", ".Word") + MEANT, "brands.Word = 'Word': must be lower-case ..."),
        (HEAD.replace("names", "nouns") + MEANT, "name = 'nouns': must be 'names'"),
    ],
)
def test_a_fault_is_named(expect, made_up, text, error):
    (made_up / "names.toml").write_text(text)
    expect(made_up, error, "names.toml")


def test_words_are_read(drug_reader, made_up):
    (made_up / "names.toml").write_text(HEAD + MEANT)
    library = drug_reader.read_library(made_up)
    assert [(one.name, one.drug, one.routes) for one in library.brands] == [
        ("word", "sample", ("oral",))
    ]
    assert library.others == ["heroin"]


def test_the_table_of_brands_says_how_each_is_known():
    table = od.parameters.brands()
    assert table.index.is_unique
    assert table.loc["vivitrol", ["drug", "routes", "status"]].tolist() == [
        "naltrexone",
        "im",
        "read",
    ]
    assert table.loc["contrave", "drug"] == ""
    assert "bupropion" in table.loc["contrave", "refusal"]
    assert ((table["source"] == "") == (table["status"] == "memory")).all()
    assert {key for source in table["source"] for key in source.split()} <= set(bibliography())


def test_a_brand_is_the_name_of_its_drug_among_the_parameters():
    assert od.parameters.of("ReVia").equals(od.parameters.of("naltrexone"))
    assert od.parameters.sets("Narcan") == od.parameters.sets("naloxone")
