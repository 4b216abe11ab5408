/** Random choices and pages, for the laws that hold for all of them; a seed makes them again. */

import { type Choice, FIRST_PAGE, HEPATIC, IMMUNE, type Page, SPANS } from "../../src/state/choice";

/** Returns numbers from 0 to below 1, the same for a seed (mulberry32). */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function anyChoice(next: () => number): Choice {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T;
  const some = <T>(value: T): T | null => (next() < 0.5 ? value : null);
  const missed = Array.from({ length: Math.floor(next() * 8) }, () => 1 + Math.floor(next() * 60));
  return {
    drug: pick(["naltrexone", "morphine", "6-beta"]),
    route: pick(["po", "iv", "depotrex"]),
    dose: pick([0, 4.5, 1e9, next() * 100, 0.1 + 0.2]),
    interval: 0.05 + next() * 100,
    hour: next() * 24,
    days: 1 + Math.floor(next() * 100),
    missed: [...new Set(missed)].sort((x, y) => x - y),
    other: some({ drug: "naloxone", amount: next(), route: "in", time: next() * 100 }),
    text: some(pick(["naltrexone 4.5 mg po", "a & b=c#%?\n+ μ 😀", "", "<img>"])),
    end: some(1 + next() * 1000),
    hepatic: pick(HEPATIC),
    clearance: some(1 + next() * 200),
    biophase: pick(["pet", "slow"]),
    phi: next(),
    immune: pick(IMMUNE),
  };
}

export function anyPage(next: () => number): Page {
  const b = next() < 0.5 ? anyChoice(next) : null;
  return {
    ...FIRST_PAGE,
    a: anyChoice(next),
    b,
    edit: b && next() < 0.5 ? "b" : "a",
    span: SPANS[Math.floor(next() * 3)] ?? "run",
    bands: next() < 0.5,
    y1: "withdrawal:peak",
  };
}
