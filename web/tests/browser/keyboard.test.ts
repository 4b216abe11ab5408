/** The keyboard reaches everything, in the order in which it is seen, and leaves everything. */

import type { Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import { opened, type ShownPage } from "./support/page";

/** All tests share a page; the first one needs a focus that has been nowhere yet. */
let shown: ShownPage;
let page: Page;

beforeAll(async () => {
  shown = await opened("#v=1&a.dose=50&bands=0");
  page = shown.page;
  await page.locator("#python-a").waitFor();
});

interface Stop {
  name: string;
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Returns where the focus is, with its place on the page. */
function focused(): Promise<Stop> {
  return page.evaluate(() => {
    const one = document.activeElement ?? document.body;
    const box = one.getBoundingClientRect();
    const { left, right } = box;
    const words = one.id || one.getAttribute("aria-label") || one.textContent;
    const name = one === document.body ? "body" : words || one.localName;
    return { name, left, right, top: box.top + scrollY, bottom: box.bottom + scrollY };
  });
}

/** Presses a key until the focus is back at the skip link, and returns where it has been. */
async function round(key: "Tab" | "Shift+Tab", most: number): Promise<Stop[]> {
  await page.locator("#skip").focus();
  const stops = [await focused()];
  while (stops.length <= most) {
    await page.keyboard.press(key);
    const stop = await focused();
    if (stop.name === "skip") return stops;
    if (stop.name !== "body") stops.push(stop); // beyond the last place, or before the first
  }
  throw new Error(`the focus does not come back: ${stops.map((one) => one.name).join(", ")}`);
}

/** Tells how many places of the page take the focus by themselves. */
function places(): Promise<number> {
  return page.evaluate(() => {
    const all = "a[href], button, input, select, textarea, summary, [tabindex='0']";
    const found = [...document.querySelectorAll<HTMLElement>(all)];
    return found.filter((one) => one.checkVisibility() && !one.matches(":disabled")).length;
  });
}

test("the first Tabs reach the skip link, then the examples and the controls, as they are seen", async () => {
  const stops: Stop[] = [];
  for (let k = 0; k < 16; ++k) {
    await page.keyboard.press("Tab");
    stops.push(await focused());
  }
  expect(stops.map((one) => one.name)).toEqual([
    ...["skip", "theme", "What is contested and assumed"],
    ...["doses", "missed", "liver", "rescue", "tolerance"].map((one) => `example-${one}`),
    ...["compare", "regimen", "drug", "route", "dose-slider", "dose"],
    ...["What is dosing interval?", "interval-slider"],
  ]);
  // Each stop is below the one before, or to its right; the skip link lies above the page, at its left.
  const back = stops.slice(2).filter((one, k) => {
    const before = stops[k + 1];
    return before && one.bottom <= before.top && one.left < before.right;
  });
  expect(back).toEqual([]);
});

test("Tab goes to every place once and round again, and so does Shift+Tab", async () => {
  const count = await places();
  expect(count).toBeGreaterThan(50);
  const forth = (await round("Tab", count)).map((one) => one.name);
  expect(forth.length).toBe(count);
  const [first, ...rest] = (await round("Shift+Tab", count)).map((one) => one.name);
  expect([first, ...rest.reverse()]).toEqual(forth);
});

test("the skip link goes to the curves, and the setting stays", async () => {
  const before = page.url();
  await page.locator("#skip").focus();
  await page.keyboard.press("Enter");
  expect((await focused()).name).toBe("curves");
  await shown.shows("dose 50");
  expect(await shown.text("error")).toBe("");
  expect(page.url()).toBe(before);
  expect(await page.locator("#curves-title").isVisible()).toBe(true);
});

test("Escape closes the meaning of a word and leaves the focus where it is", async () => {
  const tip = page.locator("#tip");
  const word = page
    .locator("#interval-slider")
    .locator("xpath=ancestor::*[@class='field']//button");
  expect(await tip.isVisible()).toBe(false);
  await word.focus();
  expect(await tip.isVisible()).toBe(true);
  expect(await tip.textContent()).toMatch(/^dosing interval: time from one dose to the next/);
  await page.keyboard.press("Escape");
  expect(await tip.isVisible()).toBe(false);
  expect((await focused()).name).toBe("What is dosing interval?");
  await page.keyboard.press("Enter");
  expect(await tip.isVisible()).toBe(true);
  await page.keyboard.press("Tab");
  expect(await tip.isVisible()).toBe(false);
});

test("a mouse over a word shows its meaning, and Escape hides it", async () => {
  const tip = page.locator("#tip");
  const word = page.locator('[data-panel="tone"] h3 button');
  await word.hover();
  expect(await tip.textContent()).toMatch(/^tone: signal of all ligands/);
  expect(await tip.isVisible()).toBe(true);
  await page.keyboard.press("Escape");
  expect(await tip.isVisible()).toBe(false);
  await page.mouse.move(1, 1);
  await word.hover();
  expect(await tip.isVisible()).toBe(true);
  await page.mouse.move(1, 1);
  expect(await tip.isVisible()).toBe(false);
});
