/** The controls write a regimen as text, in the language of docs/dosing.md. */

import { type Choice, countOf } from "./choice";

/** Returns a number as the language reads it: a decimal point, no exponent where that is short. */
export function plain(value: number): string {
  return String(Object.is(value, -0) ? 0 : value);
}

/** A stretch is a series of doses without a gap: the number of its first dose from 0, and how many. */
interface Stretch {
  first: number;
  count: number;
}

function stretches(total: number, missed: readonly number[]): Stretch[] {
  const found: Stretch[] = [];
  let first = 0;
  const gaps = [...new Set(missed)].filter((one) => one <= total).sort((x, y) => x - y);
  for (const gap of [...gaps, total + 1]) {
    if (gap - 1 > first) found.push({ first, count: gap - 1 - first });
    first = gap;
  }
  return found;
}

/** Rounds off what binary fractions add to a time, such as 0.30000000000000004 h. */
function time(hours: number): number {
  return Math.round(hours * 1e6) / 1e6;
}

function at(hours: number): string {
  return hours === 0 ? "" : ` at ${plain(time(hours))}h`;
}

/** Returns the text of the regimen that the controls describe; it is empty if every dose is missed. */
export function written(choice: Choice): string {
  const { drug, dose, route, interval, hour } = choice;
  const head = `${drug} ${plain(dose)} mg ${route} q${plain(interval)}h`;
  const clauses = stretches(countOf(choice), choice.missed).map(
    ({ first, count }) => `${head} x${count}${at(hour + first * interval)}`,
  );
  const { other } = choice;
  if (other)
    clauses.push(`${other.drug} ${plain(other.amount)} mg ${other.route}${at(other.time)}`);
  return clauses.join(" + ");
}

/** Returns the text of the regimen: the user's own, or what the controls write. */
export function textOf(choice: Choice): string {
  return choice.text ?? written(choice);
}
