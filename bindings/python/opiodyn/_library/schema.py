"""The vocabulary of drug files: names, units and domains (docs/drug-files.md)."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

EVIDENCE = {"H", "A", "V", "X"}  # human, animal, in vitro or physical chemistry, assumption
STATUS = {"read", "secondary", "derived", "memory", "assumed"}
CALLER_EVIDENCE, CALLER_STATUS, CALLER_SOURCE = "U", "supplied", "caller"

RECEPTORS = {"mu", "delta", "kappa"}
ROUTES = {
    "oral",
    "oral-extended-release",
    "intravenous",
    "intramuscular",
    "subcutaneous",
    "intranasal",
    "sublingual",
}
BODY = {"response", "ogf", "tlr4", "activation", "flare", "cytokine", "pain"}
BODY |= {"effects", "mechanism", "illustrative"}  # what data/response.toml speaks of
RESERVED = RECEPTORS | ROUTES | BODY | {"biophase"}  # not for substances: full names would collide

# More than anybody needs; they keep a hostile file from multiplying.
MOST_INPUTS, MOST_METABOLITES, MOST_SETS = 20, 20, 100

Rule = tuple[str, Callable[[float], bool]]
DOMAINS: dict[str, Rule] = {
    "positive": ("must be above 0", lambda x: x > 0),
    "non-negative": ("must not be below 0", lambda x: x >= 0),
    "fraction": ("must lie in [0, 1]", lambda x: 0 <= x <= 1),
    "correlation": ("must lie in [-1, 1]", lambda x: -1 <= x <= 1),
    "any": ("", lambda x: True),
}


@dataclass(frozen=True)
class Quantity:
    """Unit and domain of a number, and what it means where the file does not say."""

    unit: str
    domain: str
    meaning: str


QUANTITIES = {
    "CL": Quantity("L/h", "positive", "clearance"),
    "CL_renal": Quantity("L/h", "positive", "renal part of the clearance"),
    "V1": Quantity("L", "positive", "volume of the central compartment"),
    "V2": Quantity("L", "positive", "volume of the second compartment"),
    "V3": Quantity("L", "positive", "volume of the third compartment"),
    "Q2": Quantity("L/h", "positive", "exchange clearance of the second compartment"),
    "Q3": Quantity("L/h", "positive", "exchange clearance of the third compartment"),
    "fu": Quantity("-", "fraction", "unbound fraction in plasma"),
    "molar_mass": Quantity("g/mol", "positive", "molar mass"),
    "Kp": Quantity("-", "non-negative", "effect-site to free-plasma ratio"),
    "ke0": Quantity("1/h", "positive", "effect-site equilibration rate constant"),
    "salt_factor": Quantity("-", "fraction", "mg of substance per mg dosed"),
    "F": Quantity("-", "fraction", "bioavailability"),
    "ka": Quantity("1/h", "positive", "absorption rate constant"),
    "lag": Quantity("h", "non-negative", "absorption lag"),
    "fraction": Quantity("-", "fraction", "fraction of the dose on this path"),
    "duration": Quantity("h", "positive", "duration of absorption or release"),
    "K": Quantity("nM", "positive", "dissociation constant"),
    "koff": Quantity("1/h", "positive", "dissociation rate constant"),
    "tau": Quantity("-", "any", "efficacy"),  # below zero: inverse agonist
    "e0": Quantity("-", "positive", "basal level, relative to K"),
    "first_pass": Quantity("-", "fraction", "fraction of first-pass loss"),
    "systemic": Quantity("-", "fraction", "fraction of elimination"),
    "half_life": Quantity("h", "positive", "equilibration half-life of the effect compartment"),
    "C50": Quantity("nM", "positive", "effect-site concentration at half occupancy"),
    "ED50": Quantity("mg", "positive", "dose that half-occupies mu"),
    "kint": Quantity("1/h", "non-negative", "internalisation of a complex"),
    "turnover_half_life": Quantity("h", "positive", "half-life of receptors"),
    "adaptation_half_life": Quantity("h", "positive", "half-life of adaptation"),
    "precursor_half_life": Quantity("h", "positive", "half-life of a peptide's precursor"),
    "peptide_half_life": Quantity("h", "positive", "half-life of a peptide"),
    "stimulus_half_life": Quantity("h", "positive", "half-life of a stimulus"),
    "U": Quantity("-", "non-negative", "largest up-regulation"),
    "A50": Quantity("-", "positive", "block at half of the up-regulation"),
    "m": Quantity("-", "positive", "steepness of up-regulation"),
    "n": Quantity("-", "positive", "exponent of the operational model"),
    "gZ": Quantity("-", "non-negative", "loss of efficacy per unit of adaptation"),
    "G": Quantity("-", "non-negative", "gain of synthesis"),
    "x50": Quantity("-", "positive", "drive at which synthesis levels off"),
    "a": Quantity("-", "non-negative", "gain of release"),
    "exercise": Quantity("-", "non-negative", "release by a unit of exercise"),
    "injury": Quantity("-", "non-negative", "release by a unit of injury"),
    "expectation": Quantity("-", "non-negative", "release by a unit of expectation"),
    "Bmax": Quantity("nM", "non-negative", "receptors in the effect site"),
    "P0": Quantity("%", "positive", "pain index without a drug"),
    "mu_share": Quantity("-", "fraction", "weight of mu in the mean tone"),
    "w_T": Quantity("-", "non-negative", "weight of TLR4 blockade"),
    "w_O": Quantity("-", "non-negative", "weight of the OGF complex"),
    "w_c": Quantity("-", "non-negative", "weight of the cytokine level"),
    "w_s": Quantity("-", "non-negative", "weight of opioid tone"),
}

SHAPE = {"CL", "V1", "V2", "V3", "Q2", "Q3"}  # belong together: a set never mixes them
WHOLE_BODY = {"molar_mass", "fu", "Kp", "CL_renal"}  # not ke0: without it the preset applies
BINDING = {"K", "koff", "tau"}
FORMATION = {"first_pass", "systemic"}
INPUTS = {  # parameters of each kind of absorption input
    "first_order": {"F", "lag", "fraction", "ka"},
    "zero_order": {"F", "lag", "fraction", "duration"},
    "zero_order_into_depot": {"F", "lag", "fraction", "duration", "ka"},
}
ALL_INPUTS = set().union(*INPUTS.values())

CV = Quantity("-", "non-negative", "between-subject coefficient of variation")
RHO = Quantity("-", "correlation", "correlation of two between-subject variations")

MEASURED = {"weight": "1/kg", "age": "1/year", "creatinine_clearance": "min/mL"}  # unit of a slope
CATEGORIES = {
    "hepatic": {"normal", "compensated", "decompensated"},
    "smoker": {"no", "yes"},
}
EFFECT_KINDS: dict[str, Collection[str]] = {
    "linear": MEASURED,
    "power": MEASURED,
    "factor": CATEGORIES,
    "set": CATEGORIES,
}
