"""Styles: sizes of text, colours, and what they leave alone."""

import itertools
import sys

import matplotlib as mpl
import pytest

mpl.use("agg")

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import to_rgb
from matplotlib.text import Text

import opiodyn as od
from opiodyn._plot.lines import DRUG_LINES, METABOLITE_COLOUR, PEPTIDE_COLOURS, receptor_line
from opiodyn._plot.style import COLOURS, GREY, LOOKS

STYLES = ["paper", "talk", "dark"]
SMALLEST = 14.0  # pt, in a talk


@pytest.fixture(autouse=True)
def closed_figures():
    yield
    plt.close("all")


@pytest.fixture(scope="module")
def runs():
    once = od.regimen("naltrexone 50 mg po q24h x4")
    return od.simulate(once, subjects=od.population(3, seed=1))


def sizes(figure):
    """The sizes of all text that a figure shows [pt]."""
    figure.canvas.draw()  # which writes the numbers at the axes
    return [text.get_fontsize() for text in figure.findobj(Text) if text.get_text().strip()]


@pytest.mark.parametrize("panels", [None, ["occupancy.mu", "tone.mu"], ["effect", "pain"]])
def test_no_text_of_a_talk_is_small(runs, panels):
    parts = ["turnover", "peptides", "adaptation", "effects", "immune"]
    run = od.simulate(od.regimen("morphine 10 mg po q6h x8"), model=od.Model(response=parts))
    for figure in (
        run.plot(panels=panels, style="talk"),
        od.plot({"a": run, "b": run}, panels=panels, style="talk"),
    ):
        found = sizes(figure)
        assert len(found) > 20
        assert min(found) >= SMALLEST
    assert min(sizes(runs.plot(style="talk"))) >= SMALLEST
    assert min(sizes(run.plot(panels=panels))) < SMALLEST


def test_axes_of_others_get_a_style_that_is_asked_for(runs):
    figure, axes = plt.subplots(2)
    axes[0].set_title("mine")
    runs[0].plot(ax=axes, panels=["plasma", "tone"], style="talk")
    assert min(sizes(figure)) >= SMALLEST


def test_a_block_gives_its_style_to_figures_and_pictures(runs):
    before = dict(mpl.rcParams)
    with od.style("talk"):
        figure, axes = plt.subplots()
        axes.plot([0, 1], label="mine")
        axes.legend()
        axes.set(xlabel="h", title="title")
        assert min(sizes(figure)) >= SMALLEST
        assert min(sizes(runs[0].plot(panels=["tone"]))) >= SMALLEST
        assert min(sizes(runs[0].plot(panels=["tone"], style="paper"))) < SMALLEST
        runs[0].plot(ax=axes, panels=["tone"])
        assert min(sizes(figure)) >= SMALLEST
        with od.style("dark"):
            assert to_rgb(plt.figure().get_facecolor()) == to_rgb("#14181D")
        assert mpl.rcParams["axes.labelsize"] == od.style("talk").settings["axes.labelsize"]
    assert dict(mpl.rcParams) == before
    assert min(sizes(runs[0].plot(panels=["tone"]))) < SMALLEST


def test_one_style_may_be_entered_inside_itself_and_is_left_by_an_error():
    before, talk = dict(mpl.rcParams), od.style("talk")
    with pytest.raises(KeyError), talk, talk:
        raise KeyError
    assert dict(mpl.rcParams) == before
    assert od.style().settings["axes.labelsize"] < SMALLEST


@pytest.mark.parametrize("name", STYLES)
def test_settings_are_parameters_of_matplotlib(name):
    settings = od.style(name).settings
    with mpl.rc_context(settings):
        assert mpl.rcParams["axes.labelsize"] == settings["axes.labelsize"]
        cycle = mpl.rcParams["axes.prop_cycle"].by_key()["color"]
    assert len(set(cycle)) == len(COLOURS)


def contrast(one, other):
    """The contrast of two colours by WCAG 2.1, from 1 to 21."""

    def luminance(colour):
        rgb = np.array(to_rgb(colour))
        linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
        return float(linear @ [0.2126, 0.7152, 0.0722])

    low, high = sorted([luminance(one), luminance(other)])
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", STYLES)
def test_text_and_lines_stand_out(name):
    """WCAG 2.1 asks for 4.5 of text (1.4.3) and for 3 of graphics (1.4.11)."""
    look = LOOKS[name]
    ground = look.settings["axes.facecolor"]
    for text in ("text.color", "axes.labelcolor", "xtick.color", "ytick.color"):
        assert contrast(look.settings[text], ground) >= 4.5, text
    assert contrast(look.colour(GREY), ground) >= 4.5
    if name == "dark":  # on white, three of Okabe and Ito's colours are lighter than that
        receptors = [receptor_line(one).on_paper for one in ("mu", "delta", "kappa")]
        lines = [*COLOURS, METABOLITE_COLOUR, *PEPTIDE_COLOURS.values()]
        lines += [colour for colour, _ in DRUG_LINES]
        for colour in [*lines, *receptors]:
            assert contrast(look.colour(colour), ground) >= 3.0, colour


@pytest.mark.parametrize("name", STYLES)
def test_colours_of_runs_are_far_apart(name):
    found = [np.array(to_rgb(LOOKS[name].colour(one))) for one in COLOURS]
    nearest = min(np.linalg.norm(a - b) for a, b in itertools.combinations(found, 2))
    assert nearest > 0.2  # of 1.73, from black to white; blue and sky blue have 0.4


def test_a_dark_picture_is_dark_all_over(runs):
    figure = runs.plot(panels=["tone.mu"], style="dark")
    assert to_rgb(figure.get_facecolor()) == to_rgb("#14181D")
    shown = [text for text in figure.findobj(Text) if text.get_text().strip()]
    assert all(contrast(text.get_color(), "#14181D") >= 4.5 for text in shown)


def test_without_matplotlib_one_sentence_says_what_to_install(monkeypatch, runs):
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    for call in (od.style, runs.plot, runs[0].plot, lambda: od.plot({"a": runs[0]})):
        with pytest.raises(ImportError) as caught:
            call()
        assert str(caught.value) == "plotting needs matplotlib: pip install 'opiodyn[plot]'"
