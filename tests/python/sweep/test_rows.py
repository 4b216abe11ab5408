"""A sweep over rows: each row has the bits of its run alone, and those of a grid."""

from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context

import numpy as np
import pandas as pd
import pytest

import opiodyn as od

WEEK = od.regimen("naltrexone 4.5 mg po q24h x7 at 22h")
MODEL = od.Model(biophase="transient")
DOSES = [1.5, 4.5, 4.5, 50.0, 0.0]
CLEARANCES = [100.0, 150.0, 100.0, 80.0, 100.0]
FRAME = pd.DataFrame({"dose": DOSES, "naltrexone.CL": CLEARANCES}, index=list("abcde"))
KEPT = {"metrics": ["tone.mu.mean", "mass_concentration.naltrexone.peak"], "model": MODEL}


def bits(dataset, *names):
    return [
        dataset[name].to_numpy().tobytes()
        for name in names or dataset.data_vars
        if name != "status"
    ]


def test_a_row_has_the_bits_of_its_run_alone():
    times, column = [3.0, 100.0, 190.0], "tone.mu"
    found = od.sweep(WEEK, over=FRAME, times=times, columns=[column], **KEPT)
    assert (found.status == "complete").all()
    for label, (dose, CL) in zip(FRAME.index, FRAME.itertuples(index=False), strict=True):
        model = od.Model(biophase="transient", parameters={"naltrexone.CL": CL})
        regimen = od.regimen(f"naltrexone {dose:g} mg po q24h x7 at 22h")
        run = od.simulate(regimen, model=model, times=times, method="rodas5p")
        here = found.sel(row=label)
        assert here[column].to_numpy().tobytes() == run.to_pandas()[column].to_numpy().tobytes()
        numbers = run.metrics(KEPT["metrics"])
        for name in KEPT["metrics"]:
            assert here[name].item() == float(numbers[name])


def test_rows_have_the_bits_of_a_grid():
    over = {"dose": [1.5, 4.5, 50.0], "naltrexone.CL": [100.0, 150.0]}
    grid = od.sweep(WEEK, over=over, **KEPT)
    doses, clearances = (pd.DataFrame({name: over[name]}) for name in over)
    crossed = doses.merge(clearances, how="cross")
    rows = od.sweep(WEEK, over=crossed, **KEPT)
    assert bits(grid) == bits(rows)
    assert rows["dose"].to_numpy().tolist() == [1.5, 1.5, 4.5, 4.5, 50.0, 50.0]
    assert rows["dose"].attrs["units"] == "mg"
    assert rows["naltrexone.CL"].attrs["units"] == "L/h"


def test_a_frame_shows_inputs_and_metrics_beside_each_other():
    found = od.sweep(WEEK, over=FRAME, **KEPT).to_pandas()
    assert list(found.index) == list(FRAME.index)
    assert (found[list(FRAME)].to_numpy() == FRAME.to_numpy()).all()
    assert found["tone.mu.mean"].notna().all()


def test_a_frame_a_list_of_rows_and_columns_are_the_same_rows():
    frame = od.sweep(WEEK, over=FRAME.reset_index(drop=True), **KEPT)
    listed = od.sweep(WEEK, over=FRAME.to_dict("records"), **KEPT)
    columns = od.sweep(WEEK, over=od.Rows({name: FRAME[name].tolist() for name in FRAME}), **KEPT)
    named = od.sweep(WEEK, over=od.Rows(FRAME), **KEPT)
    assert frame.identical(listed)
    assert frame.identical(columns)
    assert bits(named) == bits(frame)
    assert list(named["row"].to_numpy()) == list("abcde")
    assert repr(od.Rows(FRAME)) == "<Rows: 5 of dose, naltrexone.CL>"


def test_regimens_models_and_people_run_row_by_row():
    people = od.population(3, seed=1, covariates={"weight": (70, 12)})
    models = [od.Model(biophase="pet"), MODEL, MODEL]
    texts = ["naltrexone 4.5 mg po q24h x7", "naltrexone 50 mg po", "naltrexone 4.5 mg po q24h x7"]
    rows = od.Rows({"model": models, "who": people, "regimen": texts})
    found = od.sweep(over=rows, metrics="tone.mu.mean")
    assert list(found["model"].to_numpy()) == [0, 1, 1]
    assert list(found["who"].to_numpy()) == [0, 1, 2]
    assert list(found["regimen"].to_numpy()) == texts
    for row, (model, person, text) in enumerate(zip(models, people, texts, strict=True)):
        alone = od.sweep(od.regimen(text), over={"who": [person]}, model=model)
        assert alone["tone.mu.mean"].item() == found["tone.mu.mean"].to_numpy()[row]


