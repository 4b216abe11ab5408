/** Pictures to take away show the curves of the page. */

import type { Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import { saved, savedText } from "./support/files";
import { tableOf } from "./support/native";
import { opened, type ShownPage } from "./support/page";
import { lookOf } from "./support/pixels";
import { drawingOf } from "./support/svg";

const PLAIN = "#v=1&a.days=2";
const TWO = "#v=1&b=1&a.days=2&a.other=morphine+10+iv+40&b.dose=50&b.days=2&bands=0";
const BY_HAND = "#v=1&a.text=morphine+10+mg+iv+q6h+x4+%2B+naloxone+0.4+mg+iv+at+12h&bands=0";

let plain: ShownPage;

beforeAll(async () => {
  plain = await opened(PLAIN);
  await plain.until((said) => {
    return document.getElementById("bands-note")?.textContent?.includes(said);
  }, " 100 draws");
});

/** Returns how many curves each chart has: those whose value is read at the cursor. */
async function read(page: Page): Promise<Record<string, number>> {
  await page.locator("#cursor-time").press("ArrowRight");
  return page.evaluate(() => {
    const found: Record<string, number> = {};
    for (const figure of document.querySelectorAll<HTMLElement>("#panels figure")) {
      const caption =
        figure.querySelector("figcaption")?.textContent?.replace(/Enlarge$/, "") ?? "";
      const values = [...figure.querySelectorAll("[data-column]")];
      found[caption] = values.filter((one) => one.textContent !== "").length;
    }
    return found;
  });
}

/** Expects a picture with the charts, axes and curves of a page, and returns the charts that have bands. */
async function likePage(shown: ShownPage): Promise<string[]> {
  await shown.page.locator("#python-a").waitFor();
  const drawing = await drawingOf(shown.page, await savedText(shown.page, "svg"));
  expect(drawing.fault).toBe("");
  const curves = drawing.panels.map((one) => [one.title, one.curves.length]);
  expect(curves.length).toBeGreaterThanOrEqual(5);
  expect(Object.fromEntries(curves)).toEqual(await read(shown.page));
  const axis = /^(days|hours) from the start$/;
  for (const panel of drawing.panels)
    expect(panel.texts.filter((text) => axis.test(text)).length, panel.title).toBe(1);
  const caption = drawing.texts.join(" ");
  expect(caption).toMatch(/a model, not medical advice/);
  const legend = shown.page.locator("#legend p");
  for (const line of await legend.allTextContents()) expect(caption).toContain(line);
  return drawing.panels.filter((one) => one.bands.length > 0).map((one) => one.title);
}

test("the SVG has the charts, axes, curves and bands of the page", async () => {
  expect(await likePage(plain)).toEqual(["Receptors occupied [%]", "Tone [× drug-free]"]);
});

test.each([
  ["two settings, one with a drug on top", TWO],
  ["a regimen by hand", BY_HAND],
])("the SVG of %s has the charts, axes and curves of the page", async (_, hash) => {
  expect(await likePage(await opened(hash))).toEqual([]);
});

test("the caption of two settings that differ in the person alone tells them apart, and fits the sheet", async () => {
  const shown = await opened(
    "#v=1&b=1&a.days=2&b.days=2&b.hepatic=decompensated&b.clearance=20&b.immune=illustrative&bands=0",
    {
      viewport: { width: 390, height: 800 },
    },
  );
  await shown.page.locator("#python-b").waitFor();
  const drawing = await drawingOf(shown.page, await savedText(shown.page, "svg"));
  const words = drawing.texts.join(" ");
  expect(words).toMatch(/A, solid: naltrexone(?:(?!hepatic).)*B, dashed: .*hepatic decompensated/);
  const lines = drawing.texts.slice(drawing.texts.findIndex((one) => /medical advice/.test(one)));
  const widths = await shown.page.evaluate((texts) => {
    const context = document.createElement("canvas").getContext("2d");
    if (!context) return [];
    context.font = `13px ${getComputedStyle(document.body).fontFamily}`;
    return texts.map((text) => context.measureText(text).width);
  }, lines);
  expect(lines.length).toBeGreaterThan(3);
  expect(Math.max(...widths)).toBeLessThanOrEqual(drawing.width - 16);
});

test("the SVG has the drug-free level, and marks B's doses apart from A's", async () => {
  const shown = await opened("#v=1&b=1&a.days=2&b.days=3&bands=0");
  await shown.page.locator("#python-b").waitFor();
  const file = await savedText(shown.page, "svg");
  const marks = await shown.page.evaluate((text) => {
    const root = new DOMParser().parseFromString(text, "image/svg+xml");
    const panel = [...root.querySelectorAll("svg > g")].find((one) =>
      one.textContent?.startsWith("Tone"),
    );
    const inside = [...(panel?.querySelectorAll(":scope > g > g > path") ?? [])];
    const ofDoses = inside.filter((one) => one.getAttribute("d")?.endsWith("l3.5,-7l3.5,7Z"));
    return {
      filled: ofDoses.filter((one) => one.getAttribute("fill") !== "none").length,
      open: ofDoses.filter((one) => one.getAttribute("fill") === "none").length,
      levels: inside.filter((one) => /^M0,[\d.]+H[\d.]+$/.test(one.getAttribute("d") ?? "")).length,
    };
  }, file);
  expect(marks).toEqual({ filled: 2, open: 3, levels: 1 });
});

test("a chart of nothing but zeros has an axis, and the SVG has numbers alone", async () => {
  const shown = await opened("#v=1&a.dose=0&a.days=2&bands=0");
  await shown.page.locator("#python-a").waitFor();
  const file = await savedText(shown.page, "svg");
  expect(file).not.toMatch(/NaN|Infinity/);
  const drawing = await drawingOf(shown.page, file);
  const plasma = drawing.panels.find((one) => one.title === "Plasma [ng/mL]");
  expect(plasma?.curves.flat().every(([, y]) => Math.abs(y) < 1e-9)).toBe(true);
  expect(plasma?.curves.length).toBe(2);
});

test("a curve of the SVG has a point for each row of the table, where its number is", async () => {
  const table = tableOf(await savedText(plain.page, "csv-a"));
  const drawing = await drawingOf(plain.page, await savedText(plain.page, "svg"));
  const plasma = drawing.panels.find((one) => one.title === "Plasma [ng/mL]");
  const column = table.head.indexOf("mass_concentration.naltrexone [ng/mL]");
  const values = table.rows.map((row) => row[column] ?? Number.NaN);
  const curve = plasma?.curves[0] ?? [];
  expect(curve.length).toBe(values.length);
  // Places are rounded to 0.01 px, those of the marks too, and the lowest and the highest mark are 100 px apart or more.
  const far = curve.map(([, y], k) => Math.abs(y - (values[k] ?? Number.NaN)));
  expect(Math.max(...far)).toBeLessThan(4e-4 * Math.max(...values));
});

test.each([1, 2])(
  "the PNG has %i pixels for each point of the page, and is not blank",
  async (scale) => {
    const shown =
      scale === 1 ? plain : await opened(`${PLAIN}&bands=0`, { deviceScaleFactor: scale });
    await shown.page.locator("#python-a").waitFor();
    const file = await saved(shown.page, "png");
    expect(file.name).toBe("opiodyn.png");
    // A PNG begins with its signature and the chunk IHDR, which has width and height (ISO 15948, 5.2 and 11.2.2).
    expect(file.bytes.subarray(0, 8).toString("latin1")).toBe("\x89PNG\r\n\x1a\n");
    const says = [file.bytes.readUInt32BE(16), file.bytes.readUInt32BE(20)];
    const drawing = await drawingOf(shown.page, await savedText(shown.page, "svg"));
    expect(says).toEqual([drawing.width * scale, drawing.height * scale]);
    const picture = await lookOf(shown.page, file.bytes);
    expect(picture.size).toEqual(says);
    expect(picture.colours).toBeGreaterThan(100); // titles alone, without curves, have some 20
    expect(picture.ink).toBeGreaterThan(0.02);
  },
);
