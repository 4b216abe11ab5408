/** What the page and its worker say to each other. Times are in hours, and amounts in mg. */

/** A setting is all that decides on a run. */
export interface Setting {
  /** The regimen as text (docs/dosing.md). */
  regimen: string;
  /** Every dose of this drug has this amount [mg] instead; null leaves the regimen as it is. */
  dose: { drug: string; amount: number } | null;
  biophase: string;
  phi: number;
  /** The parts of the body's response, by name: turnover, peptides, adaptation, effects, immune. */
  response: string[];
  /** The weights of the immune part: mechanism or illustrative. */
  weights: string;
  /** hepatic (normal, compensated, decompensated), creatinine_clearance [mL/min], weight [kg], ... */
  covariates: Record<string, number | string>;
  /** The end of the run [h]; null is the default end of the regimen. */
  end: number | null;
}

/** A failure says what was wrong, in the words of the library. */
export interface Failure {
  kind: string;
  message: string;
  field?: string;
  value?: string;
  rule?: string;
  /** A text that does not parse comes with the place of the word that is wrong. */
  text?: string;
  position?: number;
  length?: number;
}

export interface Dose {
  drug: string;
  route: string;
  amount: number;
  time: number;
}

export interface Regimen {
  /** The text as the library writes it. */
  text: string;
  drugs: string[];
  count: number;
  /** The default end of a run [h]. */
  end: number;
  doses: Dose[];
  /** Whether there are more doses than are listed. */
  more: boolean;
}

export interface Column {
  /** The name is that of Python's tables, e.g. occupancy.naltrexone.mu. */
  name: string;
  unit: string;
  values: Float64Array;
}

/** A row of a report holds statistics over the last dosing interval, from `begin` to `end` [h]. */
export interface Row {
  name: string;
  unit: string;
  begin: number;
  end: number;
  peak: number;
  t_peak: number;
  trough: number;
  mean: number;
  area?: number;
  hours_above_50?: number;
  hours_above_1?: number;
}

export interface Run {
  regimen: Regimen;
  end: number;
  times: Float64Array;
  columns: Column[];
}

/** Curves of many draws, as the numbers of one column [draw, time]. */
export type Curves = Float64Array;

/** A number on which a note rests comes with its range and its sources. */
export interface Known {
  value: number;
  low: number;
  high: number;
  status: string;
  sources: string[];
  remark: string;
}

export interface Facts {
  version: string;
  drugs: {
    name: string;
    agonist: boolean;
    routes: { word: string; name: string; salt: string }[];
  }[];
  presets: { name: string; half_life: number; matches: string; fails: string }[];
  /** Notes on safety; a text has fields in braces, such as {opioid}. */
  notes: { name: string; text: string; severity: number; status: string; sources: string[] }[];
  /** The numbers that decide when a note is shown, such as naltrexone.oral.label_dose [mg]. */
  safety: Record<string, Known>;
  references: { key: string; citation: string; doi: string }[];
}

/** Questions go to the worker with a number, which its answer has too. */
export type Question =
  | { what: "start"; wasm: ArrayBuffer }
  | { what: "regimen"; text: string }
  | { what: "run"; setting: Setting }
  | { what: "report"; setting: Setting }
  | {
      what: "curves";
      setting: Setting;
      draws: Record<string, number>[];
      column: string;
      times: Float64Array;
    };

export interface Answers {
  start: Facts;
  regimen: Regimen;
  run: Run;
  report: Row[];
  curves: Curves;
}

export type Answer<T> = { value: T; error?: undefined } | { error: Failure; value?: undefined };
