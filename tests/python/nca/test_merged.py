"""Notes of an analysis are merged: what holds for many subjects is said once."""

import io

import opiodyn as od
from opiodyn._nca.merged import merged_notes

SERIES = "the dose belongs to no series: give the dosing interval as tau="


def test_notes_of_all_subjects_stand_once_with_their_values():
    rows = [
        f"{i},0,100,.\n{i},1,.,3\n{i},2,.,4\n{i},4,.,{3 + i / 9}\n{i},8,.,2" for i in range(1, 7)
    ]
    table = od.read_events(
        io.StringIO("\n".join(["ID,TIME,AMT,DV [mg/L]", *rows])), drug="naltrexone"
    )
    found = od.nca(table)
    merged = found.attrs["merged_notes"]
    (series,) = [one for one in merged if SERIES in one]
    assert series.endswith(f"{SERIES} (all 6 subjects)")
    assert {"tau", "AUC_tau", "Cmin"} <= set(series.partition(": ")[0].split(", "))
    told = {name for one in merged for name in one.partition(": ")[0].split(", ")}
    assert told == {name for notes in found.attrs["notes"].values() for name in notes}


def test_numbers_that_differ_become_a_range_and_subjects_are_named():
    notes = {
        1: {"half_life": "its points span 0.9 half-lives, and 2 are good practice"},
        2: {
            "half_life": "its points span 1.5 half-lives, and 2 are good practice",
            "C0": "no dose",
        },
    }
    assert merged_notes(notes, 3) == (
        "half_life: its points span 0.9 to 1.5 half-lives, and 2 are good practice "
        "(2 of 3 subjects: 1, 2)",
        "C0: no dose (1 of 3 subjects: 2)",
    )


def test_one_run_needs_no_subjects():
    run = od.simulate(od.regimen("naltrexone 50 mg po"), end=72)
    merged = od.nca(run).attrs["merged_notes"]
    assert merged
    assert not any("subject" in one for one in merged)
