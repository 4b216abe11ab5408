"""This module describes the response in words: its difference from the default, its assumptions."""

from __future__ import annotations

from opiodyn._model.inside import core_of, receptors_of_effects, used_rows
from opiodyn._model.model import Model

_DEFAULT = ("turnover", "peptides", "adaptation", "effects")
_ASSUMED = {
    "x50": "x50 (drive at which peptide synthesis has (1 + x50) / 2 of its largest rise)",
    "o50": "o50 (odds of block at half of the up-regulation)",
    "q": "q (steepness of the up-regulation)",
    "e0": "e0 (basal level of the peptides)",
}
_PHI = {
    1.0: "peptide release responds to receptor blockade itself, even if tone does not fall",
    0.0: "peptide release responds to lost tone, not to receptor blockade itself",
}
NO_AGONIST = "No agonist: the withdrawal index is 0."
_ADAPTATION = (
    "Adaptation follows what drugs add to the response of a receptor, so that the rebound of the "
    "body's own peptides never counts as dependence."
)
_EFFECTS = "Each effect follows the response of its receptor with a slope of its own."
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
    """Returns what tone, withdrawal and effects mean in this model, with an agonist or without."""
    adapts = any(state.name == "mu.adaptation" for state in core_of(model).states)
    found = agonists(model)
    if not found:
        return [NO_AGONIST] if adapts else []
    depends = adapts and bool(agonists(model, "mu"))
    toned = any(column.quantity == "tone" for column in core_of(model).columns)
    where = "" if acting(model) else f" at {' and '.join(activated(model))}"
    tone = (
        f"Tone above 1{where} under {', '.join(found)} is the effect of the agonist, not a rebound."
    )
    effects = [_EFFECTS] if model.endpoints else []
    return [*([tone] if toned else []), *([_ADAPTATION] if depends else []), *effects]


def agonists(model: Model, receptor: str = "") -> list[str]:
    """Returns the drugs and metabolites of a model that activate a receptor themselves.

    Args:
        model: The settled model.
        receptor: The receptor that they activate; an empty text stands for any.
    """
    drugs = [ligand.name for ligand in core_of(model).ligands if ligand.kind != "peptide"]
    ending = f".{receptor}.tau" if receptor else ".tau"
    acting = [row.name for row in used_rows(model) if row.name.endswith(ending) and row.value > 0.0]
    return [name for name in drugs if any(row.startswith(f"{name}.") for row in acting)]


def activated(model: Model) -> list[str]:
    """Returns the receptors that a drug or metabolite of a model activates itself."""
    return [receptor for receptor in model.receptors if agonists(model, receptor)]


def acting(model: Model) -> list[str]:
    """Returns the agonists at the receptors of the model's effects; without effects, at any."""
    receptors = receptors_of_effects(model) or {""}
    return sorted({name for receptor in receptors for name in agonists(model, receptor)})


def _phi(model: Model) -> list[str]:
    drugs = {ligand.name for ligand in core_of(model).ligands if ligand.kind != "peptide"}
    peptides = len(drugs) < len(core_of(model).ligands)
    blocks = any(
        row.name.endswith(".tau") and row.value <= 0.0 and row.name.split(".")[0] in drugs
        for row in used_rows(model)
    )
    # Without a blocker nothing drives the peptides but stimuli, whatever phi is.
    if not (peptides and blocks) or "peptides" not in model.response:
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
            "Weights 'illustrative': w_O is set so that 4.5 mg a night lowers pain by as much as "
            "in one positive trial (Younger 2013); three larger later ones (58, 98 and 99 people, "
            "among them FINAL 2024 at 6 mg) found no difference."
        )
    if any(name.startswith("weights.") for name in model.overrides):
        return "Their weights are the caller's."
    return "Weights 'mechanism': all 0, so that no drug moves activation or pain."
