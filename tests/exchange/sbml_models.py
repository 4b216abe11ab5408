"""The models that engines of SBML run: a table that has every pair of what models can have."""

import itertools
from typing import NamedTuple

import opiodyn as od

PRESETS = ("pet", "transient", "plasma", "retention")
BINDINGS = ("kinetic", "equilibrium")
RESPONSES = {
    "on": ("turnover", "peptides", "adaptation", "effects"),
    "off": (),
    "immune": ("turnover", "peptides", "adaptation", "effects", "immune"),
}
FEATURES = {
    "library": "naltrexone 4.5 mg po q24h x27 at 22h",
    "own": "sample 30 mg po q12h x40 at 3h",
    "infusion": "naloxone 2 mg iv over 4h q48h x12 at 30h",
    "taper": "oxycodone 20 mg po q12h x14, reduce 10 % every 7d",
    "stimulus": "stimulus exercise 2 q24h x28 at 7h",
    "agonist": "morphine 10 mg iv q72h x9 at 50h",
}
"""These are the parts of a regimen; the drug sample is one of our own."""
DRUGS = ("library", "own", "infusion", "taper", "agonist")


def own_drug() -> od.Drug:
    """A drug with three compartments, a lag, and two inputs, of which one is of zero order."""
    return od.Drug(
        "sample",
        molar_mass=400.0,
        CL=20.0,
        V=[40.0, 90.0, 200.0],
        Q=[15.0, 4.0],
        absorption=[
            od.FirstOrder(ka=0.9, F=0.6, lag=0.4, fraction=0.7),
            od.ZeroOrder(duration=5.3, F=0.8, lag=1.2, fraction=0.3),
        ],
        fu=0.4,
        salt_factor=0.9,
        ke0=0.7,
    )


class Row(NamedTuple):
    """A row says what a model and its regimen have."""

    preset: str
    binding: str
    response: str
    features: frozenset[str]

    def values(self) -> tuple[str | bool, ...]:
        """The values of all factors, in one order."""
        return (*self[:3], *(feature in self.features for feature in FEATURES))

    def model(self, **changed) -> od.Model:
        """The model; its drugs are those of the features."""
        names = {
            "library": ["naltrexone"],
            "infusion": ["naloxone"],
            "taper": ["oxycodone"],
            "agonist": ["morphine"],
        }
        drugs = [drug for feature in names if feature in self.features for drug in names[feature]]
        bindings = []
        if "own" in self.features:
            drugs.append(own_drug())
            bindings = [
                od.Binding("sample", "mu", K=3.0, koff=4.0, tau=0.8),
                od.Binding("sample", "kappa", K=20.0, koff=9.0),
            ]
        options = {
            "biophase": self.preset,
            "binding": self.binding,
            "drugs": drugs,
            "bindings": bindings,
            "response": RESPONSES[self.response],
            "weights": "illustrative" if self.response == "immune" else "mechanism",
        }
        return od.Model(**options | changed)

    def regimen(self) -> od.Regimen:
        """The regimen: the parts of all features."""
        texts = [FEATURES[name] for name in FEATURES if name in self.features]
        return od.regimen(" + ".join(texts))


def row(preset: str, binding: str, response: str, features: str) -> Row:
    """A row of the table, from the features as words."""
    return Row(preset, binding, response, frozenset(features.split()))


def refused(one: Row) -> str:
    """Why there is no such model; empty if there is."""
    if one.preset == "retention" and one.binding == "equilibrium":
        return "retention needs kinetic binding: what is bound is a state"
    if one.response == "off" and "stimulus" in one.features:
        return "a stimulus releases peptides, which a model without a response holds"
    if not any(drug in one.features for drug in DRUGS):
        return "a regimen without a drug has no model of its own"
    return ""


def all_rows() -> list[Row]:
    """All combinations, also those that are refused."""
    switches = itertools.product((False, True), repeat=len(FEATURES))
    sets = [frozenset(itertools.compress(FEATURES, chosen)) for chosen in switches]
    return [Row(*one) for one in itertools.product(PRESETS, BINDINGS, RESPONSES, sets)]


def pairs(rows: list[Row]) -> set[tuple]:
    """All pairs of values of two factors that rows have."""
    return {
        (i, one[i], j, one[j])
        for one in (each.values() for each in rows)
        for i, j in itertools.combinations(range(len(one)), 2)
    }


TABLE = [
    row("pet", "equilibrium", "immune", "infusion taper agonist"),
    row("pet", "equilibrium", "off", "library"),
    row("pet", "kinetic", "on", "library own infusion stimulus agonist"),
    row("plasma", "equilibrium", "immune", "library own infusion stimulus"),
    row("plasma", "equilibrium", "on", "infusion taper stimulus"),
    row("plasma", "kinetic", "off", "own taper agonist"),
    row("retention", "kinetic", "immune", "own stimulus"),
    row("retention", "kinetic", "off", "library infusion taper"),
    row("retention", "kinetic", "on", "library taper stimulus agonist"),
    row("transient", "equilibrium", "on", "library"),
    row("transient", "kinetic", "immune", "infusion taper stimulus agonist"),
    row("transient", "kinetic", "off", "own infusion"),
]


def single_rows() -> list[Row]:
    """Every preset, binding and response with each feature, and with a drug where it has none."""
    features = [{name} if name in DRUGS else {name, "library"} for name in FEATURES]
    combined = itertools.product((*PRESETS, "slow"), BINDINGS, RESPONSES, features)
    rows = [Row(*one[:3], frozenset(one[3])) for one in combined]
    return [one for one in rows if not refused(one)]
