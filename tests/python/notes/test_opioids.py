"""Labels: an opioid beside naltrexone is blocked, before it naltrexone precipitates withdrawal.

Times are those of the labels: 7 to 10 days without opioids before naltrexone, two weeks after
buprenorphine or methadone, 28 days of block by the depot, 72 h by the largest tablet dose.
"""

import pytest

import opiodyn as od
from fixtures import any_with, notes_of

OVERCOME, FORMER = "overcome the block", "former dose"
WITHDRAWAL, BLOCKED = "precipitate severe withdrawal", "the antagonist blocks it"
ALL = (OVERCOME, FORMER, WITHDRAWAL, BLOCKED)


def shown(notes):
    return [words for words in ALL if any_with(notes, words)]


@pytest.mark.parametrize(
    ("regimen", "expected"),
    [
        ("naltrexone 50 mg po + morphine 10 mg iv", list(ALL)),
        ("morphine 10 mg iv + naltrexone 50 mg po at 1h", [OVERCOME, FORMER, WITHDRAWAL]),
        ("naltrexone 50 mg po + morphine 10 mg iv at 71h", [OVERCOME, FORMER, BLOCKED]),
        ("naltrexone 50 mg po + morphine 10 mg iv at 73h", [FORMER]),
        ("naltrexone 50 mg po + morphine 10 mg iv at 2159h", [FORMER]),
        ("naltrexone 50 mg po + morphine 10 mg iv at 2161h", []),
        ("naltrexone 380 mg im + morphine 10 mg iv at 671h", [OVERCOME, FORMER, BLOCKED]),
        ("naltrexone 380 mg im + morphine 10 mg iv at 673h", [FORMER]),
        ("morphine 10 mg iv + naltrexone 4.5 mg po at 239h", [OVERCOME, FORMER, WITHDRAWAL]),
        ("morphine 10 mg iv + naltrexone 4.5 mg po at 241h", []),
        ("methadone 10 mg po + naltrexone 4.5 mg po at 335h", [OVERCOME, FORMER, WITHDRAWAL]),
        ("methadone 10 mg po + naltrexone 4.5 mg po at 337h", []),
        (
            "morphine 10 mg iv q24h x10 + naltrexone 4.5 mg po at 440h",
            [OVERCOME, FORMER, WITHDRAWAL],
        ),
        ("naltrexone 4.5 mg po q24h x7 + fentanyl 0.1 mg iv at 100h", list(ALL)),
    ],
)
def test_notes_follow_the_times_of_the_labels(regimen, expected):
    assert shown(notes_of(regimen)) == expected


@pytest.mark.parametrize(
    "regimen",
    [
        "naltrexone 4.5 mg po q24h x28",
        "naltrexone 50 mg po q24h x28",
        "morphine 10 mg iv q6h x8",
        "buprenorphine 8 mg sl q24h x4",
        "naltrexone 50 mg po + naloxone 0.4 mg iv at 1h",
        "naltrexone 50 mg po + nalmefene 18 mg po at 1h",
        "morphine 10 mg iv + naloxone 0.4 mg iv at 1h",
        "buprenorphine 8 mg sl + morphine 10 mg iv at 1h",
        "naltrexone 0 mg po q24h x3 + morphine 10 mg iv at 30h",
        "naltrexone 50 mg po q24h x3 + morphine 0 mg iv at 30h",
    ],
)
def test_other_regimens_have_no_notes(regimen):
    assert notes_of(regimen) == ()


def test_a_partial_agonist_is_an_opioid():
    assert shown(notes_of("naltrexone 50 mg po + buprenorphine 8 mg sl")) == list(ALL)
    notes = notes_of("buprenorphine 8 mg sl + naltrexone 50 mg po at 300h")
    assert any_with(notes, "within 14 days after buprenorphine", "unconfirmed")


def test_a_literature_set_is_its_drug():
    assert shown(notes_of("naltrexone 50 mg po + morphine/duflot 10 mg iv")) == list(ALL)


def invented(tau, **options):
    drug = od.Drug("invented", molar_mass=300.0, CL=10.0, V=[20.0])
    binding = od.Binding("invented", "mu", K=1.0, koff=100.0, tau=tau)
    model = od.Model(drugs=[drug, "naltrexone"], bindings=[binding], **options)
    regimen = od.dose("invented", amt=5, route="iv") + od.regimen("naltrexone 50 mg po at 1h")
    return od.simulate(regimen, model=model, times=[0.0, 1.0]).notes


