"""Pictures of sweeps show the numbers of the dataset, with lines and maps by its axes."""

import matplotlib as mpl
import pytest

mpl.use("agg")

import matplotlib.pyplot as plt
import numpy as np
import xarray as xr

import opiodyn as od

DOSES, INTERVALS = [0.5, 1.5, 4.5, 50.0], [12.0, 24.0, 48.0]


@pytest.fixture(autouse=True)
def closed_figures():
    yield
    plt.close("all")


def sweep_of(coords, values=None, unit="1", status="complete"):
    """A dataset as `opiodyn.sweep` makes it, of numbers that are known."""
    shape = tuple(len(one) for one in coords.values())
    numbers = np.arange(float(np.prod(shape))).reshape(shape) if values is None else values
    dims = tuple(coords)
    found = {
        "tone": (dims, np.array(numbers, float), {"units": unit}),
        "status": (dims, np.full(shape, status, dtype=object)),
        "steps": (dims, np.full(shape, 9)),
    }
    units = {"dose": "mg", "interval": "h", "time": "h"}
    axes = {
        name: (name, one, {"units": units[name]} if name in units else {})
        for name, one in coords.items()
    }
    return xr.Dataset(found, axes, {"title": "opiodyn sweep over dose", "regimen": "several"})


def texts(figure):
    return " ".join(text.get_text() for text in figure.findobj(mpl.text.Text))


def panel(figure):
    return figure.axes[0]


def test_one_axis_is_a_line_of_its_numbers():
    figure = od.plot_sweep(sweep_of({"dose": DOSES}, unit="h"))
    (line,) = panel(figure).lines
    assert line.get_xdata().tolist() == DOSES
    assert line.get_ydata().tolist() == [0.0, 1.0, 2.0, 3.0]
    assert panel(figure).get_xlabel() == "dose, mg"
    assert panel(figure).get_ylabel() == "tone, h"
    assert panel(figure).get_xscale() == "log"
    assert [one.get_text() for one in panel(figure).get_xticklabels()] == [
        "0.5",
        "1.5",
        "4.5",
        "50",
    ]


def test_a_placebo_stands_left_of_the_lowest_dose():
    figure = od.plot_sweep(sweep_of({"dose": [0.0, *DOSES]}))
    assert panel(figure).get_xscale() == "symlog"
    assert panel(figure).lines[0].get_xdata()[0] == 0.0


def test_many_doses_have_round_marks():
    figure = od.plot_sweep(sweep_of({"dose": np.geomspace(0.3, 60.0, 12)}))
    marks = [one.get_text() for one in panel(figure).get_xticklabels()]
    assert marks == ["0.5", "1", "2", "5", "10", "20", "50"]


def test_even_steps_have_a_linear_axis():
    figure = od.plot_sweep(sweep_of({"naltrexone.CL": [80.0, 100.0, 120.0]}))
    assert panel(figure).get_xscale() == "linear"
    assert panel(figure).get_xlabel() == "naltrexone.CL"


def test_two_axes_are_a_map_with_the_numbers_of_its_cells():
    figure = od.plot_sweep(sweep_of({"dose": DOSES, "interval": INTERVALS}))
    (image,) = panel(figure).images
    assert image.get_array().tolist() == np.arange(12.0).reshape(4, 3).tolist()
    written = {one.get_position(): one.get_text() for one in panel(figure).texts}
    assert written == {(j, i): f"{3 * i + j}" for i in range(4) for j in range(3)}
    assert (panel(figure).get_xlabel(), panel(figure).get_ylabel()) == ("interval, h", "dose, mg")


def test_numbers_in_a_map_stand_out():
    """WCAG 2.1 asks for a contrast of 4.5 of text (1.4.3); 3 is enough where it is large."""

    def luminance(rgb):
        linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
        return float(linear @ [0.2126, 0.7152, 0.0722])

    coords = {"dose": np.arange(1.0, 8.0), "interval": np.arange(1.0, 9.0)}
    axes = panel(od.plot_sweep(sweep_of(coords)))
    for one in axes.texts:
        j, i = one.get_position()
        ground = axes.images[0].to_rgba(axes.images[0].get_array()[i, j])[:3]
        pair = [
            luminance(np.array(ground)),
            luminance(np.array(mpl.colors.to_rgb(one.get_color()))),
        ]
        assert (max(pair) + 0.05) / (min(pair) + 0.05) >= 3.0


def test_a_fine_map_has_no_numbers_and_few_marks():
    figure = od.plot_sweep(sweep_of({"dose": np.arange(40.0), "interval": np.arange(30.0)}))
    assert len(panel(figure).texts) == 0
    assert len(panel(figure).get_xticks()) <= 9


def test_labels_have_a_line_each():
    found = sweep_of({"dose": DOSES, "plan": ["once a day", "twice a day"]})
    figure = od.plot_sweep(found)
    assert [line.get_ydata().tolist() for line in panel(figure).lines] == [
        [0.0, 2.0, 4.0, 6.0],
        [1.0, 3.0, 5.0, 7.0],
    ]
    assert "plan once a day" in texts(figure)
    looks = {(line.get_color(), line.get_linestyle()) for line in panel(figure).lines}
    assert len(looks) == 2


def test_labels_alone_are_points():
    figure = od.plot_sweep(sweep_of({"plan": ["daily", "weekly", "never"]}))
    (points,) = panel(figure).lines
    assert points.get_linestyle() == "None"
    assert points.get_xdata().tolist() == [0.0, 1.0, 2.0]
    assert [one.get_text() for one in panel(figure).get_yticklabels()] == [
        *("daily", "weekly", "never")
    ]


