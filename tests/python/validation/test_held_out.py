"""The figures that a calibration must not use are whole studies, and none has set a value."""

import tomllib

from fixtures import ROOT
from opiodyn._validation import cases

FIGURES = {case.id: case for case in cases.read("receptors")}
STUDIES = tomllib.loads((ROOT / "calibration/held-out.toml").read_text(encoding="utf-8"))["study"]


def test_held_out_figures_are_independent():
    names = [name for study in STUDIES for name in study["figures"]]
    assert len(names) == len(set(names))
    assert {FIGURES[name].kind for name in names} == {"independent"}


def test_no_figure_of_their_studies_is_left_in():
    for study in STUDIES:
        whole = {
            name
            for name, case in FIGURES.items()
            if study["source"] in case.source and case.kind not in ("alternative", "hypothesis")
        }
        assert set(study["figures"]) == whole, study["source"]
        assert study["why"].endswith(".")
