/** Every control changes the numbers to those that the native library gives for the same setting. */

import type { Page } from "playwright-core";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { differences, reportOf } from "./support/expected";
import { drag, keys, letters, pick, type, write } from "./support/hands";
import { opened, type ShownPage } from "./support/page";

let shown: ShownPage;
let page: Page;

beforeAll(async () => {
  shown = await opened();
  page = shown.page;
  await page.locator("#missed-summary").click();
});

beforeEach(() => shown.reset());

type Case = [control: string, act: (page: Page) => Promise<void>, shows: string];

const MOUSE: Case[] = [
  ["drug", (page) => pick(page, "drug", "morphine"), "drug"],
  ["route", (page) => pick(page, "route", "er"), "route"],
  ["dose", (page) => write(page, "dose", "50"), "dose 50"],
  ["dose-slider, right", (page) => drag(page, "dose-slider", "right"), "dose 500"],
  ["dose-slider, left", (page) => drag(page, "dose-slider", "left"), "dose 0.01"],
  ["interval", (page) => write(page, "interval", "12"), "interval 12"],
  ["interval-slider", (page) => drag(page, "interval-slider", "right"), "interval 96"],
  ["hour", (page) => write(page, "hour", "8"), "hour 8"],
  ["hour-slider", (page) => drag(page, "hour-slider", "left"), "hour 0"],
  ["days", (page) => write(page, "days", "3"), "days 3"],
  ["days-slider", (page) => drag(page, "days-slider", "left"), "days 1"],
  ["missed-3", (page) => page.locator("label.chip", { hasText: /^3$/ }).click(), "missed 3"],
  ["missed", (page) => write(page, "missed", "3,5-6"), "missed 3,5-6"],
  ["hepatic", (page) => pick(page, "hepatic", "decompensated"), "hepatic"],
  ["clearance", (page) => write(page, "clearance", "20"), "clearance 20"],
  ["clearance-slider", (page) => drag(page, "clearance-slider", "left"), "clearance 5"],
  ["biophase", (page) => pick(page, "biophase", "transient"), "biophase"],
  ["phi", (page) => write(page, "phi", "0"), "phi 0"],
  ["phi-slider", (page) => drag(page, "phi-slider", "left"), "phi 0"],
  ["immune", (page) => pick(page, "immune", "mechanism"), "immune"],
  ["immune, weights", (page) => pick(page, "immune", "illustrative"), "immune illustrative"],
  ["end", (page) => write(page, "end", "100"), "end"],
  ["other-drug", (page) => pick(page, "other-drug", "morphine"), "other"],
];

const KEYBOARD: Case[] = [
  ["drug", (page) => letters(page, "drug", "morph"), "drug"],
  ["route", (page) => letters(page, "route", "er"), "route"],
  ["dose", (page) => type(page, "dose", "50"), "dose 50"],
  ["dose-slider, End", (page) => keys(page, "dose-slider", "End"), "dose 500"],
  ["dose-slider, Home", (page) => keys(page, "dose-slider", "Home"), "dose 0.01"],
  ["interval", (page) => type(page, "interval", "12"), "interval 12"],
  ["interval-slider", (page) => keys(page, "interval-slider", "ArrowRight"), "interval 25"],
  ["hour", (page) => type(page, "hour", "8"), "hour 8"],
  ["hour-slider", (page) => keys(page, "hour-slider", "ArrowUp"), "hour 22.5"],
  ["days", (page) => type(page, "days", "3"), "days 3"],
  ["days-slider", (page) => keys(page, "days-slider", "ArrowRight"), "days 8"],
  ["missed-3", (page) => keys(page, "missed-3", "Space"), "missed 3"],
  ["missed", (page) => type(page, "missed", "3, 5-6"), "missed 3,5-6"],
  ["hepatic", (page) => letters(page, "hepatic", "deco"), "hepatic"],
  ["clearance", (page) => type(page, "clearance", "20"), "clearance 20"],
  ["clearance-slider", (page) => keys(page, "clearance-slider", "ArrowRight"), "clearance 101"],
  ["biophase", (page) => letters(page, "biophase", "trans"), "biophase"],
  ["phi", (page) => type(page, "phi", "0"), "phi 0"],
  ["phi-slider", (page) => keys(page, "phi-slider", "ArrowLeft"), "phi 0.95"],
  ["immune", (page) => keys(page, "immune", "ArrowDown"), "immune"],
  ["immune, weights", (page) => keys(page, "immune", "End"), "immune illustrative"],
  ["end", (page) => type(page, "end", "100"), "end"],
  ["other-drug", (page) => letters(page, "other-drug", "morph"), "other"],
];

// A setting with the report of the default would be found before it is there.
test.each([...MOUSE, ...KEYBOARD])(
  "the report of %s is not that of the default",
  (_, __, shows) => {
    expect(differences(reportOf(shows), reportOf("default"))).not.toEqual([]);
  },
);

test.each(MOUSE)("by mouse, %s gives the native library's numbers", async (_, act, shows) => {
  await act(page);
  await shown.shows(shows);
});

test.each(KEYBOARD)("by keyboard, %s gives the native library's numbers", async (_, act, shows) => {
  await act(page);
  await shown.shows(shows);
});

const OTHER: Case[] = [
  ["other-dose, mouse", (page) => write(page, "other-dose", "40"), "other-dose"],
  ["other-dose, keyboard", (page) => type(page, "other-dose", "40"), "other-dose"],
  ["other-route, mouse", (page) => pick(page, "other-route", "iv"), "other"],
  ["other-route, keyboard", (page) => letters(page, "other-route", "iv"), "other"],
  ["other-time, mouse", (page) => write(page, "other-time", "100"), "other-time"],
  ["other-time, keyboard", (page) => type(page, "other-time", "100"), "other-time"],
  ["other-drug, none", (page) => pick(page, "other-drug", ""), "default"],
];

test.each(OTHER)(
  "on top of the regimen, %s gives the native library's numbers",
  async (_, act, shows) => {
    await shown.go("v=1&a.other=morphine+10+po+166");
    await shown.shows("other by mouth");
    await act(page);
    await shown.shows(shows);
  },
);

test("a dose by hand switches the controls of dosing off, and a button gives them back", async () => {
  await write(page, "regimen", "morphine 10 mg iv q6h x4 + naloxone 0.4 mg iv at 12h");
  await shown.shows("by hand");
  expect(await shown.text("regimen-mode")).toBe("by hand");
  expect(await page.locator("#dose").isDisabled()).toBe(true);
  await keys(page, "back-to-controls", "Enter");
  await shown.shows("default");
  expect(await page.locator("#dose").isDisabled()).toBe(false);
});

test("the numbers move the way that the pharmacology says", async () => {
  const mean = async (row: string) => (await shown.report())[row]?.mean ?? Number.NaN;
  const [plasma, occupied] = ["mass_concentration.naltrexone", "occupancy.naltrexone.mu"];
  const before = [await mean(plasma), await mean(occupied)];
  await write(page, "dose", "50");
  await shown.shows("dose 50");
  const after = [await mean(plasma), await mean(occupied)];
  // Elimination is linear, so that exposure is in proportion to the dose; the solver's tolerance is 1e-6 or less.
  expect((after[0] ?? 0) / (before[0] ?? 1)).toBeCloseTo(50 / 4.5, 4);
  expect(after[1]).toBeGreaterThan(before[1] ?? 1e9);
});
