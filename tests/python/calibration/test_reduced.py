"""A reduced calibration finds the values that made its data, from the data to the draws."""

import numpy as np
from joint import recovery
from joint.nested import Begin, sample


def test_a_reduced_run_finds_known_values(tmp_path):
    problem = recovery.reduced()
    known = recovery.known_values(problem, 1)
    made = recovery.simulated(problem, known, 1)
    assert [one.value for one in made.figures] != [one.value for one in problem.figures]
    drawn = sample(made, Begin.prior(len(known)), 1, recovery.EFFORT, tmp_path)
    low, high = np.quantile(drawn.logs, [0.001, 0.999], axis=0)
    assert ((low < known) & (known < high)).all()
    # The data are worth more than the prior: the half-life is known at least three times better.
    prior = np.array([one.width for one in made.parameters])
    assert drawn.logs.std(axis=0)[0] < prior[0] / 3.0
