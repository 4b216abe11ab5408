import { expect, test } from "vitest";
import type { Facts } from "../../src/core/contract";
import { withKnownNames } from "../../src/state/check";
import { changed, DEFAULT, FIRST_PAGE } from "../../src/state/choice";
import { addressOf, pageOf } from "../../src/state/url";
import { anyPage, random } from "./choices";

test("a page that is written and read is the same page", () => {
  const next = random(1);
  for (let k = 0; k < 500; ++k) {
    const page = anyPage(next);
    expect(pageOf(`#${addressOf(page)}`)).toEqual({ page, faults: [] });
  }
});

test("the first page has an address with nothing but the version", () => {
  expect(addressOf(FIRST_PAGE)).toBe("v=1");
  expect(pageOf("")).toEqual({ page: FIRST_PAGE, faults: [] });
});

test.each([
  ["v=1&a.dose=NaN", "a.dose = 'NaN': must be a number."],
  ["v=1&a.dose=Infinity", "a.dose = 'Infinity': must be a number."],
  ["v=1&a.dose=1e400", "a.dose = 1e400: must lie between 0 and 1000000000."],
  ["v=1&a.dose=-1", "a.dose = -1: must lie between 0 and 1000000000."],
  ["v=1&a.phi=1.5", "a.phi = 1.5: must lie between 0 and 1."],
  [
    "v=1&a.hepatic=green",
    "a.hepatic = 'green': unknown; known are normal, compensated, decompensated.",
  ],
  ["v=1&a.colour=red", "a.colour: unknown part of the address."],
  ["v=1&a.constructor=1", "a.constructor: unknown part of the address."],
  ["v=1&b.dose=5", "b.dose: there is no second setting; b=1 makes one."],
  ["v=1&edit=b", "edit = 'b': there is no second setting; b=1 makes one."],
  ["v=1&a.missed=9-3", "a.missed = '9-3': must name doses from 1, at most 366."],
  ["v=1&a.drug=%3Cimg%3E", "a.drug = '<img>': unknown."],
])("%s is refused with a sentence and leaves the defaults", (address, sentence) => {
  expect(pageOf(address)).toEqual({ page: FIRST_PAGE, faults: [sentence] });
});

test("an address of a later version is refused as a whole", () => {
  const { page, faults } = pageOf("#v=2&a.dose=5");
  expect(page.a).toEqual(DEFAULT);
  expect(faults[0]).toContain("version 1");
});

test("one value that is refused leaves the others", () => {
  const { page, faults } = pageOf("#v=1&a.dose=50&a.days=never");
  expect(page.a).toEqual({ ...DEFAULT, dose: 50 });
  expect(faults).toHaveLength(1);
});

test("a name that the library lacks is replaced alone, but a drug with its dose", () => {
  const routes = ["po", "iv"].map((word) => ({ word, name: word, salt: "" }));
  const drugs = ["morphine", "naltrexone"].map((name) => ({ name, agonist: false, routes }));
  const facts = { drugs, presets: [{ name: "pet" }] } as Facts;
  const read = (address: string) => {
    const { page, faults } = withKnownNames(pageOf(`#v=1&${address}`).page, facts);
    const { drug, route, dose, biophase, other } = page.a;
    return [drug, route, dose, biophase, other?.route ?? null, faults.length];
  };
  const morphine = "a.drug=morphine&a.dose=60";
  expect(read(`${morphine}&a.biophase=foo`)).toEqual(["morphine", "po", 60, "pet", null, 1]);
  expect(read(`${morphine}&a.route=sl`)).toEqual(["morphine", "po", 60, "pet", null, 1]);
  expect(read("a.drug=foo&a.dose=60")).toEqual(["naltrexone", "po", 4.5, "pet", null, 1]);
  expect(read(`${morphine}&a.other=foo+1+iv+0`)).toEqual(["morphine", "po", 60, "pet", null, 1]);
  expect(read(`${morphine}&a.other=morphine+1+sl+0`)).toEqual([
    ...["morphine", "po", 60, "pet", "po", 1],
  ]);
});

test("a change keeps those missed doses that there still are", () => {
  const page = { ...FIRST_PAGE, a: { ...DEFAULT, missed: [3, 5] } };
  expect(changed(page, { interval: 48 }).a.missed).toEqual([3]); // 7 days have 3 doses
  expect(changed(page, { days: 5 }).a.missed).toEqual([3, 5]);
});
