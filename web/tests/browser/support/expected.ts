/** The expected numbers come from the native library (expected.py). */

import { readFileSync } from "node:fs";
import { expectedFile } from "./places";

/** A report holds numbers by row and statistic. */
export type Report = Record<string, Record<string, number>>;

export interface Expected {
  /** Reports of named settings. */
  reports: Record<string, Report>;
  /** Reports of named regimens with each of the doses of the dose-response curve [mg]. */
  curves: Record<string, { dose: number; report: Report }[]>;
  /** Percentiles of curves of the posterior's draws by column, for the default controls over two days. */
  bands: Record<string, Record<"low" | "median" | "high", number[]>>;
}

export const expected = JSON.parse(readFileSync(expectedFile, "utf8")) as Expected;

/** Returns the report of a setting that expected.py names. */
export function reportOf(name: string): Report {
  const found = expected.reports[name];
  if (!found) throw new Error(`expected.py has no setting ${name}`);
  return found;
}

/** Returns the first numbers that two reports do not share, to the last bit, as sentences. */
export function differences(found: Report, wanted: Report): string[] {
  const list = (report: Report) =>
    Object.entries(report).flatMap(([row, numbers]) =>
      Object.entries(numbers).map(([name, value]) => `${row} ${name} ${value}`),
    );
  const [here, there] = [new Set(list(found)), new Set(list(wanted))];
  const more = [...here].filter((one) => !there.has(one)).map((one) => `the page alone: ${one}`);
  const less = [...there].filter((one) => !here.has(one)).map((one) => `the library: ${one}`);
  return [...more.slice(0, 2), ...less.slice(0, 2)];
}
