"""An affinity from human potency, K = EC50 (tau - 1), and values that carry a calibration."""

import shutil
from pathlib import Path

import pytest

from fixtures import BARE, ROOT, values

SAMPLE = "drugs/sample.toml"
AFFINITY = "K = 1.5\n"
REASON = '"mu.tau" = "not read"\n'


def with_potency(receptor):
    """The bare file with these lines in place of K, and with a tau."""
    return BARE.replace(AFFINITY, receptor).replace(REASON, "")


def row_of(drug, name):
    return next(row for row in drug.parameters if row.name == name)


def test_an_affinity_follows_from_potency_and_efficacy(read):
    drug = read(with_potency("EC50 = 25.0\ntau = 4.0\n"))
    assert values(drug)["mydrug.mu.K"] == 75.0  # 25 x (4 - 1)
    row = row_of(drug, "mydrug.mu.K")
    assert (row.unit, row.evidence, row.status) == ("nM", "U", "derived")
    assert (row.low, row.high, row.note) == (75.0, 75.0, "EC50 (tau - 1)")
    assert row_of(drug, "mydrug.mu.EC50").unit == "nM"


def test_an_affinity_inherits_range_evidence_and_source(read):
    potency = '{ value = 10, range = [4, 30], evidence = "H", source = "my trial", note = "n 8" }'
    row = row_of(read(with_potency(f"EC50 = {potency}\ntau = 3.5\n")), "mydrug.mu.K")
    assert (row.value, row.low, row.high) == (25.0, 10.0, 75.0)  # all times 2.5
    assert (row.evidence, row.sources) == ("H", ("my trial",))
    assert row.note == "EC50 (tau - 1); n 8"


@pytest.mark.parametrize(
    ("receptor", "error"),
    [
        (
            "EC50 = 25.0\ntau = 1.0\n",
            "18:7: receptors.mu.parameters.tau = 1.0: must be above 1 beside an EC50, because "
            "K = EC50 (tau - 1); raise tau, or give K alone",
        ),
        ("EC50 = 25.0\ntau.value = -2\n", "18:13: receptors.mu.parameters.tau.value = -2...."),
        ("EC50 = 0\ntau = 4\n", "17:8: receptors.mu.parameters.EC50 = 0: must be above 0"),
        ("EC50 = -5\ntau = 4\n", "17:8: receptors.mu.parameters.EC50 = -5: must be above 0"),
        (
            "EC50 = 1e308\ntau = 4\n",
            "17:1: receptors.mu.parameters.EC50: gives K = EC50 (tau - 1) = inf, which no number "
            "can hold",
        ),
        (
            "EC50 = 25\nK = 75\ntau = 4\n",
            "18:1: receptors.mu.parameters.K: EC50 gives K = EC50 (tau - 1) already; "
            "leave out K, or leave out EC50",
        ),
    ],
)
def test_a_potency_that_gives_no_affinity_is_refused(fault, receptor, error):
    found = str(fault(with_potency(receptor))).removeprefix("mydrug.toml:")
    start, dots, _ = error.partition("...")
    assert found.startswith(start) if dots else found == error


def test_an_efficacy_that_is_not_known_gives_no_affinity(fault):
    found = str(fault(BARE.replace(AFFINITY, "EC50 = 25.0\n")))
    rule = "missing; EC50 gives K = EC50 (tau - 1) with it; give tau, or K alone"
    assert found == f"mydrug.toml:16:1: receptors.mu.parameters.tau: {rule}"


SET = "[sets.other.receptors.mu.parameters]\n"


@pytest.mark.parametrize(
    ("base", "own", "affinity", "potency"),
    [
        ("EC50 = 25\ntau = 4\n", "K = 2.36\ntau = 3\n", 2.36, None),
        ("EC50 = 25\ntau = 4\n", "tau = 3\n", 50.0, 25.0),
        ("EC50 = 25\ntau = 4\n", "EC50 = 30\n", 90.0, 30.0),
        ("K = 2.36\ntau = 3\n", "EC50 = 30\n", 60.0, 30.0),
    ],
)
def test_a_set_gives_affinity_in_a_form_of_its_own(read, base, own, affinity, potency):
    (other,) = read(with_potency(base) + SET + own).sets
    assert values(other)["mydrug/other.mu.K"] == affinity
    assert values(other).get("mydrug/other.mu.EC50") == potency


def test_a_set_cannot_take_the_efficacy_from_under_a_potency(fault):
    text = with_potency("EC50 = 25\ntau = 4\n") + SET + "tau = 0.8\n"
    found = str(fault(text)).split(": ", 1)[1]
    assert found.startswith("sets.other.receptors.mu.parameters.tau = 0.8: must be above 1 beside")


def test_a_calibration_names_the_receptor_where_peptides_competed(read):
    text = BARE.replace(AFFINITY, 'K = { value = 1.5, calibrated_at = "mu" }\n')
    text = text.replace("fu = 0.5", 'fu = 0.5\nKp = { value = 12, calibrated_at = "delta" }')
    drug = read(text)
    marked = {row.name: row.calibrated_at for row in drug.parameters if row.calibrated_at}
    assert marked == {"mydrug.mu.K": "mu", "mydrug.Kp": "delta"}