def test_rows_of_different_drugs_have_the_bits_of_each_alone():
    texts = ["naltrexone 4.5 mg po q24h x3", "morphine 10 mg po q12h x6"]
    found = od.sweep(over=[{"regimen": text} for text in texts], metrics="tone.mu.mean")
    for text, mean in zip(texts, found["tone.mu.mean"].to_numpy(), strict=True):
        alone = od.sweep(over=[{"regimen": text}], metrics="tone.mu.mean")
        assert alone["tone.mu.mean"].item() == mean


def test_a_row_takes_its_own_interval_and_window():
    rows = pd.DataFrame({"interval": [24.0, 12.0, 24.0], "dose": [4.5, 2.0, 9.0]})
    found = od.sweep(WEEK, over=rows, **KEPT)
    for row, (interval, dose) in enumerate(rows.itertuples(index=False)):
        alone = od.sweep(WEEK, over={"interval": [interval], "dose": [dose]}, **KEPT)
        assert alone["tone.mu.mean"].item() == found["tone.mu.mean"].to_numpy()[row]


@pytest.mark.parametrize("how", [ThreadPoolExecutor, ProcessPoolExecutor])
def test_threads_chunks_and_executors_do_not_change_bits(how):
    expected = bits(od.sweep(WEEK, over=FRAME, threads=1, **KEPT))
    for options in ({"threads": 2}, {"threads": 5, "chunk": 2}, {"chunk": 1}):
        assert bits(od.sweep(WEEK, over=FRAME, **options, **KEPT)) == expected
    context = {"mp_context": get_context("spawn")} if how is ProcessPoolExecutor else {}
    with how(2, **context) as pool:
        assert bits(od.sweep(WEEK, over=FRAME, executor=pool, chunk=2, **KEPT)) == expected


def test_a_folder_goes_on_with_the_same_rows_and_refuses_others(tmp_path):
    folder = tmp_path / "sweep"
    whole = od.sweep(WEEK, over=FRAME, folder=folder, chunk=2, **KEPT)
    (folder / "chunk-000001.npz").unlink()
    again = od.sweep(WEEK, over=FRAME, folder=folder, chunk=2, **KEPT)
    assert whole.identical(again)
    turned = FRAME.assign(**{"dose": DOSES[::-1]})
    for other in (turned, FRAME.iloc[:4]):
        with pytest.raises(od.InputError, match="holds another sweep, which differs in"):
            od.sweep(WEEK, over=other, folder=folder, chunk=2, **KEPT)
    grid = {"dose": DOSES[:2], "naltrexone.CL": [100.0]}
    with pytest.raises(od.InputError, match="differs in the axes"):
        od.sweep(WEEK, over=grid, folder=folder, chunk=2, **KEPT)


def test_an_impossible_row_has_its_reason_and_the_others_their_bits():
    rows = FRAME.assign(**{"naltrexone.CL": [100.0, -1.0, 100.0, np.inf, 100.0]})
    found = od.sweep(WEEK, over=rows, **KEPT)
    assert list(found.status == "complete") == [True, False, True, False, True]
    assert found.status.to_numpy()[1].startswith("naltrexone.CL = -1: must be")
    alone = od.sweep(WEEK, over=FRAME.iloc[[0, 2, 4]], **KEPT)
    kept = found["tone.mu.mean"].to_numpy()
    assert np.isnan(kept[[1, 3]]).all()
    assert kept[[0, 2, 4]].tobytes() == alone["tone.mu.mean"].to_numpy().tobytes()


def test_notes_count_cases_and_values():
    rows = pd.DataFrame({"naltrexone.CL": [100.0, 5000.0, 100.0]})
    attrs = od.sweep(WEEK, over=rows, model=MODEL).attrs
    assert attrs["title"] == "opiodyn sweep over rows of naltrexone.CL"
    assert "1 of 3 values" in attrs["notes"]
    assert attrs["regimen"] == str(WEEK)
