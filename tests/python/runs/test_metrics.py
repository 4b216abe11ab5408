"""Metrics of several subjects are those of each one's run."""

import opiodyn as od

MONTH = od.regimen("naltrexone 4.5 mg po q24h x7 at 22h")
PLAIN = od.Model(receptors=[], endogenous=[])


def test_metrics_of_each_subject():
    runs = od.simulate(MONTH, model=PLAIN, subjects=od.population(3, seed=1), delta=24.0)
    names = ["mass_concentration.naltrexone.peak", "mass_concentration.naltrexone.area"]
    found = runs.metrics(names)
    assert found.attrs["units"] == dict(zip(names, ["ng/mL", "ng/mL h"], strict=True))
    assert set(found["status"]) == {"complete"}
    for run in runs:
        row = runs.summary().loc[run.subject].loc["mass_concentration.naltrexone"]
        assert list(found.loc[run.subject, names]) == [row["peak"], row["area"]]
        assert list(run.metrics(names)) == [row["peak"], row["area"]]
