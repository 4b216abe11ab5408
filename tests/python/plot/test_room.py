"""All text has room in pictures of few panels, of several runs, and in a talk."""

import matplotlib as mpl
import pytest

mpl.use("agg")

import matplotlib.pyplot as plt

import opiodyn as od
from figures import crowded

PANELS = {
    "one": ["tone"],
    "low": ["ventilation", "effect.breathing", "density.mu", "peptide.beta-endorphin"],
}


@pytest.fixture(autouse=True)
def closed_figures():
    yield
    plt.close("all")


@pytest.fixture(scope="module")
def named():
    days = od.regimen("naltrexone 4.5 mg po q24h x4")
    people = od.simulate(days, subjects=od.population(3, seed=1))
    other = od.simulate(od.regimen("naltrexone 50 mg po + morphine 10 mg iv at 24h"))
    return {"one person": people[0], "people": people, "another regimen": other}


@pytest.mark.parametrize("style", ["paper", "talk"])
@pytest.mark.parametrize("panels", PANELS.values(), ids=PANELS)
def test_nothing_overlaps_or_is_cut_off(named, panels, style):
    for picture in (
        named["one person"].plot(panels=panels, style=style),
        named["people"].plot(panels=panels, style=style),
        od.plot(named, panels=panels, style=style),
    ):
        assert crowded(picture) == []


def test_crowded_notices_what_overlaps_and_what_is_outside():
    figure = plt.figure(figsize=(6, 4))
    bands = figure.subfigures(3, 1)
    bands[1].subplots().set(xlabel="x", ylabel="y", title="title")
    for y, text in ((0.5, "one"), (0.5, "two"), (0.9, "three")):
        bands[0].text(0.5, y, text)
    bands[2].text(0.99, 0.5, "outside of the figure")
    assert crowded(figure) == ["outside of the figure", ("one", "two")]
