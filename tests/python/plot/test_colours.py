"""Lines of drugs are told apart with any kind of colour vision, and in grey.

Machado, Oliveira and Fernandes (2009) tell what people without one kind of cones see; colorspacious
has their matrices. Distances are those of CIE 1976 in CIELAB, of which 2.3 are just noticeable side
by side (Mahy, Van Eycken and Oosterlinck 1994). Thin lines need more: from 10 on, colours have
different names for most people (a rule of thumb of ours).
"""

import itertools
import re

import numpy as np
import pytest
from colorspacious import cspace_convert
from matplotlib.colors import to_rgb

import opiodyn as od
from fixtures import ROOT
from opiodyn._plot.lines import (
    DRUG_LINES,
    METABOLITE_COLOUR,
    MOST_RUNS,
    PEPTIDE_COLOURS,
    dashed,
    ligand_lines,
    run_line,
)
from opiodyn._plot.style import LOOKS

SEEN_BY = ("everybody", "protanopia", "deuteranopia", "tritanopia", "grey")
CONES = {"protanopia": "protanomaly", "deuteranopia": "deuteranomaly", "tritanopia": "tritanomaly"}
DRUGS = [
    *("naltrexone", "naloxone", "morphine", "methadone"),
    *("fentanyl", "buprenorphine", "oxycodone", "nalmefene"),
]


def seen(colour, by):
    """A colour in CIELAB, as somebody sees it or as a copier does."""
    rgb = np.array(to_rgb(colour))
    if by in CONES:
        space = {"name": "sRGB1+CVD", "cvd_type": CONES[by], "severity": 100}
        rgb = np.clip(cspace_convert(rgb, space, "sRGB1"), 0.0, 1.0)
    lab = cspace_convert(rgb, "sRGB1", "CIELab")
    return lab * [1.0, 0.0, 0.0] if by == "grey" else lab


def distance(one, other, by):
    return float(np.linalg.norm(seen(one, by) - seen(other, by)))


def nearest(pairs, style, by):
    """The smallest distance of pairs of colours of "paper", under a style."""
    look = LOOKS[style]
    return min(distance(look.colour(one), look.colour(other), by) for one, other in pairs)


RUN_LINES = [
    (line.on_paper, line.style) for line in (dashed(run_line("", i), i) for i in range(MOST_RUNS))
]


def every(lines):
    """Pairs of colours of any two lines."""
    return list(itertools.combinations([colour for colour, _ in lines], 2))


def alike(lines):
    """Pairs of colours of lines that have the same dashes."""
    pairs = itertools.combinations(lines, 2)
    return [(one[0], other[0]) for one, other in pairs if one[1] == other[1]]


def test_the_simulation_leaves_grey_alone_and_takes_red_from_green():
    """The neutral axis is fixed by construction (Machado 2009); reds and greens become alike."""
    for by in CONES:
        assert distance("#808080", "#808080", by) == 0.0
        assert seen("#808080", by) == pytest.approx(seen("#808080", "everybody"), abs=0.5)
    near = distance("#C03030", "#806000", "deuteranopia")
    assert near < 0.5 * distance("#C03030", "#806000", "everybody")


def test_black_and_white_are_100_apart():
    """Lightness L* runs from 0 to 100 by its definition."""
    for by in SEEN_BY:
        assert distance("black", "white", by) == pytest.approx(100.0, abs=0.1)


def test_eight_drugs_have_eight_lines():
    model = od.Model(drugs=DRUGS)
    run = od.simulate(od.regimen("naltrexone 50 mg po"), model=model, times=[1.0])
    found = ligand_lines([run])
    assert len({(found[name].on_paper, found[name].style) for name in DRUGS}) == len(DRUGS)
    assert len({(line.on_paper, line.style) for line in found.values()}) == len(found)


@pytest.mark.parametrize("style", LOOKS)
@pytest.mark.parametrize("by", SEEN_BY)
@pytest.mark.parametrize("lines", [DRUG_LINES, RUN_LINES], ids=["drugs", "runs"])
def test_lines_of_equal_dashes_are_far_apart(lines, style, by):
    assert nearest(alike(lines), style, by) >= 15.0


@pytest.mark.parametrize("style", LOOKS)
@pytest.mark.parametrize("by", SEEN_BY)
def test_any_two_drugs_differ_in_dashes_where_their_colours_are_near(style, by):
    look = LOOKS[style]
    for (one, dashes), (other, others) in itertools.combinations(DRUG_LINES, 2):
        if distance(look.colour(one), look.colour(other), by) < 10.0:
            assert dashes != others, (one, other)


def test_the_page_states_the_smallest_distances():
    page = (ROOT / "docs/pictures.md").read_text(encoding="utf-8")
    for by in SEEN_BY:
        cells = re.search(rf"^\| {by} \|(.*)\|$", page, re.MULTILINE)[1].split("|")
        wanted = [
            nearest(pairs(lines), style, by)
            for style in ("paper", "dark")
            for lines in (DRUG_LINES, RUN_LINES)
            for pairs in (alike, every)
        ]
        assert [cell.strip() for cell in cells] == [f"{one:.0f}" for one in wanted]


def test_peptides_and_metabolites_are_far_from_each_other():
    """Metabolites have long dashes, and peptides short ones, which look alike from afar."""
    colours = [METABOLITE_COLOUR, *PEPTIDE_COLOURS.values()]
    for by in SEEN_BY[:4]:
        assert nearest(itertools.combinations(colours, 2), "paper", by) >= 10.0
