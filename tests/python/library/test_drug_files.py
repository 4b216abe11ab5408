"""A drug file of one's own: what may be left out, and what it then holds."""

import pytest

from fixtures import BARE, ROOT, values


def test_a_bare_file_is_enough(read, drug_reader):
    drug = read(BARE)
    assert (drug.name, drug.kind, drug.compartments, drug.description) == ("mydrug", "drug", 1, "")
    assert drug.routes == (
        drug_reader.Route("oral", "base", (drug_reader.Input("", "first_order"),)),
        drug_reader.Route("intravenous", "base", ()),
    )
    assert drug.receptors == ("mu",)
    assert drug.missing == {"mydrug.mu.koff": "not read", "mydrug.mu.tau": "not read"}
    assert values(drug) == {
        "mydrug.molar_mass": 300.0,
        "mydrug.fu": 0.5,
        "mydrug.CL": 20.0,
        "mydrug.V1": 100.0,
        "mydrug.oral.ka": 1.4,
        "mydrug.oral.F": 1.0,
        "mydrug.oral.lag": 0.0,
        "mydrug.oral.fraction": 1.0,
        "mydrug.oral.salt_factor": 1.0,
        "mydrug.intravenous.salt_factor": 1.0,
        "mydrug.mu.K": 1.5,
    }


def test_a_bare_number_is_marked_as_the_callers(read, drug_reader):
    by_name = {parameter.name: parameter for parameter in read(BARE).parameters}
    assert by_name["mydrug.CL"] == drug_reader.Parameter(
        *("mydrug.CL", 20.0, "L/h", 20.0, 20.0, "U", "supplied", ("caller",), "clearance", "")
    )
    assert by_name["mydrug.oral.lag"].note == "not given: the default"


def test_a_source_may_be_free_text(read):
    table = '{ value = 20, range = [10, 30], evidence = "H", source = "my notes, page 3" }'
    clearance = read(BARE.replace("20.0", table)).parameters[2]
    assert (clearance.low, clearance.high) == (10.0, 30.0)
    assert (clearance.evidence, clearance.status) == ("H", "supplied")
    assert clearance.sources == ("my notes, page 3",)


def test_people_differ_in_bare_numbers_too(read):
    drug = read(
        BARE.replace("parameters.ka = 1.4", "parameters = { ka = 1.4, F = 0.5 }")
        + '[variability]\nCL = 0.3\n"oral.F" = 0.2\n'
        + '[[correlations]]\nbetween = ["CL", "oral.F"]\nvalue = -0.5\n'
        + '[[covariates]]\nparameter = "CL"\ncovariate = "creatinine_clearance"\n'
        + 'kind = "linear"\nreference = 100\nvalue = 0.004\n'
    )
    assert {effect.name: (effect.value, effect.unit) for effect in drug.effects} == {
        "mydrug.CL.cv": (0.3, "-"),
        "mydrug.oral.F.cv": (0.2, "-"),
        "mydrug.CL~oral.F.rho": (-0.5, "-"),
        "mydrug.CL.creatinine_clearance": (0.004, "min/mL"),
    }
    assert drug.covariates[0].reference == 100.0


def test_a_set_inherits_what_it_does_not_give(read):
    text = BARE + "[variability]\nCL = 0.3\nV1 = 0.2\n"
    text += (
        "[sets.other]\ncompartments = 2\n[sets.other.parameters]\nCL = 1\nV1 = 2\nQ2 = 3\nV2 = 4\n"
    )
    text += (
        '[sets.other.routes.oral]\ninputs = [{ kind = "zero_order" }]\nparameters.duration = 5\n'
    )
    text += "[sets.other.receptors.mu.parameters]\nkoff = 6\n"
    text += "[sets.other.variability]\nV2 = 0.1\n"
    base, other = read(text), read(text).sets[0]
    assert (base.set_of, other.name, other.set_of) == ("", "mydrug/other", "mydrug")
    assert "mydrug/other.oral.ka" not in values(other)
    own = {"molar_mass": 300, "fu": 0.5, "CL": 1, "V1": 2, "Q2": 3, "V2": 4, "oral.duration": 5}
    own |= {"mu.K": 1.5, "mu.koff": 6, "intravenous.salt_factor": 1}
    assert own.items() <= {k.split(".", 1)[1]: v for k, v in values(other).items()}.items()
    assert other.missing == {"mydrug/other.mu.tau": "not read"}
    assert [item.parameter for item in other.variability] == ["mydrug/other.V2"]


def test_a_set_inherits_an_effect_site_rate_or_gives_its_own(read):
    text = BARE.replace("fu = 0.5", "fu = 0.5\nke0 = 3.0")
    text += "[sets.same.receptors.mu.parameters]\nK = 2\n[sets.other.parameters]\nCL = 1\nV1 = 2\n"
    drug = read(text + "ke0 = 4\n")
    same, other = drug.sets
    assert values(drug)["mydrug.ke0"] == values(same)["mydrug/same.ke0"] == 3.0
    assert values(other)["mydrug/other.ke0"] == 4.0
    row = next(row for row in drug.parameters if row.name == "mydrug.ke0")
    assert (row.unit, row.meaning) == ("1/h", "effect-site equilibration rate constant")


def test_a_set_with_nothing_but_an_effect_site_rate_inherits_clearance_and_volume(read):
    drug = read(BARE + "[sets.quick.parameters]\nke0 = 60\n")
    (quick,) = drug.sets
    own = {name.replace("/quick", ""): value for name, value in values(quick).items()}
    assert own == {**values(drug), "mydrug.ke0": 60.0}


def test_without_an_effect_site_rate_the_preset_applies(read):
    drug = read(BARE)
    assert "mydrug.ke0" not in {**values(drug), **drug.missing}


def test_a_named_default_set_is_the_drug_itself(read):
    drug = read(BARE.replace("compart", 'default_set = "mine"\ncompart', 1))
    (same,) = drug.sets
    assert (same.name, same.set_of) == ("mydrug/mine", "mydrug")
    renamed = {name.replace("mydrug/mine", "mydrug"): x for name, x in values(same).items()}
    assert renamed == values(drug)


def test_a_drug_may_only_bind(read):
    text = 'name = "mydrug"\nkind = "drug"\ncompartments = 0\n'
    text += "receptors.mu.parameters.K = 1\n[missing]\n"
    unknown = ("molar_mass", "fu", "CL", "V1", '"mu.koff"', '"mu.tau"', '"delta.K"')
    drug = read(text + "".join(f'{name} = "not known"\n' for name in unknown))
    assert drug.routes == ()
    assert values(drug) == {"mydrug.mu.K": 1.0}
    assert len(drug.missing) == 7


@pytest.mark.parametrize(
    "file", sorted((ROOT / "data").glob("*s/*.toml")), ids=lambda file: file.stem
)
def test_the_files_of_the_library_can_be_read_as_ones_own(drug_reader, file):
    assert drug_reader.read_own(file).name == file.stem
