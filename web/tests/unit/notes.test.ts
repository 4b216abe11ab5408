import { expect, test } from "vitest";
import type { Facts } from "../../src/core/contract";
import { mostWithin, notesOf, type Taken } from "../../src/state/notes";

// Names and texts are made up here; the rules are those of data/safety.toml.
const note = (name: string, severity: number, text: string) => ({
  name,
  text,
  severity,
  status: "read",
  sources: ["label"],
});
const route = { word: "po", name: "oral", salt: "" };
const known = (value: number, source: string) => ({
  value,
  low: 1,
  high: 250,
  status: "memory",
  sources: [source],
  remark: "",
});
const facts: Facts = {
  version: "",
  drugs: [
    { name: "blocker", agonist: false, routes: [route] },
    { name: "opioid", agonist: true, routes: [route] },
  ],
  presets: [],
  notes: [
    note("above-label", 2, "{drug} {route}: {value} within {period} above {label}{remark}"),
    note("implausible", 3, "{value} outside {low} to {high}"),
    note("overcome", 1, "{opioid} against {antagonist}"),
    note("precipitated", 1, "within {days} days"),
    note("hepatic", 2, "{drug} times {value}"),
    note("hepatic-unknown", 2, "{drug} unknown"),
  ],
  safety: {
    "blocker.block": known(72, "block"),
    "blocker.opioid_free": known(240, "free"),
    "blocker.oral.label_dose": { ...known(50, "dose"), remark: "once a day" },
    "blocker.oral.label_hours": known(24, "hours"),
    "plausible.creatinine_clearance": known(100, "kidneys"),
  },
  references: [],
};
const dose = (drug: string, amount: number, time: number) => ({ drug, route: "po", amount, time });
const healthy = { hepatic: "normal", clearance: null, factors: [] };
type Given = Omit<Taken, "drugs"> & { drugs?: string[] };
const noted = (given: Given) =>
  notesOf(facts, { drugs: [...new Set(given.doses.map((one) => one.drug))], ...given });
const texts = (given: Given) => noted(given).map((one) => one.text);

test("an antagonist and an agonist in one regimen have the notes of the pair, at any time", () => {
  const doses = [dose("blocker", 5, 0), dose("opioid", 10, 1e6)];
  expect(texts({ doses, ...healthy })).toEqual(["opioid against blocker", "within 10 days"]);
  expect(texts({ doses: doses.slice(0, 1), ...healthy })).toEqual([]);
});

test("a drug has its notes of pairs, though no dose of it is listed", () => {
  const drugs = ["blocker", "opioid"];
  expect(texts({ doses: [dose("blocker", 5, 0)], drugs, ...healthy })).toEqual([
    "opioid against blocker",
    "within 10 days",
  ]);
});

test("a placebo is no dose", () => {
  const doses = [dose("blocker", 0, 0), dose("opioid", 10, 0)];
  expect(texts({ doses, ...healthy })).toEqual([]);
});

test("doses above that of the label are named with their sum within its period", () => {
  const doses = [dose("blocker", 30, 0), dose("blocker", 30, 12)];
  expect(texts({ doses, ...healthy })).toEqual([
    "blocker by mouth: 60 mg within 24 h above 50 mg; once a day",
  ]);
  expect(texts({ doses: [dose("blocker", 50, 0), dose("blocker", 50, 24)], ...healthy })).toEqual(
    [],
  );
});

test("a note cites what its number rests on, and its doubt", () => {
  const doses = [dose("blocker", 60, 0), dose("opioid", 10, 0)];
  const found = noted({ doses, ...healthy, clearance: 300 });
  const cited = Object.fromEntries(found.map((one) => [one.name, one.sources]));
  expect(cited).toEqual({
    overcome: ["label"],
    precipitated: ["free"],
    "above-label": ["dose"],
    implausible: ["kidneys"],
  });
  expect(found.find((one) => one.name === "precipitated")?.doubt).toMatch(/^from memory/);
  expect(found.find((one) => one.name === "implausible")?.text).toBe("300 mL/min outside 1 to 250");
});

test("an ill liver is noted with its factor, or as unknown if there is none", () => {
  const doses = [dose("blocker", 5, 0)];
  const ill = (factor: number) => ({
    doses,
    hepatic: "decompensated",
    clearance: null,
    factors: [{ organ: "hepatic" as const, drug: "blocker", route: "po", factor }],
  });
  expect(texts(ill(8.23))).toEqual(["blocker times 8.2"]);
  expect(texts(ill(1))).toEqual(["blocker unknown"]);
});

test("the largest sum slides over the doses", () => {
  const doses = [dose("a", 1, 0), dose("a", 2, 10), dose("a", 4, 20), dose("a", 1, 40)];
  expect(mostWithin(doses, 15)).toBe(6);
  expect(mostWithin(doses, 10)).toBe(4);
});
