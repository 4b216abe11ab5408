/** Prints what a visit downloads and how long it takes, each beside its goal: npm run measure */

import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { chromium, type Page } from "playwright-core";
import { built, chromiumPath } from "./browser/support/places";
import { served } from "./browser/support/serve";

const TIMES = 20;

function median(values: number[]): number {
  const sorted = [...values].sort((x, y) => x - y);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle - 1)] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2;
}

/** Returns the durations of a measure so far [ms]. */
function durations(page: Page, name: string): Promise<number[]> {
  return page.evaluate(
    (wanted) => performance.getEntriesByName(wanted, "measure").map((entry) => entry.duration),
    `opiodyn:${name}`,
  );
}

/** Acts, and returns the duration of the next measure of this name [ms]. */
async function next(page: Page, name: string, act: () => Promise<unknown>): Promise<number> {
  const before = (await durations(page, name)).length;
  await act();
  await page.waitForFunction(
    ([wanted, count]) =>
      performance.getEntriesByName(String(wanted), "measure").length > Number(count),
    [`opiodyn:${name}`, before],
  );
  return (await durations(page, name)).at(-1) ?? Number.NaN;
}

function sizes(): void {
  const files = [
    "index.html",
    "core.wasm",
    ...readdirSync(resolve(built, "assets")).map((one) => `assets/${one}`),
  ];
  let total = 0;
  for (const file of files) {
    const bytes = gzipSync(readFileSync(resolve(built, file)), { level: 9 }).length;
    total += bytes;
    console.log(`${file}: ${(bytes / 1000).toFixed(1)} kB gz`);
  }
  console.log(`download: ${(total / 1000).toFixed(1)} kB gz (goal 450)`);
}

async function many(
  page: Page,
  name: string,
  act: (k: number) => Promise<unknown>,
): Promise<number> {
  const found: number[] = [];
  for (let k = 0; k < TIMES; ++k) found.push(await next(page, name, () => act(k)));
  return median(found);
}

sizes();
const server = await served();
const browser = await chromium.launch({ executablePath: chromiumPath, args: ["--no-sandbox"] });
const first: number[] = [];
for (let k = 0; k < TIMES; ++k) {
  const page = await browser.newPage();
  await page.goto(server.address);
  await page.waitForFunction(() => performance.getEntriesByName("opiodyn:first-curve").length > 0);
  first.push(...(await durations(page, "first-curve")));
  await page.close();
}
const say = (what: string, value: number, goal: number) =>
  console.log(`${what}: ${value.toFixed(0)} ms, median of ${TIMES} (goal ${goal})`);
say("first curve", median(first), 1500);
for (const [days, goal] of [
  [7, 30],
  [30, 150],
] as const) {
  const page = await browser.newPage();
  await page.goto(`${server.address}#v=1&a.days=${days}&bands=0`);
  await page.waitForFunction(
    () => performance.getEntriesByName("opiodyn:dose-response").length > 0,
  );
  const slide = (k: number) =>
    page.locator("#dose-slider").press(k % 2 ? "ArrowLeft" : "ArrowRight");
  say(`redraw of ${days} days`, await many(page, "redraw", slide), goal);
  await page.close();
}
const page = await browser.newPage();
await page.goto(server.address);
await page.waitForFunction(() => performance.getEntriesByName("opiodyn:dose-response").length > 0);
const hour = (k: number) =>
  page
    .locator("#phi")
    .fill(String(k / 40))
    .then(() => page.locator("#phi").press("Tab"));
say("dose-response, 12 doses of 14 days", await many(page, "dose-response", hour), 1000);
await browser.close();
await server.close();
