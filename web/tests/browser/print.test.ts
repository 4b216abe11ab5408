/** The page on paper, in the dark and for people whom motion disturbs. */

import type { Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import { opened, type ShownPage } from "./support/page";
import { lookOf } from "./support/pixels";

const PAPER = { width: 794, height: 1123 }; // A4 at 96 pixels an inch
const SCREEN_ALONE = [
  ...["#settings", "#examples", "#take-away", "#spans", ".reader", ".skip", "#theme"],
  ...["#data-details", "#glossary", "#bands-label", "#all-rows"],
];
const ON_PAPER = [
  ...["h1", ".advice", "#legend", "#curves-title", "#report", "#preset", "footer"],
  ...["plasma", "occupancy", "tone"].map((id) => `[data-panel="${id}"] canvas`),
];

let light: ShownPage;
let dark: ShownPage;

beforeAll(async () => {
  const address = "#v=1&a.days=2&bands=0";
  light = await opened(address, { colorScheme: "light", viewport: PAPER });
  dark = await opened(address, { colorScheme: "dark", viewport: PAPER });
  for (const one of [light, dark]) await one.page.locator("#python-a").waitFor();
});

/** Prints as far as a test can: with the media of paper, and the event before it. */
async function print({ page }: ShownPage): Promise<Page> {
  await page.emulateMedia({ media: "print" });
  await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
  return page;
}

async function printed({ page }: ShownPage): Promise<void> {
  await page.emulateMedia({ media: "screen" });
  await page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
}

function visible(page: Page, selectors: string[]): Promise<string[]> {
  return page.evaluate(
    (all) =>
      all.filter((one) => {
        const found = document.querySelector(one);
        const { width = 0, height = 0 } = found?.getBoundingClientRect() ?? {};
        return found?.checkVisibility() === true && width > 0 && height > 0;
      }),
    selectors,
  );
}

test("paper has curves and report, and no controls", async () => {
  const page = await print(light);
  expect(await visible(page, SCREEN_ALONE)).toEqual([]);
  expect(await visible(page, ON_PAPER)).toEqual(ON_PAPER);
  await printed(light);
  // The skip link and hidden words have their place on the screen too.
  expect(await visible(page, SCREEN_ALONE)).toEqual(SCREEN_ALONE);
});

test("nothing is cut off at the edge of paper", async () => {
  const page = await print(light);
  const beyond = await page.evaluate(() =>
    [...document.querySelectorAll("#panels figure, #panels canvas, #report, #report td, #legend p")]
      .filter((one) => one.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
      .map((one) => one.outerHTML.slice(0, 60)),
  );
  expect(beyond).toEqual([]);
});

test("paper is white although the page is dark, and the page is dark again afterwards", async () => {
  const page = await print(dark);
  const sheet = async () => (await lookOf(page, await page.screenshot())).light;
  const charts = async () =>
    (await lookOf(page, await page.locator('[data-panel="tone"]').screenshot())).light;
  // White with ink on it; the darkest of the page's light colours, for notes, have a mean of some 230.
  expect(await sheet()).toBeGreaterThan(225);
  expect(await charts()).toBeGreaterThan(225);
  await printed(dark);
  await expect.poll(sheet).toBeLessThan(80);
  await expect.poll(charts).toBeLessThan(80);
});

test("a browser that prints tells the page before and after, and the button asks for it", async () => {
  const { page } = dark;
  await page.evaluate(() => {
    const themes: (string | undefined)[] = [];
    const note = () => themes.push(document.documentElement.dataset.theme);
    window.addEventListener("beforeprint", note);
    window.addEventListener("afterprint", note);
    window.print = () => themes.push("asked");
    Object.assign(globalThis, { themes });
  });
  const pdf = await page.pdf({ format: "A4" });
  expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
  await page.locator("#print").click();
  expect(await page.evaluate("themes")).toEqual(["light", "dark", "asked"]);
});

test.each([
  ["reduce", []],
  ["no-preference", ["html", "#panels"]],
] as const)(
  "with motion %s the page moves no more than that allows",
  async (reducedMotion, moved) => {
    const { page } = light;
    await page.emulateMedia({ reducedMotion });
    const moving = await page.evaluate(() => {
      const none = (times: string) =>
        times.split(", ").every((one) => Number.parseFloat(one) === 0);
      const still = (one: Element, part?: string) => {
        const style = getComputedStyle(one, part);
        const held = style.transitionProperty === "none" || none(style.transitionDuration);
        return held && style.animationName === "none" && style.scrollBehavior === "auto";
      };
      const name = (one: Element) => (one.id ? `#${one.id}` : one.localName);
      return [...document.querySelectorAll("*")]
        .filter((one) => ![undefined, "::before", "::after"].every((part) => still(one, part)))
        .map(name);
    });
    expect(moving).toEqual(moved);
  },
);
