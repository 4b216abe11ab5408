/** The words that the page explains, in the wording of docs/glossary.md where it has them. */

export const GLOSSARY: Record<string, string> = {
  regimen: "ordered list of what is taken: doses, resets, changes and stimuli",
  preset:
    "named choice of the delay between plasma and effect site (the biophase), the compartment of the brain at the receptors",
  phi: "assumption about the drive, which makes the body release peptides: 1 is block, 0 is lost tone [-]",
  tone: "signal of all ligands at a receptor type, relative to the drug-free body [-]",
  occupancy: "fraction of the receptors of a type that a ligand holds, here in percent",
  block: "fraction of a receptor type that antagonists hold [-]",
  density:
    "number of receptors of a type, relative to the drug-free body; turnover makes and removes them",
  peptide: "one of the body's own opioids, such as beta-endorphin, relative to the drug-free body",
  rebound: "tone above that of the drug-free body, after the block has worn off",
  effect:
    "change of an endpoint, such as breathing: 0 without a drug, at most 100 %, below 0 where an antagonist takes away what peptides do",
  ventilation: "breathing relative to the drug-free body, 100 (1 - effect on breathing) [%]",
  "withdrawal index":
    "adaptation at mu less what drugs now add to its response, from 0 to below 1 [-]",
  tolerance:
    "smaller effect of the same dose, because adaptation has taken efficacy away; adaptation follows what drugs add to the response of a receptor",
  "ng/mL": "mass of a drug in a volume of plasma: 1 ng/mL is a millionth of a gram in a litre",
  trough: "lowest value within the last dosing interval",
  "dosing interval": "time from one dose to the next; the report is about the last one of the run",
  affinity:
    "how tightly a ligand binds to a receptor: the lower the concentration that holds half of the receptors, the higher the affinity",
  agonist:
    "drug that activates a receptor; its efficacy, the response per occupied receptor, is above 0",
  antagonist: "drug that holds a receptor and does not activate it; its efficacy is 0",
  "drug-free": "state of the body without any drug, from which the response is counted",
  "immune part":
    "read-outs of immune cells; they are hypotheses, and their weights are assumptions that nobody has measured",
  posterior:
    "set of parameter values that agree with published figures; each draw is one such set, and the band holds 90 % of the draws",
};
