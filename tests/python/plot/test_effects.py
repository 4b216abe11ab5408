"""The panels of an opioid in a picture, and the panels that a user asks for."""

import matplotlib as mpl
import pytest

mpl.use("agg")

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.legend import Legend

import opiodyn as od

RESCUE = "fentanyl 0.5 mg iv + naloxone 0.4 mg iv at 0.1h"
RECEPTORS = ["plasma", "μ", "δ", "κ"]


@pytest.fixture(autouse=True)
def closed_figures():
    yield
    plt.close("all")


@pytest.fixture(scope="module")
def rescue():
    return od.simulate(od.regimen(RESCUE), end=3.0)


def rows(figure):
    """The panels by the first word of their label."""
    return {
        axes.get_ylabel().split()[0].strip(","): axes for axes in figure.axes if axes.get_ylabel()
    }


def labels(figure):
    (legend,) = figure.findobj(Legend)
    return [text.get_text() for text in legend.get_texts()]


def drawn_at(line, times):
    """The values of a line at these times; it has more, and each of them."""
    x = line.get_xdata()
    return line.get_ydata()[np.searchsorted(x, times - 1e-9)]


def test_an_opioid_shows_effects_and_ventilation(rescue):
    figure = rescue.plot()
    panels = rows(figure)
    assert list(panels) == [*RECEPTORS, "effects", "ventilation"]
    smooth = ~np.isin(rescue.times, rescue.regimen.given())
    times = rescue.times[smooth]
    breathing, pain, rest = panels["effects"].lines
    for line, name in ((breathing, "breathing"), (pain, "pain")):
        values = 100.0 * rescue.effect(name)[smooth]
        np.testing.assert_allclose(drawn_at(line, times), values, rtol=1e-6, atol=1e-7)
    assert list(rest.get_ydata()) == [0.0, 0.0]
    line = panels["ventilation"].lines[0]
    np.testing.assert_allclose(drawn_at(line, times), rescue.ventilation[smooth], rtol=1e-6)


def test_effects_of_one_slope_share_a_line(rescue):
    shown = labels(rescue.plot())
    assert [one for one in shown if "effect" in one] == [
        "effect on breathing, pupil",
        "effect on pain, liking",
    ]
    own = od.Model(endpoints=["breathing", od.endpoint("cough", receptor="mu", n=1.5)])
    shown = labels(od.simulate(od.regimen(RESCUE), model=own, end=1.0).plot())
    assert {"effect on breathing", "effect on cough"} <= set(shown)


def test_withdrawal_has_a_panel_where_there_is_some():
    regimen = od.regimen("methadone 60 mg po q24h x7 + naloxone 2 mg iv at 160h")
    run = od.simulate(regimen, end=168.0)
    assert run.withdrawal.max() > 0.05
    panels = rows(run.plot())
    assert list(panels) == [*RECEPTORS, "effects", "ventilation", "withdrawal"]
    assert panels["withdrawal"].lines[0].get_ydata().max() >= run.withdrawal.max() - 1e-9


def test_naltrexone_alone_shows_what_the_body_answers(month):
    assert list(rows(month.plot())) == [*RECEPTORS, "tone", "density", "peptides"]


def test_a_user_may_ask_for_panels_in_an_order(month, rescue):
    assert list(rows(month.plot(panels=["ventilation", "tone"]))) == ["ventilation", "tone"]
    figure = rescue.plot(panels=["plasma", "occupancy"])
    assert list(rows(figure)) == RECEPTORS
    assert not [one for one in labels(figure) if "effect" in one or "receptor " in one]


def test_an_opioid_without_effects_shows_the_rest():
    model = od.Model(response=["turnover", "peptides"])
    run = od.simulate(od.regimen("morphine 10 mg iv"), model=model)
    assert list(rows(run.plot())) == [*RECEPTORS, "tone", "density", "peptides"]
