"""A population of a thousand is saved in seconds, in less space than its numbers take."""

import time

import opiodyn as od
from saved_files import WEEK, bits


def test_a_thousand_people(tmp_path):
    people = od.population(1000, seed=1, covariates={"weight": (70, 12)})
    runs = od.simulate(WEEK, subjects=people, end=168, delta=2)
    numbers = sum(len(content) for _, content in bits(runs))
    begin = time.perf_counter()
    od.save(runs, tmp_path / "runs.nc")
    saved = time.perf_counter()
    loaded = od.load(tmp_path / "runs.nc")
    ended = time.perf_counter()
    size = (tmp_path / "runs.nc").stat().st_size
    print(
        f"{numbers:,} bytes of numbers: saved in {saved - begin:.1f} s as {size:,} bytes, loaded "
        f"in {ended - saved:.1f} s"
    )
    assert bits(loaded) == bits(runs)
    # The dataset has concentrations by mass beside, and NaN where a combination does not exist;
    # packing takes more than that away.
    assert size < numbers
    # About 4 s on two busy cores; minutes would mean that people are saved one by one.
    assert ended - begin < 60.0
    assert od.rerun(tmp_path / "runs.nc").same
