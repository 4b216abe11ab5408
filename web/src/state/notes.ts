/**
 * The notes of data/safety.toml that a run calls for. The page is more cautious than the library (bindings/python,
 * room _notes): it compares no times, so that an antagonist and an agonist anywhere in one regimen have all notes of
 * that pair; and doses count as within a period of a label if they are less than its full length apart.
 */

import type { Dose, Facts, Known } from "../core/contract";

export interface Note {
  name: string;
  text: string;
  severity: number;
  sources: string[];
  /** What weakens the source, such as "from memory, unconfirmed"; or nothing. */
  doubt: string;
}

/** By what the exposure to a drug by a route is multiplied in a person whose liver or kidneys are ill. */
export interface Factor {
  organ: "hepatic" | "renal";
  drug: string;
  route: string;
  factor: number;
}

export interface Taken {
  /** All drugs of the regimen, whose doses may be too many to be listed. */
  drugs: readonly string[];
  doses: readonly Dose[];
  hepatic: string;
  clearance: number | null;
  factors: readonly Factor[];
}

const DOUBTS: Record<string, string> = {
  memory: "from memory, unconfirmed",
  secondary: "quoted second-hand, unconfirmed",
  assumed: "assumed",
};

/** The library knows no efficacy of these drugs; they bind as agonists do, so that they count as such. */
const UNKNOWN_EFFICACY = new Set(["carfentanil"]);

/** The words of the library's own notes for routes. */
const WAYS: Record<string, string> = {
  po: "by mouth",
  er: "as extended-release tablet",
  iv: "by vein",
  im: "into muscle",
  sc: "under the skin",
  in: "by nose",
  sl: "under the tongue",
  depotrex: "as Depotrex into muscle",
};

function route(word: string): string {
  return WAYS[word] ?? word;
}

/** Returns the largest sum of doses that begin within so many hours of each other [mg]. */
export function mostWithin(doses: readonly Dose[], hours: number): number {
  const sorted = [...doses].sort((x, y) => x.time - y.time);
  let most = 0;
  let sum = 0;
  let first = 0;
  for (const dose of sorted) {
    sum += dose.amount;
    while (dose.time - (sorted[first]?.time ?? 0) >= hours * (1 - 1e-9))
      sum -= sorted[first++]?.amount ?? 0;
    most = Math.max(most, sum);
  }
  return most;
}

function period(hours: number): string {
  const weeks = hours / 168;
  return weeks >= 2 && Number.isInteger(weeks) ? `${weeks} weeks` : `${hours} h`;
}

class Notes {
  readonly found: Note[] = [];

  constructor(private readonly facts: Facts) {}

  /** Adds a note with its fields filled in, once. It cites what its number rests on, if there is one. */
  add(name: string, fields: Record<string, string>, known?: Known): void {
    const row = this.facts.notes.find((one) => one.name === name);
    if (!row) return;
    const text = row.text.replace(/\{(\w+)\}/g, (_, field: string) => fields[field] ?? "…");
    if (this.found.some((one) => one.text === text)) return;
    const { sources, status } = known ?? row;
    const { severity } = row;
    this.found.push({ name, text, severity, sources, doubt: DOUBTS[status] ?? "" });
  }
}

function pairs(notes: Notes, facts: Facts, drugs: string[]): void {
  const agonist = (drug: string) =>
    UNKNOWN_EFFICACY.has(drug) || facts.drugs.some((one) => one.name === drug && one.agonist);
  const { safety } = facts;
  for (const antagonist of drugs.filter((one) => `${one}.block` in safety && !agonist(one)))
    for (const opioid of drugs.filter(agonist)) {
      const free = safety[`${opioid}.opioid_free`] ?? safety[`${antagonist}.opioid_free`];
      const fields = { antagonist, opioid, days: String((free?.value ?? 0) / 24) };
      for (const name of ["overcome", "former-dose", "blocked"]) notes.add(name, fields);
      notes.add("precipitated", fields, free);
    }
}

function labels(notes: Notes, facts: Facts, doses: readonly Dose[]): void {
  const ways = new Map(doses.map((one) => [`${one.drug} ${one.route}`, one]));
  for (const one of ways.values()) {
    const long = facts.drugs
      .find((drug) => drug.name === one.drug)
      ?.routes.find((way) => way.word === one.route)?.name;
    const label = facts.safety[`${one.drug}.${long}.label_dose`];
    const hours = facts.safety[`${one.drug}.${long}.label_hours`];
    if (label === undefined || hours === undefined) continue;
    const given = doses.filter((dose) => dose.drug === one.drug && dose.route === one.route);
    const most = mostWithin(given, hours.value);
    if (most <= label.value * (1 + 1e-9)) continue;
    const value = `${Number(most.toPrecision(6))} mg`;
    const fields = { drug: one.drug, route: route(one.route), value, period: period(hours.value) };
    const remark = label.remark ? `; ${label.remark}` : "";
    notes.add("above-label", { ...fields, label: `${label.value} mg`, remark }, label);
    const studied = facts.safety[`${one.drug}.${long}.studied_dose`];
    if (studied === undefined) continue;
    const name = most > studied.value * (1 + 1e-9) ? "beyond-studied" : "studied";
    notes.add(name, { ...fields, studied: `${studied.value} mg` }, studied);
  }
}

function organs(notes: Notes, facts: Facts, taken: Taken, drugs: string[]): void {
  const least = facts.safety["impaired.creatinine_clearance"]?.value ?? 0;
  const ill = {
    hepatic: taken.hepatic === "decompensated",
    renal: taken.clearance !== null && taken.clearance < least,
  };
  const impaired = `${least} mL/min`;
  for (const organ of ["hepatic", "renal"] as const) {
    if (!ill[organ]) continue;
    for (const drug of drugs) {
      const known = taken.factors.filter((one) => one.organ === organ && one.drug === drug);
      const acting = known.filter((one) => Math.abs(one.factor - 1) > 1e-4);
      for (const one of acting) {
        const value = String(Number(one.factor.toPrecision(2)));
        notes.add(organ, { drug, route: ` ${route(one.route)}`, value, impaired });
      }
      if (known.length > 0 && acting.length === 0)
        notes.add(`${organ}-unknown`, { drug, impaired });
    }
  }
  if ((ill.hepatic || ill.renal) && drugs.includes("naltrexone")) notes.add("organ-label", {});
}

function people(notes: Notes, facts: Facts, clearance: number | null): void {
  const plausible = facts.safety["plausible.creatinine_clearance"];
  if (clearance === null || !plausible) return;
  if (clearance >= plausible.low && clearance <= plausible.high) return;
  const fields = {
    what: "creatinine_clearance",
    value: `${clearance} mL/min`,
    low: String(plausible.low),
    high: String(plausible.high),
    unit_of_range: " mL/min",
  };
  notes.add("implausible", fields, plausible);
}

/** Returns the notes, those on what can kill first. */
export function notesOf(facts: Facts, taken: Taken): Note[] {
  const doses = taken.doses.filter((one) => one.amount > 0);
  const nothing = (drug: string) =>
    taken.doses.some((one) => one.drug === drug) && !doses.some((one) => one.drug === drug);
  const drugs = taken.drugs.filter((one) => !nothing(one));
  const notes = new Notes(facts);
  pairs(notes, facts, drugs);
  labels(notes, facts, doses);
  organs(notes, facts, taken, drugs);
  people(notes, facts, taken.clearance);
  return notes.found.sort((x, y) => x.severity - y.severity);
}
