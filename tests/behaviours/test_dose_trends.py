"""The table of tone over doses (theory section 7) is that of one peptide per receptor at
equilibrium; do its trends hold for the full default model, kinetic and with all peptides?

The cells are those of that table, an independent run; here only their order over doses is compared.
"""

import numpy as np
import pytest

DOSES = {"transient": [0.5, 1.5, 4.5, 6, 12.5, 50], "pet": [0.25, 0.5, 4.5, 50]}
TABLE = {
    "transient": {
        "mean": [1.061, 1.089, 1.063, 1.048, 0.981, 0.658],
        "waking": [1.078, 1.131, 1.154, 1.155, 1.127, 0.805],
        "low": [1.003, 0.943, 0.770, 0.710, 0.548, 0.256],
        "high": [1.084, 1.158, 1.249, 1.279, 1.354, 1.200],
        "peak": [9.2, 22.8, 46.2, 53.1, 69.8, 89.9],
        "trough": [1.1, 3.3, 9.0, 11.6, 21.2, 50.9],
        "density": [1.000, 1.002, 1.039, 1.068, 1.193, 1.532],
        "beta_endorphin": [1.132, 1.278, 1.483, 1.542, 1.689, 1.911],
    },
    "pet": {
        "mean": [1.099, 1.088, 0.807, 0.147],
        "waking": [1.104, 1.097, 0.828, 0.153],
        "low": [1.083, 1.060, 0.736, 0.128],
        "high": [1.115, 1.117, 0.899, 0.174],
        "peak": [11.4, 20.2, 68.1, 95.8],
        "trough": [8.5, 15.5, 60.7, 94.3],
        "density": [1.000, 1.005, 1.419, 1.764],
        "beta_endorphin": [1.280, 1.414, 1.852, 2.051],
    },
}
# Enkephalin answers the block of delta, which these doses hardly touch: a third of the basal tone
# at mu does not rebound, and what competes is more. So a gain is smaller and ends at lower doses.
SHIFTED = {
    ("transient", "mean"): "24 h mean at 0.5, 1.5, 4.5 mg: 1.024, 1.017, 0.962; table: rises first",
    ("transient", "waking"): "waking tone tops at 1.5 mg (1.057), not at 4.5 to 6 mg (1.155)",
    ("transient", "high"): "highest tone at 1.5, 50 mg: 1.090, 1.081; table: 1.158, 1.200",
    ("pet", "high"): "highest tone at 0.25, 0.5 mg: 1.042, 1.021; table: 1.115, 1.117",
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
def test_density_and_beta_endorphin_rise_with_dose(biophase, daily, figure):
    doses = [0.1, 0.25, 0.5, 1, 1.5, 2.5, 4.5, 6, 12.5, 25, 50]
    for column, ceiling in (("density", 1.8), ("beta_endorphin", 1.6 * 1.3)):
        found = [getattr(daily(mg, biophase, 1.0), column) for mg in doses]
        # Ceilings: 1 + U, and (1 + G) (1 + a), at full block for ever.
        figure(f"{column} under {biophase} at 0.1 to 50 mg", found, f"rising, below {ceiling:g}")
        assert np.all(np.diff(found) > 0)
        assert 1.0 < found[0] < found[-1] < ceiling


@pytest.mark.parametrize(("biophase", "mg"), [("transient", 4.5), ("pet", 0.5)])
def test_sensing_lost_tone_gives_less_than_sensing_the_block(biophase, mg, daily, figure):
    # The rows with phi 0: 0.906 against 1.063 (transient), 0.940 against 1.088 (pet).
    sensed, lost = daily(mg, biophase, 1.0), daily(mg, biophase, 0.0)
    figure(f"mean tone at {mg} mg, {biophase}, phi 1 and 0", [sensed.mean, lost.mean], "falls")
    assert lost.mean < sensed.mean
    assert lost.beta_endorphin < sensed.beta_endorphin
    assert lost.mean < 1.0
