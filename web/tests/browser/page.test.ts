/** Addresses, faults and access: what holds whatever the controls say. */

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { address, blank, opened, type ShownPage } from "./support/page";
import { built } from "./support/places";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const BY_HAND = "#v=1&a.text=morphine+10+mg+iv+q6h+x4+%2B+naloxone+0.4+mg+iv+at+12h";

/** Returns what axe-core finds, by the name of its rule. */
async function violations({ page }: ShownPage): Promise<string[]> {
  return page.evaluate(async (source) => {
    // The page's policy refuses scripts of others; the browser's own tools may run one.
    new Function(source)();
    const { axe } = globalThis as unknown as {
      axe: { run(): Promise<{ violations: { id: string }[] }> };
    };
    return (await axe.run()).violations.map((one) => one.id);
  }, axe);
}

test("an address opens its setting, and the browser's buttons go back and forth", async () => {
  const shown = await opened(BY_HAND);
  await shown.shows("by hand");
  await shown.page.locator("#back-to-controls").click();
  await shown.shows("default");
  await shown.page.goBack();
  await shown.shows("by hand");
  await shown.page.goForward();
  await shown.shows("default");
});

test.each([
  ["#v=2", /version/i],
  ["#v=1&a.dose=NaN", /dose/],
  ["#v=1&a.biophase=quick", /quick/],
  ["#%%%", /address/i],
])("of the address %s a sentence says what is wrong, and the rest is shown", async (hash, says) => {
  const shown = await opened(hash);
  await shown.says("error", says);
  await shown.shows("default");
  await shown.drawn();
});

test("text that does not parse has its sentence below, and the curves stay", async () => {
  const shown = await opened();
  await shown.drawn();
  await shown.page.locator("#regimen").fill("naltrexone 4.5 mg po q24h x4 at");
  await shown.says("regimen-error", /the text ends here/);
  await shown.drawn();
});

test.each([
  ["0", "dose 0"],
  ["1e9", "dose 1e9"],
])("a dose of %s mg is run", async (dose, shows) => {
  const shown = await opened(`#v=1&a.dose=${dose}`);
  await shown.shows(shows);
});

test("a long run can be cancelled, and the page runs again", async () => {
  const shown = await opened();
  await shown.drawn();
  await shown.go("v=1&a.text=naltrexone+4.5+mg+po+q1h+x100000");
  await shown.page.locator("#cancel").click({ timeout: 30_000 });
  await shown.says("error", /cancelled/);
  await shown.go("v=1&a.dose=50");
  await shown.shows("dose 50");
});

test("without its core the page says so", async () => {
  const shown = await blank();
  await shown.page.route("**/core.wasm", (route) => route.abort());
  await shown.page.goto(address);
  await shown.says("error", /core did not start/);
});

test("the page runs when it is opened as a file", async () => {
  const shown = await blank();
  await shown.page.goto(pathToFileURL(`${built}/index.html`).href);
  await shown.shows("default");
  await shown.drawn();
});

test.each([
  ["light", 1280],
  ["dark", 1280],
  ["light", 360],
  ["dark", 360],
] as const)("axe finds nothing, %s and %i pixels wide", async (colorScheme, width) => {
  const shown = await opened("", {
    colorScheme,
    viewport: { width, height: 800 },
    bypassCSP: true,
  });
  await shown.drawn();
  expect(await violations(shown)).toEqual([]);
  const overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth";
  expect(await shown.page.evaluate(overflow)).toBeLessThanOrEqual(0);
});
