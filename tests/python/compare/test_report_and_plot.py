"""The report and the pictures of a comparison."""

import numpy as np
import pytest

import opiodyn as od
from opiodyn._compare import plot, report
from opiodyn._model.inside import settled_for
from opiodyn._model.response_words import statements

MONTH = od.regimen("naltrexone 4.5 mg po q24h x28")
WEEK = od.regimen("naltrexone 4.5 mg po q24h x7")
WAKING = (8.0, 24.0)


def test_hypotheses_are_labelled():
    model = od.Model(response=["peptides", "immune"], weights="illustrative")
    names = ["pain.mean", "tone.mu.mean"]
    table = od.compare(WEEK, doses=[1, 2], metrics=names, model=model)
    text = " ".join(report.comparison_report(table).split())
    assert "Hypotheses: pain.mean." in text
    assert "pain.mean (hypothesis): " in text
    assert "tone.mu.mean (hypothesis)" not in text
    assert " ".join(table.attrs["assumptions"]) in text
    assert "w_O is set so that 4.5 mg a night lowers pain by as much as in one positive" in text
    assert "Hypotheses: pain.mean." in " ".join(plot._caption(table.attrs))
    assert "Hypotheses" not in report.comparison_report(od.compare(WEEK, doses=[1, 2], model=model))


def test_a_hypothesis_is_one_in_report_and_picture():
    import matplotlib.pyplot as plt

    model = od.Model(response=["peptides", "immune"], weights="illustrative")
    table = od.compare(WEEK, doses=[1, 2, 4], metrics="pain.peak", phi=[0, 1], model=model)
    text = report.comparison_report(table)
    assert "pain.peak (hypothesis) [%], by phi" in text
    figure = plot.plot(table)
    try:
        assert figure.axes[0].get_ylabel() == "pain.peak, % (hypothesis)"
        assert figure.axes[0].get_legend().get_title().get_text() == "hypothesis"
    finally:
        plt.close(figure)


def test_the_report_says_what_that_of_simulate_says():
    table = od.compare(WEEK, doses=[1, 2], phi=[0, 1])
    text = " ".join(report.comparison_report(table).split())
    for phi in (0, 1):
        for sentence in statements(settled_for(od.Model(phi=phi), WEEK)):
            assert text.count(sentence) == 1
    plain = od.compare(WEEK, doses=[1], metrics="free.mu.mean", model=od.Model(response=()))
    assert plain.attrs["assumptions"] == []


def test_the_picture_has_colours_for_presets_and_dashes_for_phi():
    import matplotlib.pyplot as plt

    table = od.compare(WEEK, doses=[0.1, 0.25, 4.5], biophase=["pet", "transient"], phi=[0, 1])
    figure = plot.plot(table)
    try:
        panel = figure.axes[0]
        curves = [line for line in panel.lines if len(line.get_xdata()) == 3]
        colours = [line.get_color() for line in curves]  # pet 0, pet 1, transient 0, transient 1
        dashes = [line.get_linestyle() for line in curves]
        assert colours[0] == colours[1] != colours[2] == colours[3]
        assert dashes[0] == dashes[2] != dashes[1] == dashes[3]
        for row, text in zip(table.attrs["optima"], panel.get_legend().get_texts(), strict=True):
            found = f"highest at {row['dose']:.3g} mg"
            assert (found in text.get_text()) == (row["place"] == "inside")
        assert not panel.texts
    finally:
        plt.close(figure)


def test_the_map_of_tone_has_four_digits():
    names = {"tone": "tone.mu.mean", "density.mu.mean": "density.mu.mean"}
    table = od.compare(WEEK, doses=[1], metrics=names)
    assert plot._cell_text(table, "tone")(1.04) == "1.040"
    assert plot._cell_text(table, "density.mu.mean")(1.04) == "1.04"


def test_the_report_marks_the_best_and_names_the_presets():
    table = od.compare(
        MONTH, doses=[0.1, 0.25, 1.5, 50], biophase=["pet", "transient"], window=WAKING
    )
    text = report.comparison_report(table)
    rows = {line.split()[0]: line for line in text.splitlines() if line.split()[:1]}
    pet, transient = table["tone.mu.mean"].loc["pet"], table["tone.mu.mean"].loc["transient"]
    assert rows["0.25"].split() == ["0.25", f"{pet[0.25]:.3f}", "*", f"{transient[0.25]:.3f}"]
    assert rows["1.5"].split()[-1] == "*"
    words = " ".join(text.split())
    assert "the dose of naltrexone is replaced" in words
    assert "numbers of 8 to 24 h after the last dose" in words
    best = f"highest {pet[0.25]:#.4g} at 0.25 mg, inside the doses tried"
    assert f"tone.mu.mean (pet): {best}" in words
    for preset in ("pet", "transient"):
        assert f"Preset {preset}" in words
        assert od.Model(biophase=preset).preset.fails in words
    assert "values used are unconfirmed" in words
    assert words.endswith("A model, not medical advice.")


@pytest.mark.parametrize(
    ("options", "axes", "images"),
    [
        ({"metrics": ["tone.mu.mean", "density.mu.mean"]}, 2, 0),
        ({"biophase": ["pet", "transient"], "phi": [0, 1], "optimum": True}, 1, 0),
        ({"intervals": [6, 24], "biophase": ["pet", "transient"]}, 4, 2),  # with colour bars
    ],
)
def test_pictures(options, axes, images):
    import matplotlib.pyplot as plt

    table = od.compare(WEEK, doses=[0.1, 0.25, 4.5], **options)
    figure = plot.plot(table)
    try:
        assert len(figure.axes) == axes
        assert sum(len(panel.images) for panel in figure.axes) == images
        assert "fails: " in figure.get_supxlabel()
        if not images:
            panel = figure.axes[0]
            assert panel.get_xscale() == "log"
            curves = [line for line in panel.lines if len(line.get_xdata()) == 3]
            assert len(curves) == len(table) // 3
            np.testing.assert_array_equal(curves[0].get_ydata(), table.iloc[:3, 0])
    finally:
        plt.close(figure)


def test_the_map_stars_the_best_of_each_interval():
    import matplotlib.pyplot as plt

    model = od.Model(biophase="pet")
    names = ["tone.mu.mean", "density.mu.peak"]
    table = od.compare(WEEK, doses=[0.1, 0.25, 4.5], intervals=[6, 24], metrics=names, model=model)
    figure = plot.plot(table)
    try:
        maps = [panel for panel in figure.axes if panel.images]
        for panel, name in zip(maps, names, strict=True):
            cells = table[name].unstack("interval")
            starred = [t.get_position() for t in panel.texts if t.get_text().endswith(" *")]
            assert sorted(starred) == [(j, int(np.argmax(cells.iloc[:, j]))) for j in range(2)]
            np.testing.assert_array_equal(panel.images[0].get_array(), cells)
    finally:
        plt.close(figure)
