"""What is said of the response in words: how a model differs from the default, and what its numbers
rest on."""

from __future__ import annotations

from opiodyn._model.inside import core_of, used_rows
from opiodyn._model.model import Model

_DEFAULT = ("turnover", "peptides", "adaptation")
_ASSUMED = {
    "x50": "x50 (drive of the peptides at half of its effect)",
    "A50": "A50 (block at half of the up-regulation)",
    "e0": "e0 (basal level of the peptides)",
}
_PHI = {
    1.0: "peptides answer the block that is sensed, also where no tone is lost",
    0.0: "peptides answer the tone that is lost, not the block itself",
}
_WITHDRAWAL = (
    "Without an opioid the withdrawal index follows the rebound of peptides (about 0.2 when a "
    "second antagonist is given after weeks of naltrexone), which nobody has seen as withdrawal."
)
_IMMUNE = "OGF receptor, activation, cytokine and pain index are hypotheses"


def settings(model: Model) -> list[str]:
    """What is not as in the default response, in a few words each; for headings."""
    if not model.receptors:
        return []
    parts = [part for part in _DEFAULT if part in model.response]
    said = []
    if not parts:
        said.append("receptors and peptides held as without a drug")
    elif len(parts) < len(_DEFAULT):
        said.append(f"response: {' and '.join(parts)} alone")
    if "peptides" in parts and model.phi != 1.0:
        said.append(f"phi {model.phi:g}")
    if "immune" in model.response:
        said.append(f"immune read-outs: hypotheses, weights '{model.effects}'")
    return said


def statements(model: Model) -> list[str]:
    """What the numbers of the response rest on, a sentence or two each."""
    said = [*_tone(model), *_phi(model), *_assumed(model)]
    if "immune" in model.response:
        said += [f"{_IMMUNE}: no measurement in man confirms them.", _weights(model)]
    return said


def assumptions(model: Model) -> str:
    """The same in one piece."""
    return " ".join(statements(model))


def notes(model: Model) -> list[str]:
    """What is to be said under every picture: the drive of the peptides, and the hypotheses."""
    immune = [f"{_IMMUNE}. {_weights(model)}"] if "immune" in model.response else []
    return [*_phi(model), *immune]


def _tone(model: Model) -> list[str]:
    """What tone and withdrawal mean in this model: with an agonist, and without."""
    if found := _agonists(model):
        named = ", ".join(found)
        return [f"Tone above 1 under {named} is the effect of the agonist, not a rebound."]
    adapts = any(state.name == "mu.adaptation" for state in core_of(model).states)
    return [_WITHDRAWAL] if adapts else []


def _agonists(model: Model) -> list[str]:
    """Drugs that have an effect of their own; theirs is not a rebound."""
    drugs = [ligand.name for ligand in core_of(model).ligands if ligand.kind != "peptide"]
    acting = [row.name for row in used_rows(model) if row.name.endswith(".tau") and row.value > 0.0]
    return [name for name in drugs if any(row.startswith(f"{name}.") for row in acting)]


def _phi(model: Model) -> list[str]:
    peptides = any(ligand.kind == "peptide" for ligand in core_of(model).ligands)
    if not peptides or "peptides" not in model.response:
        return []
    phi = model.phi
    mixed = f"peptides answer the block that is sensed ({phi:g}) and the tone that is lost"
    said = _PHI.get(phi, f"{mixed} ({1.0 - phi:g})")
    return [
        f"phi = {phi:g}: {said}. An assumption (class X): whether a low dose raises tone "
        "depends on it."
    ]


def _assumed(model: Model) -> list[str]:
    """Which of the numbers that shape the response no measurement gives."""
    rows = [row.name for row in used_rows(model) if row.evidence == "X"]
    found = [
        words for name, words in _ASSUMED.items() if any(row.endswith(f".{name}") for row in rows)
    ]
    if not found:
        return []
    listed = " and ".join(filter(None, [", ".join(found[:-1]), found[-1]]))
    return [f"Assumptions (class X) as well: {listed}."]


def _weights(model: Model) -> str:
    if model.effects == "illustrative":
        return (
            "Weights 'illustrative': w_s is calibrated to one positive trial (Younger 2013); a "
            "larger later one at 6 mg (FINAL 2024) found no significant difference."
        )
    if any(name.startswith("effects.") for name in model.overrides):
        return "Their weights are the caller's."
    return "Weights 'mechanism': all 0, so that no drug moves activation or pain."
