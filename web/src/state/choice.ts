/** A choice is what the controls hold. The core's setting is made of it (setting.ts). */

export const HEPATIC = ["normal", "compensated", "decompensated"] as const;
export const IMMUNE = ["off", "mechanism", "illustrative"] as const;
export type Hepatic = (typeof HEPATIC)[number];
export type Immune = (typeof IMMUNE)[number];

/** Another drug is given once, on top of the regimen. */
export interface Other {
  drug: string;
  amount: number;
  route: string;
  time: number;
}

export interface Choice {
  drug: string;
  route: string;
  /** Amount of each dose [mg]. */
  dose: number;
  /** Time between doses [h]. */
  interval: number;
  /** Hour of the first dose, from midnight of the first day [h]. */
  hour: number;
  days: number;
  /** The numbers of the doses that are missed, from 1. */
  missed: number[];
  other: Other | null;
  /** The regimen in the user's own words; null if the controls write it. */
  text: string | null;
  /** End of the run [h]; null is one interval after the last dose. */
  end: number | null;
  hepatic: Hepatic;
  /** Creatinine clearance [mL/min]; null is the typical person's. */
  clearance: number | null;
  biophase: string;
  phi: number;
  immune: Immune;
}

export const DEFAULT: Choice = {
  drug: "naltrexone",
  route: "po",
  dose: 4.5,
  interval: 24,
  hour: 22,
  days: 7,
  missed: [],
  other: null,
  text: null,
  end: null,
  hepatic: "normal",
  clearance: null,
  biophase: "pet",
  phi: 1,
  immune: "off",
};

/** A range holds the lowest and the highest value that the page takes. */
export type Range = readonly [low: number, high: number];

export const RANGES = {
  dose: [0, 1e9],
  interval: [0.05, 8760],
  hour: [0, 24],
  days: [1, 10000],
  phi: [0, 1],
  clearance: [1, 1000],
  end: [0.01, 1e6],
  "other.amount": [0, 1e9],
  "other.time": [0, 1e6],
} as const satisfies Record<string, Range>;

/** No more missed doses than this are kept: the text has one clause for each gap. */
export const MOST_MISSED = 366;

/** Returns how many doses the controls ask for, missed ones included. */
export function countOf(choice: Choice): number {
  return Math.max(1, Math.floor((choice.days * 24) / choice.interval + 1e-9));
}

/** A page shows one choice or two beside each other. */
export type Side = "a" | "b";
export const SPANS = ["run", "first", "last"] as const;
export type Span = (typeof SPANS)[number];

export interface Page {
  a: Choice;
  b: Choice | null;
  /** The choice that the controls change. */
  edit: Side;
  /** The part of the run that the curves show. */
  span: Span;
  bands: boolean;
  /** The statistics of the dose-response curve, as row:statistic; an empty y2 is the peak occupancy of mu by the drug. */
  y1: string;
  y2: string;
}

export const FIRST_PAGE: Page = {
  a: DEFAULT,
  b: null,
  edit: "a",
  span: "run",
  bands: true,
  y1: "tone.mu:mean",
  y2: "",
};

/** Returns the choice that the controls change. */
export function edited(page: Page): Choice {
  return page.edit === "b" && page.b ? page.b : page.a;
}

/** Returns the page with changes in the choice that the controls change. It keeps those missed doses that there still are. */
export function changed(page: Page, changes: Partial<Choice>): Page {
  const side = page.edit === "b" && page.b ? "b" : "a";
  const choice = { ...edited(page), ...changes };
  const count = countOf(choice);
  return { ...page, [side]: { ...choice, missed: choice.missed.filter((one) => one <= count) } };
}
