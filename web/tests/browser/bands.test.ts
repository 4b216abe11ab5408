/** Bands are percentiles of draws of the posterior, which come in groups of ten. */

import type { Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import { expected } from "./support/expected";
import { savedText } from "./support/files";
import { address, blank, opened, type ShownPage } from "./support/page";
import { seen, watch } from "./support/records";
import { drawingOf } from "./support/svg";

const WHOLE = / 100 draws of the posterior/;
const TITLES = {
  "occupancy.naltrexone.mu": "Receptors occupied [%]",
  "tone.mu": "Tone [× drug-free]",
};

let shown: ShownPage;

beforeAll(async () => {
  shown = await blank();
  await watch(shown.page, "bands-note");
  await shown.page.goto(`${address}#v=1&a.days=2`);
});

test("bands grow by ten draws at a time, and the note says how many there are and what they show", async () => {
  await shown.says("bands-note", WHOLE);
  const counts = (await seen(shown.page, "bands-note")).map(
    (text) => /(\d+) draws/.exec(text)?.[1],
  );
  expect(counts.filter((one) => one !== undefined).map(Number)).toEqual(
    Array.from({ length: 10 }, (_, k) => 10 * (k + 1)),
  );
  expect(await shown.text("bands-note")).toMatch(/^Shaded: 90 % of .*dotted: their median/);
});

test.each(Object.entries(TITLES))(
  "the band of %s has the percentiles of the native library",
  async (column, title) => {
    await shown.says("bands-note", WHOLE);
    const drawing = await drawingOf(shown.page, await savedText(shown.page, "svg"));
    const panel = drawing.panels.find((one) => one.title === title);
    const wanted = expected.bands[column] ?? { low: [], median: [], high: [] };
    const [band = [], median = []] = [panel?.bands[0], panel?.medians[0]];
    const points = wanted.low.length;
    expect(points).toBeGreaterThan(100);
    expect([band.length, median.length]).toEqual([2 * points, points]);
    const found = { low: band.slice(0, points), median, high: band.slice(points).reverse() };
    const factor = title.endsWith("[%]") ? 100 : 1;
    // Places are rounded to 0.01 px, those of the marks too, and the axis has some 100 px for the highest mark.
    const most = factor * Math.max(...wanted.high);
    for (const part of ["low", "median", "high"] as const) {
      const far = wanted[part].map((value, k) =>
        Math.abs((found[part][k]?.[1] ?? 1e9) - factor * value),
      );
      expect(Math.max(...far), part).toBeLessThan(4e-4 * most);
    }
  },
);

test("the band of occupancy lies around the curve", async () => {
  await shown.says("bands-note", WHOLE);
  const drawing = await drawingOf(shown.page, await savedText(shown.page, "svg"));
  const panel = drawing.panels.find((one) => one.title === TITLES["occupancy.naltrexone.mu"]);
  const [curve = [], band = []] = [panel?.curves[0], panel?.bands[0]];
  const high = band.slice(curve.length).reverse();
  const outside = curve.filter(
    ([, y], k) => y < (band[k]?.[1] ?? 1e9) || y > (high[k]?.[1] ?? -1e9),
  );
  expect(band.length).toBe(2 * curve.length);
  expect(outside).toEqual([]);
});

test("the box takes the bands away, and gives them back", async () => {
  await shown.says("bands-note", WHOLE);
  const banded = await shown.inked("occupancy");
  await shown.page.locator("#bands").click();
  await shown.says("bands-note", /^$/);
  await expect.poll(() => shown.inked("occupancy")).toBeLessThan(banded);
  await expect.poll(() => shown.page.url()).toContain("bands=0");
  await shown.page.locator("#bands").click();
  await shown.says("bands-note", WHOLE);
  await expect.poll(() => shown.inked("occupancy")).toBe(banded);
});

test.each([
  ["another preset", "v=1&a.biophase=transient", /^No band: .*preset pet alone/],
  ["a run of more than 90 days", "v=1&a.days=1&a.end=2160.5", /^No band: .*more than 90 days/],
])("of %s a sentence says why there is no band, and the box is off", async (_, hash, says) => {
  await shown.go("v=1&a.days=2");
  await shown.says("bands-note", /^Shaded/);
  await shown.go(hash);
  await shown.says("bands-note", says);
  expect(await shown.page.locator("#bands").isDisabled()).toBe(true);
  const drawing = await drawingOf(shown.page, await savedText(shown.page, "svg"));
  expect(drawing.panels.flatMap((one) => one.bands)).toEqual([]);
  await shown.go("v=1&a.days=2");
  await shown.says("bands-note", /^Shaded/);
  expect(await shown.page.locator("#bands").isDisabled()).toBe(false);
});

test.each([
  ["no bands", (page: Page) => page.locator("#bands").click()],
  ["another preset", (page: Page) => page.locator("#biophase").selectOption("transient")],
])("bands that grow end where the page asks for %s", async (_, act) => {
  const one = await opened("#v=1&a.days=28");
  await one.says("bands-note", /^Shaded: 90 % of 10 draws/);
  await act(one.page);
  await one.says("bands-note", /^(No band.*)?$/);
  await one.page.waitForTimeout(3000); // a group of ten draws takes less
  const drawing = await drawingOf(one.page, await savedText(one.page, "svg"));
  expect(drawing.panels.flatMap((panel) => panel.bands)).toEqual([]);
});

test("of two settings the bands are those of A, and the note says so", async () => {
  const two = await opened("#v=1&b=1&a.days=2&b.days=2&b.dose=50");
  await two.says("bands-note", /^Shaded: 90 % of 10 draws of the posterior, for A/);
  const drawing = await drawingOf(two.page, await savedText(two.page, "svg"));
  const tone = drawing.panels.find((one) => one.title === TITLES["tone.mu"]);
  expect([tone?.bands.length, tone?.curves.length]).toEqual([1, 6]);
});