def test_people_become_a_median_and_a_band():
    """The limits of the middle 90 % are those of numpy.quantile."""
    rng = np.random.default_rng(1)
    values = rng.normal(size=(4, 50))
    figure = od.plot_sweep(sweep_of({"dose": DOSES, "subject": np.arange(50)}, values))
    low, high, median = (line.get_ydata() for line in panel(figure).lines)
    np.testing.assert_array_equal(low, np.quantile(values, 0.05, axis=1))
    np.testing.assert_array_equal(median, np.quantile(values, 0.5, axis=1))
    np.testing.assert_array_equal(high, np.quantile(values, 0.95, axis=1))
    assert "medians over subjects" in texts(figure)


def test_columns_over_time_have_a_line_for_each_dose():
    found = sweep_of({"dose": DOSES, "time": np.arange(0.0, 48.0)})
    figure = od.plot_sweep(found)
    assert len(panel(figure).lines) == len(DOSES)
    assert panel(figure).get_xlabel() == "time, h"
    assert "dose 4.5 mg" in texts(figure)


def test_one_output_time_and_one_value_leave_the_other_axis():
    found = sweep_of({"dose": DOSES, "time": [24.0]})
    assert panel(od.plot_sweep(found)).get_xlabel() == "dose, mg"
    assert "time 24 h" in texts(od.plot_sweep(found))


def test_one_value_of_a_fraction_stands_without_a_unit():
    found = sweep_of({"dose": DOSES, "naltrexone.oral.F": [0.088]})
    found["naltrexone.oral.F"].attrs["units"] = "1"
    shown = texts(od.plot_sweep(found))
    assert "naltrexone.oral.F 0.088" in shown
    assert "naltrexone.oral.F 0.088 1" not in shown


def test_runs_without_a_number_are_counted_and_leave_their_place_empty():
    values = np.array([[1.0, 2.0], [np.nan, 4.0]])
    found = sweep_of({"dose": [1.0, 2.0], "interval": [12.0, 24.0]}, values)
    found["status"][1, 0] = "failed"
    figure = od.plot_sweep(found)
    assert "1 of 4 runs have no number: see status." in texts(figure)
    assert "none" in texts(figure)


def test_each_metric_has_a_panel_and_those_named_are_chosen(request):
    model = od.Model(drugs=["naltrexone"], routes=["po"])
    week = od.regimen("naltrexone 4.5 mg po q24h x3")
    metrics = ["tone.mu.mean", "occupancy.naltrexone.mu.peak"]
    found = od.sweep(week, over={"dose": [1.0, 4.5]}, model=model, metrics=metrics)
    figure = od.plot_sweep(found, style="talk")
    labels = ["mean μ tone, × drug-free", "highest share of μ held by\nnaltrexone, %"]
    assert [axes.get_ylabel() for axes in figure.axes] == labels
    assert "naltrexone 4.5 mg po q24h x3" in texts(figure)
    assert figure.axes[0].lines[-1].get_ydata() == [1.0, 1.0]  # the drug-free level
    assert "A model, not medical advice." in texts(figure)
    _, axes = plt.subplots()
    assert od.plot_sweep(found, metrics=metrics[1], ax=axes) is axes
    np.testing.assert_array_equal(axes.lines[0].get_ydata(), 100.0 * found[metrics[1]].values)


@pytest.mark.parametrize("name", ["tone", "steady"])
def test_a_dataset_is_drawn_as_it_is_after_a_choice(name):
    found = sweep_of({"dose": DOSES, "interval": INTERVALS, "phi": [0.0, 1.0]})
    chosen = found.rename(tone=name).sel(phi=1.0)
    assert "phi 1" in texts(od.plot_sweep(chosen))


@pytest.mark.parametrize(
    ("metric", "unit", "label", "level"),
    [
        ("tone.kappa.trough", "1", "lowest κ tone, × drug-free", 1.0),
        ("peptide.enkephalin.mean", "1", "mean enkephalin, × drug-free", 1.0),
        ("ventilation.trough", "%", "lowest ventilation, % of drug-free", 100.0),
        ("effect.pain.peak", "1", "highest effect on pain, %", None),
        ("free.mu.mean", "1", "mean free μ receptors, %", None),
        ("mass_concentration.naltrexone.peak", "ng/mL", "highest plasma naltrexone, ng/mL", None),
        ("tone.mu.hours_above_1", "h", "time with μ tone above 1, h", None),
        ("effect.pain.area", "h", "area under effect on pain, h", None),
        ("mine.mu.mean", "1", "mine.mu.mean", None),
    ],
)
def test_labels_have_words_units_and_the_drug_free_level(metric, unit, label, level):
    found = sweep_of({"dose": DOSES}, np.ones(4), unit).rename(tone=metric)
    found[metric].attrs["long_name"] = metric
    line, *levels = panel(od.plot_sweep(found)).lines
    assert panel(od.plot_sweep(found)).get_ylabel() == label
    factor = 100.0 if label.endswith(", %") else 1.0
    assert line.get_ydata().tolist() == [factor] * 4
    assert [one.get_ydata()[0] for one in levels] == ([] if level is None else [level])


def test_a_name_that_the_user_gave_stays_with_the_unit():
    found = sweep_of({"dose": DOSES}).rename(tone="tone at night")
    found["tone at night"].attrs["long_name"] = "tone.mu.mean"
    assert panel(od.plot_sweep(found)).get_ylabel() == "tone at night, × drug-free"
