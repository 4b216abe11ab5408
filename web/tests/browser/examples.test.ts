/** Addresses and examples with two settings show the native numbers of both. */

import { beforeAll, expect, test } from "vitest";
import { write } from "./support/hands";
import { opened, PATIENCE, type ShownPage } from "./support/page";

const ADDRESS =
  "#v=1&b=1&a.drug=morphine&a.dose=7.25&a.interval=8&a.hour=6.5&a.days=2.7&a.missed=3" +
  "&a.other=naloxone+0.4+in+40&a.biophase=slow&a.phi=0.35&a.immune=illustrative" +
  "&a.clearance=42.5&a.end=90&b.dose=1.5&span=last&bands=0";

const EXAMPLES = [
  ["4.5 mg against 50 mg", "default", "dose 50"],
  ["Missed nights", "missed nights a", "missed nights b"],
  ["Impaired liver", "default", "hepatic"],
  ["Rescue with naloxone", "rescue a", "rescue b"],
  ["Tolerance", "tolerance a", "tolerance b"],
] as const;

let shown: ShownPage;

beforeAll(async () => {
  shown = await opened();
});

test("an address with two settings opens both, and says the same of them", async () => {
  const shown = await opened(ADDRESS);
  await shown.shows("address a", "a");
  await shown.shows("address b", "b");
  await shown.says(
    "legend-a",
    /^A, solid: morphine 7.25 mg po .*naloxone 0.4 mg in .*preset slow, phi 0.35/,
  );
  await shown.says("legend-b", /^B, dashed: naltrexone 1.5 mg po .*preset pet, phi 1$/);
  expect(await shown.page.locator("#span-last").getAttribute("aria-pressed")).toBe("true");
  expect(await shown.page.locator("#bands").isChecked()).toBe(false);
});

test.each(EXAMPLES)(
  "the example %s shows the native numbers of both settings",
  async (name, a, b) => {
    await shown.page.getByRole("button", { name, exact: true }).click();
    await shown.shows(a, "a");
    await shown.shows(b, "b");
    await shown.drawn("occupancy");
  },
);

test("every example of the page has its numbers here", async () => {
  const names = await shown.page.locator("#examples button").allTextContents();
  expect(names).toEqual(EXAMPLES.map(([name]) => name));
});

test("one setting alone is left of two: the one that the controls change", async () => {
  await shown.page.getByRole("button", { name: "4.5 mg against 50 mg" }).click();
  await shown.shows("dose 50", "b");
  await shown.page.locator("#tab-b").click();
  await shown.page.locator("#single").click();
  await shown.shows("dose 50", "a");
  await expect.poll(() => shown.report("b"), { timeout: PATIENCE }).toEqual({});
  await shown.page.locator("#compare").click();
  await write(shown.page, "dose", "4.5");
  await shown.shows("default", "b");
  await shown.shows("dose 50", "a");
});
