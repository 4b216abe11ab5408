/** The panels of the page are chosen here: which columns of a run each one draws, under which names. */

import type { Column, Run } from "../core/contract";

/** A line is one column of a run. */
export interface Line {
  column: string;
  label: string;
  /** The number of its colour, from 0 (charts/look.ts). */
  colour: number;
  /** The factor from the column's unit to the panel's. */
  factor: number;
}

export interface Panel {
  id: string;
  title: string;
  unit: string;
  /** The word of the glossary that explains the panel. */
  term: string;
  lines: Line[];
  /** The level of the drug-free body, drawn as a thin line. */
  level?: number;
  /** Values that the axis always has, so that a flat line looks flat. */
  holds: readonly [number, number];
}

const RECEPTORS = ["mu", "delta", "kappa"];
const PEPTIDES = ["beta-endorphin", "enkephalin", "dynorphin"];
const EFFECTS = ["breathing", "pupil", "pain", "liking"];
const ENDOGENOUS = new Set(PEPTIDES);
/** A ligand beside the drugs, or a second drug's receptor, is drawn from this occupancy on [-]. */
const SEEN = 0.01;

function peak(column: Column): number {
  let most = 0;
  for (const value of column.values) if (value > most) most = value;
  return most;
}

/** Returns the columns of all runs, each name once, with its highest value in any of them. */
function columnsOf(runs: readonly Run[]): Map<string, number> {
  const found = new Map<string, number>();
  for (const run of runs)
    for (const column of run.columns)
      found.set(column.name, Math.max(found.get(column.name) ?? 0, peak(column)));
  return found;
}

function plasma(names: Map<string, number>): Line[] {
  const found = [...names.keys()].filter((name) => name.startsWith("mass_concentration."));
  return found.map((column, colour) => ({
    column,
    label: column.slice("mass_concentration.".length),
    colour,
    factor: 1,
  }));
}

function occupancy(names: Map<string, number>, drugs: readonly string[]): Line[] {
  const found: Line[] = [];
  const ligands = [...names.keys()]
    .map((name) => /^occupancy\.(.+)\.([a-z]+)$/.exec(name)?.[1])
    .filter((one): one is string => one !== undefined && !ENDOGENOUS.has(one));
  for (const ligand of new Set([...drugs, ...ligands]))
    for (const receptor of RECEPTORS) {
      const column = `occupancy.${ligand}.${receptor}`;
      const most = names.get(column);
      if (most === undefined || (ligand !== drugs[0] && most < SEEN)) continue;
      found.push({ column, label: `${receptor} ${ligand}`, colour: found.length, factor: 100 });
    }
  const one = new Set(found.map((line) => line.column.split(".")[1])).size === 1;
  return one ? found.map((line) => ({ ...line, label: line.label.split(" ")[0] ?? "" })) : found;
}

function each(
  names: Map<string, number>,
  head: string,
  tails: readonly string[],
  factor = 1,
  from = 0,
): Line[] {
  return tails
    .map((tail, k) => ({ column: head + tail, label: tail, colour: from + k, factor }))
    .filter((line) => names.has(line.column));
}

function effects(names: Map<string, number>): Line[] {
  const words: Record<string, string> = { pain: "pain relief", liking: "liking", pupil: "pupil" };
  const lines = each(names, "effect.", EFFECTS, 100, 1);
  const all = [...each(names, "", ["ventilation"]), ...lines];
  return all.map((line) => ({ ...line, label: words[line.label] ?? line.label }));
}

function withdrawal(names: Map<string, number>): Line[] {
  const found = each(names, "", ["withdrawal", "adaptation.mu"]);
  return found.map((line, k) => ({
    ...line,
    label: k === 0 ? "withdrawal index" : "adaptation mu",
  }));
}

/**
 * Returns the panels of one run or two.
 *
 * @param agonist tells whether a drug is an opioid agonist; without one there are no panels of effects.
 */
export function panelsOf(runs: readonly Run[], agonist: (drug: string) => boolean): Panel[] {
  const names = columnsOf(runs);
  const drugs = [...new Set(runs.flatMap((run) => run.regimen.drugs))];
  const times = "× drug-free";
  const found: Panel[] = [
    {
      id: "plasma",
      title: "Plasma",
      unit: "ng/mL",
      term: "ng/mL",
      lines: plasma(names),
      holds: [0, 0],
    },
    {
      id: "occupancy",
      title: "Receptors occupied",
      unit: "%",
      term: "occupancy",
      lines: occupancy(names, drugs),
      holds: [0, 100],
    },
    {
      id: "tone",
      title: "Tone",
      unit: times,
      term: "tone",
      lines: each(names, "tone.", RECEPTORS),
      level: 1,
      holds: [0, 1.2],
    },
  ];
  if (drugs.some(agonist))
    found.push(
      {
        id: "effects",
        title: "Effects",
        unit: "%",
        term: "effect",
        lines: effects(names),
        holds: [0, 100],
      },
      {
        id: "withdrawal",
        title: "Tolerance and withdrawal",
        unit: "index",
        term: "withdrawal index",
        lines: withdrawal(names),
        holds: [0, 0.2],
      },
    );
  found.push(
    {
      id: "peptides",
      title: "Peptides",
      unit: times,
      term: "peptide",
      lines: each(names, "peptide.", PEPTIDES),
      level: 1,
      holds: [0.9, 1.2],
    },
    {
      id: "density",
      title: "Density of receptors",
      unit: times,
      term: "density",
      lines: each(names, "density.", RECEPTORS),
      level: 1,
      holds: [0.9, 1.1],
    },
    {
      id: "immune",
      title: "Immune part (hypotheses)",
      unit: times,
      term: "immune part",
      lines: each(names, "", ["activation", "cytokine", "ogf"]),
      level: 1,
      holds: [0.9, 1.1],
    },
  );
  return found.filter((panel) => panel.lines.length > 0);
}
