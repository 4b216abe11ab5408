"""Panels, ligands and Axes that a user chooses for the picture of a run."""

import matplotlib as mpl
import pytest

mpl.use("agg")

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

import opiodyn as od

COLUMNS = {
    "plasma": "mass_concentration.naltrexone",
    "occupancy.mu": "occupancy.naltrexone.mu",
    "occupancy.kappa": "occupancy.naltrexone.kappa",
    "effect.breathing": "effect.breathing",
    "ventilation": "ventilation",
    "tone.mu": "tone.mu",
    "tone.delta": "tone.delta",
    "density.mu": "density.mu",
    "peptide.enkephalin": "peptide.enkephalin",
    "withdrawal": "withdrawal",
    "pain": "pain",
}
PERCENT = {"occupancy.mu": 100.0, "occupancy.kappa": 100.0, "effect.breathing": 100.0}


@pytest.fixture(autouse=True)
def closed_figures():
    yield
    plt.close("all")


@pytest.fixture(scope="module")
def run():
    parts = ["turnover", "peptides", "adaptation", "effects", "immune"]
    regimen = od.regimen("naltrexone 50 mg po at 2h + morphine 10 mg iv at 5h")
    model = od.Model(response=parts, weights="illustrative")
    return od.simulate(regimen, model=model, end=24.0)


def words(legend):
    return [text.get_text() for text in legend.get_texts()]


@pytest.mark.parametrize("name", COLUMNS)
def test_a_panel_has_the_column_of_its_name(run, name):
    _, axes = plt.subplots()
    assert run.plot(ax=axes, panels=[name]) is axes
    values = PERCENT.get(name, 1.0) * run.to_pandas()[COLUMNS[name]].to_numpy()
    # At the time of a dose the line has two values, and a logarithmic axis has no 0.
    compared = ~np.isin(run.times, run.regimen.given()) & ((name != "plasma") | (values > 0.0))
    line = axes.lines[0]
    at = np.searchsorted(line.get_xdata(), run.times[compared] - 1e-9)
    # The picture has other output times, which change the last digits of a step between them.
    np.testing.assert_allclose(line.get_ydata()[at], values[compared], rtol=1e-6, atol=1e-7)
    assert axes.get_xlim() == (0.0, 24.0)
    assert axes.get_xlabel() == "time, h"


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("plasma", "plasma, ng/mL"),
        ("occupancy.mu", "μ receptors, %"),
        ("effect", "effects, %"),
        ("effect.breathing", "effect on\nbreathing, %"),
        ("ventilation", "ventilation,\n% of drug-free"),
        ("tone.kappa", "κ tone,\n× drug-free"),
        ("density", "density,\n× drug-free"),
        ("peptide.dynorphin", "dynorphin,\n× drug-free"),
        ("withdrawal", "withdrawal\nindex"),
        ("pain", "hypotheses,\n%"),
    ],
)
def test_a_label_has_the_unit(run, name, label):
    _, axes = plt.subplots()
    run.plot(ax=axes, panels=[name])
    assert axes.get_ylabel() == label


def test_each_of_several_axes_gets_a_panel_and_a_shared_axis_one_label(run):
    _, axes = plt.subplots(2, 2, sharex=True)
    panels = ["plasma", "tone.mu", "effect", "withdrawal"]
    assert run.plot(ax=axes, panels=panels) is axes
    assert [one.get_ylabel().split()[0] for one in axes.flat] == [
        "plasma,", "μ", "effects,", "withdrawal",
    ]  # fmt: skip
    assert [one.get_xlabel() for one in axes.flat] == ["", "", "time, h", "time, h"]


def test_axes_have_the_whole_run_and_nothing_around_it(month):
    figure, axes = plt.subplots()
    month.plot(ax=axes, panels=["tone.mu"])
    assert figure.axes == [axes]
    assert (figure.texts, axes.get_title(loc="left"), axes.get_legend()) == ([], "", None)
    assert axes.get_xlim()[1] == pytest.approx(month.times[-1] / 24.0)
    (marks,) = [line for line in axes.lines if line.get_marker() == "^"]
    np.testing.assert_allclose(24.0 * marks.get_xdata(), month.regimen.given())


def test_a_legend_names_what_the_label_does_not(run):
    _, axes = plt.subplots()
    axes.plot([1.0], [50.0], "o", label="observed")
    run.plot(ax=axes, panels=["occupancy.mu"])
    shown = words(axes.get_legend())
    assert shown[0] == "observed"
    assert {"naltrexone", "morphine", "free receptors"} < set(shown)


def test_axes_leave_global_settings_alone(run):
    before = dict(mpl.rcParams)
    _, axes = plt.subplots()
    for style in (None, "talk", "dark"):
        run.plot(ax=axes, panels=["tone"], style=style)
    with pytest.raises(od.InputError):
        run.plot(ax=axes)
    assert dict(mpl.rcParams) == before


def test_axes_keep_their_look_without_a_style(run):
    with mpl.rc_context({"axes.labelsize": 7.0, "axes.spines.top": True}):
        _, axes = plt.subplots()
    run.plot(ax=axes, panels=["tone"])
    assert axes.yaxis.label.get_fontsize() == 7.0
    assert axes.spines["top"].get_visible()


def test_chosen_ligands_alone_are_shown(run):
    figure = run.plot(panels=["plasma", "occupancy.mu"], ligands=["morphine"])
    shown = [axes.get_ylabel() for axes in figure.axes]
    assert shown == ["plasma\nmorphine,\nng/mL", "μ held by\nmorphine, %"]
    figure = run.plot(panels=["occupancy.mu"], ligands=["enkephalin", "naltrexone"])
    legend = figure.findobj(mpl.legend.Legend)[0]
    assert words(legend) == ["naltrexone", "enkephalin", "dose"]


def test_the_only_ligand_of_a_panel_is_named_at_its_axis(run):
    figure = run.plot(panels=["occupancy.mu"], ligands=["naltrexone"])
    assert words(figure.findobj(mpl.legend.Legend)[0]) == ["dose"]


def test_the_picture_of_a_table_reaches_its_last_record():
    frame = {"TIME": [0.0, 40.0], "AMT": [50.0, 0.0], "EVID": [1, 0], "DV": [np.nan, 1.0]}
    run = od.simulate(od.read_events(pd.DataFrame(frame), drug="naltrexone"))
    _, axes = plt.subplots()
    (run[0] if isinstance(run, od.Runs) else run).plot(ax=axes, panels=["plasma"])
    assert axes.get_xlim() == (0.0, 40.0)
