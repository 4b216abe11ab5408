"""A crossover trial of low-dose naltrexone is run in silico, under hypotheses about what it does.

The script tells how many people a trial needs if a hypothesis were true. Nothing in it is evidence
that naltrexone works, and nothing in it is advice: the size of the effect is put in by hand.
Notebook 11 explains each number.
"""

import numpy as np
from scipy import stats

import opiodyn as od

PARTS = ["turnover", "peptides", "adaptation", "immune"]
# Weights are put in by hand. Those of "OGF" are the set illustrative: 4.5 mg then takes 13 % off
# the pain index, the difference to placebo of Younger 2013. The weight of tone is the largest of
# its documented range.
WEIGHTS = {
    "OGF": {"weights.w_O": 20.0, "weights.w_s": 0.0},
    "tone": {"weights.w_O": 0.0, "weights.w_s": 2.8},
}
PRESETS = ("pet", "transient", "plasma", "slow")
WEEKS_12 = od.regimen("naltrexone 4.5 mg po q24h x84 at 22h")
# Pain is the mean of the last 3 of 84 days on the drug, and of the last 3 of 28 days after it.
PAIN = {
    "on": od.Metric("pain.mean", span=(24 * 81, 24 * 84)),
    "after": od.Metric("pain.mean", span=(24 * 109, 24 * 112)),
}
# Younger 2013: reductions of 28.8 (+-9.3) and 18.0 (+-10.8) % of the baseline, 28 people, P 0.016.
# The two intervals give the SD of a reduction, and P, read as that of a paired t test, gives the SD
# of a difference between the two periods of one person.
COMPLETERS, PLACEBO = 28 / 31, 18.0
SD = np.sqrt(np.mean(np.square([9.3, 10.8])) * 28) / stats.t.ppf(0.975, 27)
SD_DIFFERENCE = (28.8 - 18.0) / stats.t.isf(0.016 / 2, 27) * np.sqrt(28)
NOISE = SD_DIFFERENCE / np.sqrt(2)  # of one reading
PERSON = np.sqrt(SD**2 - NOISE**2)  # of what stays with a person in both periods


def pain_indices(weights: str, preset: str, phi: float, G: float) -> tuple[np.ndarray, np.ndarray]:
    """Returns the pain index of each person on the drug and four weeks after it [%]."""
    model = od.Model(
        drugs=["naltrexone"],
        routes=["po"],
        biophase=preset,
        phi=phi,
        response=PARTS,
        weights="illustrative",
        parameters=WEIGHTS[weights] | {"beta-endorphin.G": G},
    )
    people = od.population(24, seed=1, covariates={"weight": (75, 15)})
    rows = [
        {"subject": person, "regimen": od.taken(WEEKS_12, missed=0.1, shift=1, seed=1, subject=k)}
        for k, person in enumerate(people)
    ]
    found = od.sweep(over=rows, model=model, metrics=PAIN)
    return found["on"].to_numpy(), found["after"].to_numpy()


def crossovers(on: np.ndarray, after: np.ndarray, size: int) -> tuple[float, float]:
    """Returns the shares of 4000 trials in which the drug, or placebo, is better with P < 0.05."""
    random = np.random.default_rng(1)
    shape = (4000, round(size * COMPLETERS))
    who = random.integers(on.size, size=shape)
    drug_first = np.arange(shape[1]) % 2 == 0
    level = 100 - PLACEBO + random.normal(0, PERSON, shape)
    placebo = level * np.where(drug_first, after[who], 100) / 100 + random.normal(0, NOISE, shape)
    drug = level * on[who] / 100 + random.normal(0, NOISE, shape)
    t, P = stats.ttest_rel(drug, placebo, axis=1)
    return float(np.mean((P < 0.05) & (t < 0))), float(np.mean((P < 0.05) & (t > 0)))


def main() -> None:
    """Prints a row for each hypothesis."""
    print("A hypothesis, not evidence that naltrexone works. A model, not medical advice.")
    print(f"SD of a reduction {SD:.1f} %, of a difference within a person {SD_DIFFERENCE:.1f} %")
    print("pain index on 4.5 mg, four weeks after it, and power of a crossover, by its size\n")
    print(f"{'weights':8}{'preset':10}{'phi':>4}{'G':>5}{'on':>7}{'after':>7}", end="")
    print("   drug better: 31   58   99   placebo better: 31   58   99")
    for weights in WEIGHTS:
        for preset in PRESETS:
            for phi, G in ((1.0, 0.6), (1.0, 0.2), (0.0, 0.6), (0.0, 0.2)):
                if weights == "OGF" and (phi, G) != (1.0, 0.6):
                    continue  # neither of the two reaches the receptor of OGF
                on, after = pain_indices(weights, preset, phi, G)
                shares = np.array([crossovers(on, after, size) for size in (31, 58, 99)])
                print(
                    f"{weights:8}{preset:10}{phi:4g}{G:5g}{on.mean():7.1f}{after.mean():7.1f}",
                    end="",
                )
                print(" " * 14, *(f"{share:4.0%}" for share in shares[:, 0]), end="")
                print(" " * 17, *(f"{share:4.0%}" for share in shares[:, 1]))


if __name__ == "__main__":
    main()
