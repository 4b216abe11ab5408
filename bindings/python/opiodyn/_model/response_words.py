"""This module describes the response in words: its difference from the default, its assumptions."""

from __future__ import annotations

from opiodyn._model.inside import core_of, used_rows
from opiodyn._model.model import Model

_DEFAULT = ("turnover", "peptides", "adaptation")
_ASSUMED = {
    "x50": "x50 (drive at which peptide synthesis is half-way to its limit)",
    "A50": "A50 (block at half-saturation of the up-regulation)",
    "e0": "e0 (basal level of the peptides)",
}
_PHI = {
    1.0: "peptide release responds to receptor blockade itself, even if tone does not fall",
    0.0: "peptide release responds to lost tone, not to receptor blockade itself",
}
_WITHDRAWAL = (
    "Without an opioid, the withdrawal index follows the rebound of peptides (about 0.2 when a "
    "second antagonist is given after weeks of naltrexone), an effect not reported clinically."
)
_IMMUNE = "OGF receptor, activation, cytokine and pain index are hypotheses"


def settings(model: Model) -> list[str]:
    """Returns what differs from the default response, in a few words each, for headings."""
    if not model.receptors:
        return []
    parts = [part for part in _DEFAULT if part in model.response]
    differences = []
    if not parts:
        differences.append("receptors and peptides held at their drug-free state")
    elif len(parts) < len(_DEFAULT):
        differences.append(f"response: {' and '.join(parts)} only")
    if "peptides" in parts and model.phi != 1.0:
        differences.append(f"phi {model.phi:g}")
    if "immune" in model.response:
        differences.append(f"immune read-outs: hypotheses, weights '{model.weights}'")
    return differences


def statements(model: Model) -> list[str]:
    """Returns the assumptions behind the numbers of the response, a sentence or two each."""
    sentences = [*_tone(model), *_phi(model), *_assumed(model)]
    if "immune" in model.response:
        sentences += [f"{_IMMUNE}: no measurement in humans confirms them.", _weights(model)]
    return sentences


def assumptions(model: Model) -> str:
    """Returns the assumptions behind the numbers of the response as one text."""
    return " ".join(statements(model))


def notes(model: Model) -> list[str]:
    """Returns the notes under every picture: the drive of the peptides, and the hypotheses."""
    immune = [f"{_IMMUNE}. {_weights(model)}"] if "immune" in model.response else []
    return [*_phi(model), *immune]


def _tone(model: Model) -> list[str]:
    """Returns what tone and withdrawal mean in this model, with an agonist and without."""
    if found := _agonists(model):
        named = ", ".join(found)
        return [f"Tone above 1 under {named} is the effect of the agonist, not a rebound."]
    adapts = any(state.name == "mu.adaptation" for state in core_of(model).states)
    return [_WITHDRAWAL] if adapts else []


def _agonists(model: Model) -> list[str]:
    """Returns the drugs that activate a receptor themselves."""
    drugs = [ligand.name for ligand in core_of(model).ligands if ligand.kind != "peptide"]
    acting = [row.name for row in used_rows(model) if row.name.endswith(".tau") and row.value > 0.0]
    return [name for name in drugs if any(row.startswith(f"{name}.") for row in acting)]


def _phi(model: Model) -> list[str]:
    peptides = any(ligand.kind == "peptide" for ligand in core_of(model).ligands)
    if not peptides or "peptides" not in model.response:
        return []
    phi = model.phi
    mixed = "peptide release responds to receptor blockade ({:g}) and to lost tone ({:g})"
    meaning = _PHI.get(phi, mixed.format(phi, 1.0 - phi))
    return [
        f"phi = {phi:g}: {meaning}. This is an assumption (evidence X); whether a low dose raises "
        "tone depends on it."
    ]


def _assumed(model: Model) -> list[str]:
    """Returns a sentence on the numbers that shape the response and were never measured."""
    rows = [row.name for row in used_rows(model) if row.evidence == "X"]
    found = [
        words for name, words in _ASSUMED.items() if any(row.endswith(f".{name}") for row in rows)
    ]
    if not found:
        return []
    listed = " and ".join(filter(None, [", ".join(found[:-1]), found[-1]]))
    return [f"Other assumptions (evidence X): {listed}."]


def _weights(model: Model) -> str:
    if model.weights == "illustrative":
        return (
            "Weights 'illustrative': w_s is calibrated to one positive trial (Younger 2013); a "
            "larger later one at 6 mg (FINAL 2024) found no significant difference."
        )
    if any(name.startswith("weights.") for name in model.overrides):
        return "Their weights are the caller's."
    return "Weights 'mechanism': all 0, so that no drug moves activation or pain."
