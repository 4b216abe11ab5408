/** The dose-response curve has the native numbers at each dose, and comes point by point. */

import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { expected } from "./support/expected";
import { letters, pick } from "./support/hands";
import { address, blank, opened, PATIENCE, type ShownPage } from "./support/page";
import { seen, watch } from "./support/records";

const [TONE, PEAK] = ["tone.mu:mean", "occupancy.naltrexone.mu:peak"];
const [KAPPA, AREA] = ["occupancy.naltrexone.kappa:trough", "mass_concentration.naltrexone:area"];
const patient = { timeout: PATIENCE };

/** A point has its dose and its two statistics, in full precision. */
type Point = [dose: number, ...statistics: [name: string, value: number][]];

function points(page: Page): Promise<Point[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>("#doses tr[data-dose]")].map((row): Point => {
      const cells = [...row.querySelectorAll<HTMLElement>("td")];
      const statistics = cells.map(({ dataset }): [string, number] => [
        dataset.statistic ?? "",
        Number(dataset.value ?? Number.NaN),
      ]);
      return [Number(row.dataset.dose), ...statistics];
    }),
  );
}

/** Returns the points that the native library gives. */
function native(curve: string, ...statistics: string[]): Point[] {
  return (expected.curves[curve] ?? []).map(({ dose, report }) => [
    dose,
    ...statistics.map((one): [string, number] => {
      const [row = "", name = ""] = one.split(":");
      return [one, report[row]?.[name] ?? Number.NaN];
    }),
  ]);
}

async function hasPoints(shown: ShownPage, wanted: Point[]): Promise<void> {
  expect(wanted.length).toBe(12);
  await expect.poll(() => points(shown.page), patient).toEqual(wanted);
}

test("points come one after the other, and each has the native numbers", async () => {
  const shown = await blank();
  await watch(shown.page, "dose-response-note", "doses");
  await shown.page.goto(address);
  await hasPoints(shown, native("default", TONE, PEAK));
  const notes = await seen(shown.page, "dose-response-note");
  const counts = notes.map((text) => Number(/Points: (\d+)\./.exec(text)?.[1]));
  expect(counts.filter(Number.isFinite)).toEqual(Array.from({ length: 13 }, (_, k) => k));
  const lengths = (await seen(shown.page, "doses")).map((text) => text.length);
  expect(lengths).toEqual([...lengths].sort((x, y) => x - y));
  expect(new Set(lengths).size).toBeGreaterThanOrEqual(12);
  for (const panel of ["dose-y1", "dose-y2"]) await shown.drawn(panel);
});

test("the lists choose the statistics, by mouse and by keyboard, and the address keeps them", async () => {
  const shown = await opened();
  await hasPoints(shown, native("default", TONE, PEAK));
  await pick(shown.page, "y1", AREA);
  await hasPoints(shown, native("default", AREA, PEAK));
  await letters(shown.page, "y2", "trough of occupancy, naltrexone, kap");
  await hasPoints(shown, native("default", AREA, KAPPA));
  await expect.poll(() => shown.page.url()).toMatch(/y1=.*y2=.*trough/);
  const again = await opened(new URL(shown.page.url()).hash);
  await hasPoints(again, native("default", AREA, KAPPA));
  expect(await again.page.locator("#y1").inputValue()).toBe(AREA);
});

test("the first drug's own peak can be chosen beside another drug on top", async () => {
  const shown = await opened(
    "#v=1&a.drug=morphine&a.dose=10&a.days=2&a.other=naltrexone+4.5+po+10",
  );
  await shown.says("dose-response-note", /Points: 12\./);
  const list = shown.page.locator("#y2");
  expect(await list.inputValue()).toBe("occupancy.morphine.mu:peak");
  await list.selectOption(PEAK);
  await shown.says("dose-response-note", /Points: 12\./);
  expect(await list.inputValue()).toBe(PEAK);
  await expect.poll(() => shown.page.url()).toContain("y2=occupancy.naltrexone.mu%3Apeak");
});

test("the plot is made anew for another drug, whose name stands on its axis", async () => {
  const shown = await opened("#v=1&a.days=2&bands=0&y1=tone.mu:hours_above_1");
  await shown.says("dose-response-note", /Points: 12\./);
  await shown.page.evaluate(() => {
    const canvas = document.querySelector<HTMLElement>('[data-panel="dose-y1"] canvas');
    if (canvas) canvas.id = "of-naltrexone";
  });
  await shown.page.locator("#drug").selectOption("morphine");
  await shown.says("dose-response-note", /^12 doses of morphine.*Points: 12\./);
  expect(await shown.page.locator("#of-naltrexone").count()).toBe(0);
  await shown.drawn("dose-y1");
});

test("each dose of the first drug of a regimen by hand is replaced", async () => {
  const text = "morphine+10+mg+iv+q6h+x4+%2B+naloxone+0.4+mg+iv+at+12h";
  const shown = await opened(`#v=1&a.text=${text}`);
  await hasPoints(shown, native("by hand", TONE, "occupancy.morphine.mu:peak"));
  await shown.says("dose-response-note", /^12 doses of morphine, the regimen by hand/);
});

test("doses stand around one that is out of the usual range", async () => {
  const shown = await opened("#v=1&a.dose=2000");
  await shown.says("dose-response-note", /Points: 12\./);
  const doses = (await points(shown.page)).map(([dose]) => dose);
  expect([doses[0], doses[11]]).toEqual([100, 100_000]);
});

test("the curve is that of the setting which the controls change", async () => {
  const shown = await opened("#v=1&b=1&b.drug=morphine&b.dose=10");
  await hasPoints(shown, native("default", TONE, PEAK));
  await shown.page.locator("#tab-b").click();
  await shown.says("dose-response-note", /^12 doses of morphine, 14 days .*Points: 12\./);
  const [first] = await points(shown.page);
  expect(first?.slice(1).map((one) => (one as [string, number])[0])).toEqual([
    TONE,
    "occupancy.morphine.mu:peak",
  ]);
});