@pytest.mark.parametrize(
    ("old", "new", "error"),
    [
        (
            "fu = 0.5",
            'fu = { value = 0.5, calibrated_at = "mu" }',
            "parameters.fu.calibrated_at: belongs to Kp and to K of a receptor alone; "
            "leave it out here",
        ),
        (
            "fu = 0.5",
            'fu = 0.5\nKp = { value = 1, calibrated_at = "brain" }',
            "parameters.Kp.calibrated_at = 'brain': must be one of delta, kappa, mu",
        ),
        (
            AFFINITY,
            "K = { value = 1.5, calibrated_at = 1 }\n",
            "receptors.mu.parameters.K.calibrated_at = 1: must be one of delta, kappa, mu",
        ),
    ],
)
def test_a_calibration_stands_where_it_can_act(fault, old, new, error):
    assert str(fault(BARE.replace(old, new))).split(": ", 1)[1] == error


def test_the_library_writes_the_calibration_last(drug_reader, made_up):
    path = made_up / SAMPLE
    path.write_text(
        path.read_text().replace('"affinity" }', '"affinity", calibrated_at = "mu" }', 1)
    )
    rows = {
        row.name: row
        for one in drug_reader.read_library(made_up).substances
        for row in one.parameters
    }
    assert rows["sample.mu.K"].calibrated_at == "mu"
    assert rows["sample.CL"].calibrated_at == ""


GAIN = '{ value = 0.2, unit = "-", range = [0.0, 0.6], evidence = "H", status = "read", '
GAIN += 'source = ["first2000"], meaning = "gain" }'


def peptide_with(made_up, lines):
    path = made_up / "peptides/peptide.toml"
    path.write_text(path.read_text() + lines)


def test_a_set_of_a_peptide_may_change_its_response(drug_reader, made_up):
    lines = f'[sets.controlled]\ndescription = "x"\n[sets.controlled.parameters]\nG = {GAIN}\n'
    peptide_with(made_up, lines)
    peptide = next(s for s in drug_reader.read_library(made_up).substances if s.kind == "peptide")
    (controlled,) = peptide.sets
    assert (controlled.name, controlled.set_of) == ("peptide/controlled", "peptide")
    own = {name.replace("/controlled", ""): x for name, x in values(controlled).items()}
    assert own == {**values(peptide), "peptide.G": 0.2}


@pytest.mark.parametrize(
    ("lines", "error"),
    [
        (
            f"[parameters]\nG = {GAIN}\n",
            "parameters.G: belongs to data/response.toml; only a set of a peptide may change it",
        ),
        (
            f'[sets.x]\ndescription = "x"\n[sets.x.parameters]\nU = {GAIN}\n',
            "sets.x.parameters.U: unknown key; known here: G, a, exercise, ...",
        ),
        (
            '[sets.x]\ndescription = "x"\n[sets.x.parameters]\nG = '
            + GAIN.replace("0.2", "-0.2").replace("[0.0", "[-1"),
            "sets.x.parameters.G.value = -0.2: must not be below 0",
        ),
    ],
)
def test_a_wrong_set_of_a_peptide_is_refused(expect, made_up, lines, error):
    peptide_with(made_up, lines)
    expect(made_up, error)


@pytest.fixture(scope="module")
def library(drug_reader):
    return drug_reader.read_library(ROOT / "data")


def agonists(library):
    """Every drug whose tau at mu is above 1, with its parameters by local name."""
    for one in library.substances:
        rows = {row.name.removeprefix(f"{one.name}."): row for row in one.parameters}
        if one.kind != "peptide" and "mu.tau" in rows and rows["mu.tau"].value > 1:
            yield one.name, rows


def test_an_agonist_has_a_human_potency_or_says_why_not(library):
    found = dict(agonists(library))
    assert {"morphine", "fentanyl", "buprenorphine"} <= set(found)
    silent = {
        name
        for name, rows in found.items()
        if "mu.EC50" not in rows and "no EC50" not in rows["mu.K"].note
    }
    assert silent == set()


# Affinities that the design fixes (design of the second edition, section 6) [nM].
DESIGNED = {
    "morphine": (115.0, 4.0),
    "morphine-6-glucuronide": (145.0, 3.3),
    "fentanyl": (7.0, 15.0),
    "hydromorphone": (60.0, 5.0),
    "oxycodone": (73.0, 2.0),
    "methadone": (130.0, 7.0),
    "remifentanil": (6.5, None),
    "alfentanil": (116.0, None),
    "sufentanil": (0.27, 15.0),
    "buprenorphine": (None, 1.5),
}


@pytest.mark.parametrize("name", DESIGNED)
def test_a_potency_gives_the_affinity_of_the_design(library, name):
    rows = dict(agonists(library))[name]
    affinity, efficacy = DESIGNED[name]
    if affinity is not None:
        assert rows["mu.K"].value == pytest.approx(affinity, rel=0.01)
    if efficacy is not None:
        assert rows["mu.tau"].value == efficacy


def test_a_file_of_the_library_without_a_source_for_its_potency_is_refused(drug_reader, tmp_path):
    data = Path(shutil.copytree(ROOT / "data", tmp_path / "data"))
    path = data / "drugs/morphine.toml"
    text = path.read_text()
    start = text.index("[receptors.mu.parameters.EC50]")
    end = text.index("source = ", start)
    path.write_text(text[:end] + text[text.index("\n", end) + 1 :])
    with pytest.raises(drug_reader.DrugFileError, match=r"mu\.parameters\.EC50\.source: missing"):
        drug_reader.read_library(data)