# K is given too, as none follows from a potency where there is no effect.
SILENT_MORPHINE = {"morphine.mu.tau": 0.0, "morphine.mu.K": 115.0}
SILENT_GLUCURONIDE = {"morphine-6-glucuronide.mu.tau": 0.0, "morphine-6-glucuronide.mu.K": 145.0}


def test_efficacy_makes_an_opioid_and_no_list_of_names():
    assert shown(invented(3.0)) == [OVERCOME, FORMER, WITHDRAWAL]
    assert invented(0.0) == ()
    silenced = SILENT_MORPHINE | SILENT_GLUCURONIDE
    notes = notes_of("naltrexone 50 mg po + morphine 10 mg iv", parameters=silenced)
    assert shown(notes) == []


def test_an_active_metabolite_makes_an_opioid():
    notes = notes_of("naltrexone 50 mg po + morphine 10 mg iv", parameters=SILENT_MORPHINE)
    assert shown(notes) == list(ALL)


@pytest.mark.parametrize("receptors", [("mu", "delta", "kappa"), ("kappa",), ()])
@pytest.mark.parametrize(
    "antagonist",
    [
        "samidorphan 10 mg po",
        "naloxone/nasal 4 mg in",
        "nalmefene 1 mg iv",
        "methylnaltrexone 12 mg sc",
        "6-beta-naltrexol 1 mg iv cmt central",
    ],
)
def test_an_antagonist_at_mu_is_no_opioid_whatever_it_does_elsewhere(antagonist, receptors):
    regimen = f"naltrexone 50 mg po + {antagonist}"
    assert shown(notes_of(regimen, receptors=receptors, endogenous=[], response=())) == []


@pytest.mark.parametrize("receptors", [("mu", "delta"), ("delta",), ()])
@pytest.mark.parametrize(
    "opioid",
    [
        "heroin 10 mg iv",
        "heroin/cai 6 mg im",
        "codeine 30 mg po",
        "nalbuphine 10 mg iv",
        "sufentanil 0.01 mg iv",
        "carfentanil/yang 0.01 mg iv",  # its efficacy is not known
    ],
)
def test_an_opioid_warns_whatever_receptors_a_model_has(opioid, receptors):
    regimen = f"naltrexone 50 mg po + {opioid}"
    notes = notes_of(regimen, receptors=receptors, endogenous=[], response=())
    assert shown(notes) == list(ALL)


def test_a_model_without_receptors_warns_too():
    assert shown(notes_of("naltrexone 50 mg po + morphine 10 mg iv", receptors=[])) == list(ALL)
    assert notes_of("naltrexone 50 mg po + naloxone 0.4 mg iv", receptors=[]) == ()


def test_a_steady_state_has_doses_before_it():
    steady = od.dose("morphine", amt=10, route="iv", ii=8, ss=1, time=1000)
    regimen = od.regimen("naltrexone 4.5 mg po at 500h") + steady
    run = od.simulate(regimen, model=od.Model(receptors=[]), times=[0.0, 1.0])
    assert WITHDRAWAL in shown(run.notes)


def test_a_reset_separates_two_treatments():
    first, second = (
        od.regimen("morphine 10 mg iv q24h x9"),
        od.regimen("naltrexone 50 mg po at 25h"),
    )
    reset = od.Regimen([od.Reset(time=24.5)])
    assert shown(od.simulate(first + reset + second, times=[0.0, 1.0]).notes) == []
    assert shown(od.simulate(first + second, times=[0.0, 1.0]).notes) == list(ALL)


def test_a_note_names_the_drugs_and_the_source():
    note = notes_of("naltrexone 50 mg po + oxycodone 10 mg po")[0]
    assert note == (
        "Trying to overcome the block of naltrexone with more oxycodone can kill "
        "[fda-naltrexone-label, vivitrol-label]."
    )


def test_an_infusion_lasts_as_long_as_what_of_it_acts():
    """NONMEM's rule: F AMT / RATE. Of 20 g at 100 mg/h with F 0.01, 2 h; without F, 200 h."""
    morphine = od.regimen("morphine 10 mg iv at 250h")
    infusion = {"drug": "naltrexone", "amt": 20_000.0, "route": "iv", "rate": 100.0}
    assert BLOCKED in shown(notes_of(str(od.dose(**infusion) + morphine)))
    assert BLOCKED not in shown(notes_of(str(od.dose(**infusion, F=0.01) + morphine)))
