"""This module has the symbols and equation numbers of docs/theory.md by the kind of a name.

A kind is one word of a full name. It has the letter of the theory, a mark that stands first in the
subscript, and the number of the equation.
"""

from __future__ import annotations

from typing import NamedTuple


class Kind(NamedTuple):
    """A kind is what all names with one word have in common."""

    letter: str
    mark: str = ""
    equation: str = ""


RECEPTORS = {"mu": r"\mu", "delta": r"\delta", "kappa": r"\kappa", "ogf": "o"}
"""These are the names of receptors, which stand in subscripts as Greek letters."""

STATES = {
    "central": Kind("A", "1", "2"),
    "peripheral": Kind("A", "2", "3"),
    "peripheral2": Kind("A", "3", "3"),
    "effect_site": Kind("C", r"\mathrm{e}", "5"),
    "bound": Kind("B", "", "6"),
    "density": Kind("T", "", "8"),
    "precursor": Kind("M", "", "12"),
    "peptide": Kind("E", "", "13"),
    "stimulus": Kind("X", "", "14"),
    "adaptation": Kind("Z", "", "15"),
    "activation": Kind("I", "", "18"),
    "flare": Kind("D", "", "19"),
    "cytokine": Kind("c", "", "20"),
}
"""These are the last words of states; depots and transit chains have numbers in their names."""

QUANTITIES = {
    "kdeg": Kind("k", r"\mathrm{deg}", "8"),
    "kept": Kind(r"\rho", "", "6"),
    "unbound": Kind("F", "", "6"),
    "block": Kind("A", "", "9"),
    "up_regulation": Kind("h", "", "9"),
    "peptide_signal": Kind("P", "", "10"),
    "drug_signal": Kind("D", "", "10"),
    "signal": Kind("S", "", "10"),
    "efficacy": Kind(r"\eta", "", "10a"),
    "effective_signal": Kind("S'", "", "10a"),
    "added_by_drugs": Kind(r"\Delta\sigma", "", "15"),
    "internalised": Kind("R", r"\mathrm{int}", "8"),
    "drive": Kind("x", "", "11"),
    "complex": Kind("B", "", "17"),
    "unbound_drug_free": Kind("F", "", "6"),
    "bound_drug_free": Kind("B", "", "6"),
    "signal_drug_free": Kind("S", "", "10"),
    "internalised_drug_free": Kind("R", r"\mathrm{int}", "8"),
    "complex_drug_free": Kind("B", "", "17"),
    "drug_free": Kind("p", "", "10b"),
}
"""These are the last words of constants and of quantities that others use."""

IMMUNE = {"ogf.block": Kind("A", "o", "17"), "tlr4.block": Kind(r"\theta", "", "18")}
"""These quantities have a symbol or a number of their own."""

DRUG_FREE = "drug_free"
"""A quantity whose name ends so is taken without a drug: S(0) beside S."""

COLUMNS = {
    "concentration": Kind("C", "1", "2"),
    "occupancy": Kind(r"\mathrm{occ}", "", "6"),
    "free": Kind(r"\mathrm{free}", "", "6"),
    "tone": Kind("s", "", "10"),
    "sigma": Kind(r"\sigma", "", "10a"),
    "effect": Kind("E", "", "10b"),
    "ventilation": Kind(r"\mathrm{ventilation}", "", "10b"),
    "withdrawal": Kind("W", "", "16"),
    "ogf": Kind("o", "", "17"),
    "pain": Kind(r"\mathrm{pain}", "", "21"),
}
"""These are the first words of columns that are no states."""

PARAMETERS = {
    "CL": Kind(r"\mathrm{CL}"),
    "CL_renal": Kind(r"\mathrm{CL}", r"\mathrm{renal}"),
    "V1": Kind("V", "1"),
    "V2": Kind("V", "2"),
    "V3": Kind("V", "3"),
    "Q2": Kind("Q", "2"),
    "Q3": Kind("Q", "3"),
    "fu": Kind(r"\mathrm{fu}"),
    "molar_mass": Kind(r"\mathrm{MW}"),
    "Kp": Kind("K", r"\mathrm{p}"),
    "ke0": Kind("k", r"\mathrm{e0}"),
    "salt_factor": Kind(r"\mathrm{salt}"),
    "F": Kind("F"),
    "ka": Kind("k", r"\mathrm{a}"),
    "ktr": Kind("k", r"\mathrm{tr}"),
    "lag": Kind("t", r"\mathrm{lag}"),
    "fraction": Kind("f", r"\mathrm{dose}"),
    "duration": Kind("t", r"\mathrm{dur}"),
    "K": Kind("K"),
    "EC50": Kind(r"\mathrm{EC50}"),
    "koff": Kind("k", r"\mathrm{off}"),
    "tau": Kind(r"\tau"),
    "e0": Kind("e", "0"),
    "first_pass": Kind("f", r"\mathrm{fp}"),
    "systemic": Kind("f", r"\mathrm{m}"),
    "half_life": Kind("t", "1/2"),
    "C50": Kind(r"\mathrm{C50}"),
    "ED50": Kind(r"\mathrm{ED50}"),
    "kint": Kind("k", r"\mathrm{int}"),
    "turnover_half_life": Kind("t", r"1/2,\mathrm{deg}"),
    "adaptation_half_life": Kind("t", "1/2,Z"),
    "precursor_half_life": Kind("t", "1/2,M"),
    "peptide_half_life": Kind("t", "1/2,E"),
    "stimulus_half_life": Kind("t", "1/2,X"),
    "U": Kind("U"),
    "o50": Kind("o", "50"),
    "q": Kind("q"),
    "n": Kind("n"),
    "gZ": Kind("g", "Z"),
    "G": Kind("G"),
    "x50": Kind("x", "50"),
    "a": Kind("a"),
    "exercise": Kind("X", r"\mathrm{exercise}"),
    "injury": Kind("X", r"\mathrm{injury}"),
    "expectation": Kind("X", r"\mathrm{expectation}"),
    "phi": Kind(r"\varphi"),
    "Bmax": Kind("B", r"\max"),
    "P0": Kind("P", "0"),
    "mu_share": Kind("w", r"\mu"),
    "w_T": Kind("w", "T"),
    "w_O": Kind("w", "O"),
    "w_c": Kind("w", "c"),
    "w_s": Kind("w", "s"),
}
"""These are the last words of parameters, which are the kinds of `_library/schema.py` and phi."""

RATES = {
    "turnover_half_life": r"\mathrm{deg}",
    "adaptation_half_life": "Z",
    "precursor_half_life": "M",
    "peptide_half_life": "E",
    "stimulus_half_life": "X",
    "half_life": "",
}
"""These are the marks of the rate constants k that are ln 2 over such a half-life."""

OWNERS = {"activation": "I", "flare": "D", "cytokine": "c"}
"""These owners of a half-life are states of their own, and have their letter in subscripts."""
SILENT = {"weights", "mechanism", "illustrative", "pain", "response", "effect"}
"""These first words of names group parameters and say nothing in a subscript."""
