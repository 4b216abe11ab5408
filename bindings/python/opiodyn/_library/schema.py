"""This module holds the vocabulary of drug files: names, units and domains (docs/drug-files.md)."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

# H human, A animal, V in vitro or physical chemistry, X assumption.
EVIDENCE = {"H", "A", "V", "X"}
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
    "depotrex",
}
BODY = {"response", "ogf", "tlr4", "activation", "flare", "cytokine", "pain"}
BODY |= {"weights", "mechanism", "illustrative", "effect"}  # the groups of data/response.toml
# A substance may not have these names, because full names of parameters would collide.
RESERVED = RECEPTORS | ROUTES | BODY | {"biophase"}

# These limits lie far above any real file; they bound what a hostile file can cost. Other limits
# stand in opiodyn/limits.hpp. The build reads drug files before there is a core that could tell it.
LARGEST_FILE = 1_000_000  # [bytes]
DEEPEST = 32  # levels of tables and lists
MOST_INPUTS, MOST_METABOLITES, MOST_SETS = 20, 20, 100
MOST_TRANSIT = 10  # compartments of a transit chain, as in opiodyn/limits.hpp

Rule = tuple[str, Callable[[float], bool]]
DOMAINS: dict[str, Rule] = {
    "positive": ("must be above 0", lambda x: x > 0),
    "non-negative": ("must not be below 0", lambda x: x >= 0),
    "fraction": ("must lie in [0, 1]", lambda x: 0 <= x <= 1),
    "positive fraction": ("must be above 0 and at most 1", lambda x: 0 < x <= 1),
    "correlation": ("must lie in [-1, 1]", lambda x: -1 <= x <= 1),
    "any": ("", lambda x: True),
}
FRACTIONS = {"fraction", "positive fraction"}  # vary between people in their odds


@dataclass(frozen=True)
class ParameterKind:
    """A kind of parameter has a unit, a domain, and a meaning for files that give none."""

    unit: str
    domain: str
    meaning: str


# The last word of a parameter's name tells its kind. The build writes this table into C++ too.
PARAMETER_KINDS = {
    "CL": ParameterKind("L/h", "non-negative", "clearance"),
    "CL_renal": ParameterKind("L/h", "non-negative", "renal part of the clearance"),
    "V1": ParameterKind("L", "positive", "volume of the central compartment"),
    "V2": ParameterKind("L", "positive", "volume of the second compartment"),
    "V3": ParameterKind("L", "positive", "volume of the third compartment"),
    "Q2": ParameterKind("L/h", "non-negative", "exchange clearance of the second compartment"),
    "Q3": ParameterKind("L/h", "non-negative", "exchange clearance of the third compartment"),
    "fu": ParameterKind("-", "fraction", "unbound fraction in plasma"),
    "molar_mass": ParameterKind("g/mol", "positive", "molar mass"),
    "Kp": ParameterKind("-", "non-negative", "effect-site to free-plasma ratio"),
    "ke0": ParameterKind("1/h", "positive", "effect-site equilibration rate constant"),
    "salt_factor": ParameterKind("-", "positive fraction", "mg of substance per mg dosed"),
    "F": ParameterKind("-", "fraction", "bioavailability"),
    "ka": ParameterKind("1/h", "positive", "absorption rate constant"),
    "ktr": ParameterKind("1/h", "positive", "transit rate constant"),
    "lag": ParameterKind("h", "non-negative", "absorption lag"),
    "fraction": ParameterKind("-", "fraction", "fraction of the dose on this path"),
    "duration": ParameterKind("h", "positive", "duration of absorption or release"),
    "K": ParameterKind("nM", "positive", "dissociation constant"),
    "EC50": ParameterKind(
        "nM",
        "positive",
        "free concentration at the effect site that halves breathing or pupil in man",
    ),
    "koff": ParameterKind("1/h", "positive", "dissociation rate constant"),
    "tau": ParameterKind("-", "any", "efficacy"),  # below zero: inverse agonist
    "e0": ParameterKind("-", "non-negative", "basal level, relative to K"),
    "first_pass": ParameterKind("-", "fraction", "fraction of first-pass loss"),
    "systemic": ParameterKind("-", "fraction", "fraction of elimination"),
    "half_life": ParameterKind("h", "positive", "equilibration half-life of the effect site"),
    "C50": ParameterKind("nM", "positive", "effect-site concentration at half occupancy"),
    "ED50": ParameterKind("mg", "positive", "dose that half-occupies mu"),
    "kint": ParameterKind("1/h", "non-negative", "internalisation of a complex"),
    "turnover_half_life": ParameterKind("h", "positive", "half-life of receptors"),
    "adaptation_half_life": ParameterKind("h", "positive", "half-life of adaptation"),
    "precursor_half_life": ParameterKind("h", "positive", "half-life of a peptide's precursor"),
    "peptide_half_life": ParameterKind("h", "positive", "half-life of a peptide"),
    "stimulus_half_life": ParameterKind("h", "positive", "half-life of a stimulus"),
    "U": ParameterKind("-", "non-negative", "largest up-regulation"),
    "o50": ParameterKind("-", "positive", "odds of block at half-saturation, (9)"),
    "q": ParameterKind("-", "positive", "steepness of up-regulation with the odds of block"),
    "n": ParameterKind("-", "positive", "slope of an effect with the signal"),
    "gZ": ParameterKind("-", "non-negative", "loss of efficacy per unit of adaptation"),
    "G": ParameterKind("-", "non-negative", "gain of synthesis"),
    "x50": ParameterKind(
        "-", "positive", "drive at which synthesis has (1 + x50) / 2 of its largest rise"
    ),
    "a": ParameterKind("-", "non-negative", "gain of release"),
    "exercise": ParameterKind("-", "non-negative", "release by a unit of exercise"),
    "injury": ParameterKind("-", "non-negative", "release by a unit of injury"),
    "expectation": ParameterKind("-", "non-negative", "release by a unit of expectation"),
    "Bmax": ParameterKind("nM", "non-negative", "receptors in the effect site"),
    "P0": ParameterKind("%", "positive", "pain index without a drug"),
    "mu_share": ParameterKind("-", "fraction", "weight of mu in the mean tone"),
    "w_T": ParameterKind("-", "non-negative", "weight of TLR4 blockade"),
    "w_O": ParameterKind("-", "non-negative", "weight of the OGF complex"),
    "w_c": ParameterKind("-", "fraction", "weight of the cytokine level"),
    "w_s": ParameterKind("-", "non-negative", "weight of opioid tone"),
}

# Clearances and volumes belong together: a literature set has its own or inherits all.
SHAPE = {"CL", "V1", "V2", "V3", "Q2", "Q3"}
# ke0 is not among these: without it the preset of the effect site applies.
WHOLE_BODY = {"molar_mass", "fu", "Kp", "CL_renal"}
BINDING = {"K", "EC50", "koff", "tau"}
# A literature set of a peptide may change these, which data/response.toml holds for the peptide.
PEPTIDE_RESPONSE = {
    "precursor_half_life",
    "peptide_half_life",
    "stimulus_half_life",
    "G",
    "x50",
    "a",
    "exercise",
    "injury",
    "expectation",
}
FORMATION = {"first_pass", "systemic"}
INPUTS = {  # parameters of each kind of absorption input
    "first_order": {"F", "lag", "fraction", "ka"},
    "zero_order": {"F", "lag", "fraction", "duration"},
    "zero_order_into_depot": {"F", "lag", "fraction", "duration", "ka"},
    "transit": {"F", "lag", "fraction", "ktr"},
}
ALL_INPUTS = set().union(*INPUTS.values())

CV = ParameterKind("-", "non-negative", "between-subject coefficient of variation")
RHO = ParameterKind("-", "correlation", "correlation of two between-subject variations")

# Covariates that are numbers, each with the unit of a slope.
MEASURED = {"weight": "1/kg", "age": "1/year", "creatinine_clearance": "min/mL"}
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
