/** What a text holds is checked here before it becomes a choice. A fault is a sentence. */

import type { Facts } from "../core/contract";
import { type Choice, DEFAULT, MOST_MISSED, type Page, RANGES } from "./choice";

/** The longest regimen that the page keeps in its address. */
export const LONGEST_TEXT = 20000;

/** A page that was read, with a sentence for each value that was refused. */
export interface Read {
  page: Page;
  faults: string[];
}

/** A value that breaks a rule; its message is a sentence for the page. */
export class Fault extends Error {}

/** Returns the number that a text holds. Throws Fault if it is none, or out of range. */
export function numberOf(name: string, text: string, field: keyof typeof RANGES): number {
  const [low, high] = RANGES[field];
  const value = /^\s*[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?\s*$/i.test(text)
    ? Number(text)
    : Number.NaN;
  if (Number.isNaN(value)) throw new Fault(`${name} = '${cut(text)}': must be a number.`);
  if (!(value >= low && value <= high))
    throw new Fault(`${name} = ${cut(text)}: must lie between ${low} and ${high}.`);
  return value;
}

/** Returns the text if it is one of the known ones. */
export function oneOf<T extends string>(name: string, text: string, known: readonly T[]): T {
  const found = known.find((one) => one === text);
  if (found === undefined)
    throw new Fault(`${name} = '${cut(text)}': unknown; known are ${known.join(", ")}.`);
  return found;
}

/** Returns the numbers of doses in a text such as 3,5-7. */
export function dosesIn(name: string, text: string): number[] {
  const found = new Set<number>();
  for (const part of text.split(",").map((one) => one.trim())) {
    if (part === "") continue;
    const range = /^(\d{1,7})(?:-(\d{1,7}))?$/.exec(part);
    if (!range)
      throw new Fault(`${name} = '${cut(part)}': must be numbers of doses, such as 3,5-7.`);
    const first = Number(range[1]);
    const last = Number(range[2] ?? range[1]);
    if (first < 1 || last < first || last - first >= MOST_MISSED)
      throw new Fault(`${name} = '${cut(part)}': must name doses from 1, at most ${MOST_MISSED}.`);
    for (let one = first; one <= last; ++one) found.add(one);
  }
  if (found.size > MOST_MISSED) throw new Fault(`${name}: names more than ${MOST_MISSED} doses.`);
  return [...found].sort((x, y) => x - y);
}

/** Returns numbers of doses as a text such as 3,5-7. */
export function dosesAs(numbers: readonly number[]): string {
  const parts: string[] = [];
  for (let i = 0; i < numbers.length; ++i) {
    const first = numbers[i];
    while (numbers[i + 1] === (numbers[i] ?? 0) + 1) ++i;
    parts.push(first === numbers[i] ? `${first}` : `${first}-${numbers[i]}`);
  }
  return parts.join(",");
}

/** Returns the names of a drug's routes, or none if the library lacks the drug. */
export function routesOf(facts: Facts, drug: string): string[] {
  return facts.drugs.find((one) => one.name === drug)?.routes.map((one) => one.word) ?? [];
}

/** Returns a drug with a route that the library has; `instead` if it lacks the drug. */
function known<T extends { drug: string; route: string }>(
  facts: Facts,
  given: T,
  instead: T | null,
  fault: (text: string) => void,
): T | null {
  const routes = routesOf(facts, given.drug);
  const [first] = routes;
  if (first === undefined) {
    const shown = instead ? `${instead.drug} is shown, in its default dose` : "it is left out";
    fault(`drug = '${cut(given.drug)}': the library has no route for such a drug; ${shown}.`);
    return instead;
  }
  if (routes.includes(given.route)) return given;
  fault(`route = '${cut(given.route)}': ${given.drug} has ${routes.join(", ")}.`);
  return { ...given, route: first };
}

/** Returns the page with other names where the library lacks those of the address, and a sentence for each. */
export function withKnownNames(page: Page, facts: Facts): Read {
  const faults: string[] = [];
  const fault = (text: string) => faults.push(text);
  const { drug, route, dose, biophase } = DEFAULT;
  const choiceOf = (choice: Choice): Choice => {
    const found = known(facts, choice, { ...choice, drug, route, dose }, fault) ?? choice;
    const other = found.other && known(facts, found.other, null, (text) => fault(`other.${text}`));
    if (facts.presets.some((one) => one.name === found.biophase)) return { ...found, other };
    fault(`biophase = '${cut(found.biophase)}': the library has no such preset.`);
    return { ...found, other, biophase };
  };
  return { page: { ...page, a: choiceOf(page.a), b: page.b && choiceOf(page.b) }, faults };
}

/** Returns a text short enough for a sentence. */
export function cut(text: string): string {
  const letters = [...text];
  return letters.length > 40 ? `${letters.slice(0, 40).join("")}…` : text;
}
