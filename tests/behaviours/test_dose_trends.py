"""The table of tone over doses (theory section 7) is that of one peptide per receptor at
equilibrium; do its trends hold for the full default model, kinetic and with all peptides?

The cells are those of that table, an independent run; here only their order over doses is compared.
"""

import numpy as np
import pytest

DOSES = {"transient": [0.5, 1.5, 4.5, 12.5, 50], "pet": [0.25, 4.5, 50]}
TABLE = {
    "transient": {
        "mean": [1.071, 1.099, 1.016, 0.778, 0.374],
        "waking": [1.090, 1.146, 1.110, 0.898, 0.456],
        "low": [1.007, 0.938, 0.712, 0.415, 0.140],
        "high": [1.100, 1.189, 1.243, 1.147, 0.724],
        "peak": [9.3, 23.6, 48.1, 72.0, 91.1],
        "trough": [1.2, 3.4, 9.6, 22.7, 54.0],
        "beta_endorphin": [1.120, 1.243, 1.388, 1.495, 1.568],
    },
    "pet": {
        "mean": [1.108, 0.584, 0.102],
        "waking": [1.114, 0.602, 0.107],
        "low": [1.088, 0.519, 0.085],
        "high": [1.128, 0.673, 0.127],
        "peak": [9.8, 66.2, 95.6],
        "trough": [6.7, 56.2, 93.4],
        "beta_endorphin": [1.212, 1.544, 1.594],
    },
}
# Enkephalin answers the block of delta, which these doses hardly touch: a third of the basal tone
# at mu does not rebound. So a gain is smaller and ends at lower doses.
SHIFTED = {
    ("transient", "waking"): "4.5 mg (1.03) lies below 0.5 mg (1.06); table: above it",
    ("transient", "high"): "12.5 mg (1.06) lies below 0.5 mg (1.07); table: above it",
}


def cases():
    for biophase, columns in TABLE.items():
        for column in columns:
            reason = SHIFTED.get((biophase, column))
            marks = (
                [pytest.mark.xfail(raises=AssertionError, strict=True, reason=reason)]
                if reason
                else []
            )
            yield pytest.param(biophase, column, marks=marks, id=f"{biophase}-{column}")


@pytest.mark.parametrize(("biophase", "column"), list(cases()))
def test_order_over_doses_is_that_of_the_table(biophase, column, daily, figure):
    found = [getattr(daily(mg, biophase, 1.0), column) for mg in DOSES[biophase]]
    expected = TABLE[biophase][column]
    figure(f"{column} under {biophase} at {DOSES[biophase]} mg", found, f"order of {expected}")
    assert np.array_equal(np.argsort(found), np.argsort(expected))


@pytest.mark.parametrize("biophase", DOSES)
def test_beta_endorphin_rises_with_dose(biophase, daily, figure):
    doses = [0.1, 0.25, 0.5, 1, 1.5, 2.5, 4.5, 6, 12.5, 25, 50]
    found = [daily(mg, biophase, 1.0).beta_endorphin for mg in doses]
    # The ceiling is 1 + G, at full block for ever.
    figure(f"beta-endorphin under {biophase} at 0.1 to 50 mg", found, "rising, below 1.6")
    assert np.all(np.diff(found) > 0)
    assert 1.0 < found[0] < found[-1] < 1.6


@pytest.mark.parametrize("biophase", DOSES)
def test_only_a_dense_block_raises_receptors(biophase, daily, figure):
    doses = [0.5, 4.5, 12.5, 25, 50]
    found = [daily(mg, biophase, 1.0).density - 1.0 for mg in doses]
    figure(f"rise of density under {biophase} at {doses} mg", found, "rising, < 0.01 at 4.5")
    assert np.all(np.diff(found) > 0)
    assert found[1] < 0.01


@pytest.mark.parametrize(("biophase", "mg"), [("transient", 4.5), ("pet", 4.5)])
def test_sensing_lost_tone_gives_less_than_sensing_the_block(biophase, mg, daily, figure):
    # The table's rows with phi 0: 0.884 against 1.016 (transient), 0.565 against 0.584 (pet).
    sensed, lost = daily(mg, biophase, 1.0), daily(mg, biophase, 0.0)
    figure(f"mean tone at {mg} mg, {biophase}, phi 1 and 0", [sensed.mean, lost.mean], "falls")
    assert lost.mean < sensed.mean
    assert lost.beta_endorphin < sensed.beta_endorphin
    assert lost.mean < 1.0
