/** What is read off the page, at the cursor or in the table, are the numbers of the curves. */

import { beforeAll, beforeEach, expect, test } from "vitest";
import { savedText } from "./support/files";
import { type Table, tableOf } from "./support/native";
import { opened, PATIENCE, type ShownPage } from "./support/page";
import { drawingOf } from "./support/svg";

const END = 100; // h, so that a step of the slider, a thousandth of the run, is a tenth of an hour
const TWO = `v=1&b=1&a.days=3&b.days=3&b.dose=50&a.end=${END}&b.end=${END}&bands=0`;
const FACTORS: [column: RegExp, factor: number][] = [[/^occupancy|^effect/, 100]];

let shown: ShownPage;
/** The tables of both settings, which other tests compare with the native library. */
let tables: Record<string, Table>;

beforeAll(async () => {
  shown = await opened(`#${TWO}`);
  await shown.page.locator("#python-b").waitFor();
  const table = async (side: string) => tableOf(await savedText(shown.page, `csv-${side}`));
  tables = { a: await table("a"), b: await table("b") };
});

beforeEach(async () => {
  await shown.go(TWO);
  await shown.page.locator("#span-run[aria-pressed='true']").waitFor();
});

/** Returns the values of a column, in the unit of its chart. */
function values(side: string, column: string): number[] {
  const table = tables[side];
  const place = table?.head.findIndex((one) => one.replace(/ \[.*\]$/, "") === column) ?? -1;
  if (!table || place < 0) throw new Error(`no column ${column}`);
  const factor = FACTORS.find(([pattern]) => pattern.test(column))?.[1] ?? 1;
  return table.rows.map((row) => (row[place] ?? Number.NaN) * factor);
}

/** Returns the value of a column at a time, on a straight line between its neighbours. */
function between(side: string, column: string, time: number): number {
  const times = (tables[side]?.rows ?? []).map(([first]) => first ?? Number.NaN);
  const next = Math.max(
    1,
    times.findIndex((one) => one >= time),
  );
  const [t0 = 0, t1 = 0] = [times[next - 1], times[next]];
  const [y0 = 0, y1 = 0] = values(side, column).slice(next - 1, next + 1);
  return y0 + ((y1 - y0) * (time - t0)) / (t1 - t0);
}

interface Reading {
  side: string;
  column: string;
  text: string;
}

function readings(): Promise<Reading[]> {
  return shown.page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>("#panels .keys [data-column]")].map((one) => ({
      side: one.dataset.side ?? "",
      column: one.dataset.column ?? "",
      text: one.textContent ?? "",
    })),
  );
}

/** Expects that all panels read the curves at a time, in the three digits that people get. */
async function reads(time: number, tolerance = 0): Promise<void> {
  const found = await readings();
  expect(found.length).toBeGreaterThan(10);
  for (const { side, column, text } of found) {
    const wanted = between(side, column, time);
    const digit = 10 ** (Math.floor(Math.log10(Math.abs(wanted) || 1)) - 2);
    const far = Math.abs(Number(text.replace("−", "-")) - wanted);
    // Half of the last digit, and nothing below a millionth.
    expect(far, `${side} ${column} at ${time} h: ${text}`).toBeLessThanOrEqual(
      Math.max(0.5001 * digit, 1e-6) + tolerance * Math.abs(wanted),
    );
  }
}

/** Returns the first and the last time that the slider reaches [h]. */
async function ends(): Promise<number[]> {
  const slider = shown.page.locator("#cursor-time");
  const found: number[] = [];
  for (const key of ["Home", "End"]) {
    await slider.press(key);
    found.push(Number(/\(([\d.]+) h\)$/.exec(await shown.text("cursor-read"))?.[1]));
  }
  return found;
}

test("the table has the curves of both settings, at the first output time of each hour", async () => {
  const details = shown.page.locator("#data-details");
  await details.locator("summary").click();
  const cells = () =>
    shown.page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>("#data tbody tr")].map((row) => ({
        side: row.dataset.setting ?? "",
        time: Number(row.querySelector("th")?.textContent?.slice(2)),
        values: [...row.querySelectorAll<HTMLElement>("td")].map(({ dataset }) => ({
          column: dataset.column ?? "",
          value: Number(dataset.value ?? Number.NaN),
        })),
      })),
    );
  await expect.poll(async () => (await cells()).length, { timeout: PATIENCE }).toBeGreaterThan(0);
  const rows = await cells();
  for (const side of ["a", "b"]) {
    const times = (tables[side]?.rows ?? []).map(([first]) => first ?? Number.NaN);
    const hours = Array.from({ length: END + 1 }, (_, hour) =>
      times.findIndex((one) => one >= hour),
    );
    const here = rows.filter((row) => row.side === side);
    expect(here.map((row) => row.time)).toEqual(
      hours.map((k) => Number((times[k] ?? 0).toPrecision(6))),
    );
    expect(here[0]?.values.length).toBeGreaterThan(10);
    const wanted = new Map(here[0]?.values.map(({ column }) => [column, values(side, column)]));
    here.forEach((row, i) => {
      for (const { column, value } of row.values)
        expect(value, `${column} at ${row.time} h`).toBe(wanted.get(column)?.[hours[i] ?? -1]);
    });
  }
});

test.each([31, 46.1, 99.9])(
  "at %d h the slider reads all curves, and says when that is",
  async (time) => {
    const slider = shown.page.locator("#cursor-time");
    await slider.fill(String((1000 * time) / END));
    const [day, hour] = [Math.floor(time / 24) + 1, Math.floor(time % 24)];
    const minute = String(Math.round((time % 1) * 60)).padStart(2, "0");
    expect(await shown.text("cursor-read")).toBe(`day ${day}, ${hour}:${minute} (${time} h)`);
    expect(await slider.getAttribute("aria-valuetext")).toBe(await shown.text("cursor-read"));
    await reads(time);
  },
);

test("the mouse over one chart reads all of them, and nothing is read after it has left", async () => {
  const chart = shown.page.locator('[data-panel="tone"] .u-over');
  await chart.hover({ position: { x: 150, y: 60 } });
  await expect.poll(() => shown.text("cursor-read")).toMatch(/ h\)$/);
  const time = Number(/\(([\d.]+) h\)$/.exec(await shown.text("cursor-read"))?.[1]);
  const width = (await chart.boundingBox())?.width ?? Number.NaN;
  expect(Math.abs(time - (150 / width) * END)).toBeLessThan(END / width + 0.01); // a pixel, and what is rounded off
  await reads(time, 0.02); // the time has two decimals, and plasma may change by 2 % in 0.005 h
  await shown.page.mouse.move(2, 2);
  await expect.poll(() => shown.text("cursor-read")).toBe("");
  expect((await readings()).filter((one) => one.text !== "")).toEqual([]);
});

test.each([
  ["first", [22, 46], "hours"], // from the first dose
  ["last", [END - 24, END], "hours"],
  ["run", [0, END], "days"],
])("the button of the part %s shows these hours in every chart", async (span, hours, unit) => {
  await shown.page.locator(`#span-${span}`).click();
  await expect.poll(ends, { timeout: PATIENCE }).toEqual(hours);
  const pressed = await shown.page.locator("#spans [aria-pressed='true']").allTextContents();
  expect(pressed.length).toBe(1);
  const drawing = await drawingOf(shown.page, await savedText(shown.page, "svg"));
  for (const panel of drawing.panels) {
    expect(panel.texts).toContain(`${unit} from the start`);
    const mark = Number(panel.texts[1]) * (unit === "days" ? 24 : 1); // the first one of the time axis
    expect(mark).toBeGreaterThanOrEqual(hours[0] ?? 0);
    expect(mark).toBeLessThan((hours[0] ?? 0) + 24);
  }
});

test("a drag over a chart zooms all charts, and a button goes back", async () => {
  const chart = shown.page.locator('[data-panel="occupancy"] .u-over');
  await chart.scrollIntoViewIfNeeded();
  const box = await chart.boundingBox();
  if (!box) throw new Error("the chart is not on the page");
  await shown.page.mouse.move(box.x + 0.25 * box.width, box.y + 50);
  await shown.page.mouse.down();
  await shown.page.mouse.move(box.x + 0.5 * box.width, box.y + 60, { steps: 5 });
  await shown.page.mouse.up();
  await shown.page.locator("#zoom-out").waitFor();
  const [from = 0, to = 0] = await ends();
  const pixel = END / box.width;
  expect(Math.abs(from - 0.25 * END)).toBeLessThan(pixel + 0.01);
  expect(Math.abs(to - 0.5 * END)).toBeLessThan(pixel + 0.01);
  await shown.page.locator("#zoom-out").click();
  await expect.poll(ends, { timeout: PATIENCE }).toEqual([0, END]);
  expect(await shown.page.locator("#zoom-out").isVisible()).toBe(false);
});

test("the tabs change which setting the controls hold, and not the curves", async () => {
  const before = await shown.report("b");
  for (const [tab, dose] of [
    ["b", "50"],
    ["a", "4.5"],
  ] as const) {
    await shown.page.locator(`#tab-${tab}`).click();
    await expect.poll(() => shown.page.locator("#dose").inputValue()).toBe(dose);
    expect(await shown.page.locator(`#tab-${tab}`).getAttribute("aria-pressed")).toBe("true");
  }
  expect(await shown.report("b")).toEqual(before);
});

test("the read-out keeps its time, within what is shown, when the charts are drawn anew", async () => {
  const slider = shown.page.locator("#cursor-time");
  await slider.fill("500");
  expect(await shown.text("cursor-read")).toMatch(/\(50 h\)$/);
  await shown.page.locator("#theme").click();
  await reads(50);
  await shown.page.locator("#theme").click();
  await shown.page.locator("#span-last").click();
  await expect.poll(() => shown.page.url()).toContain("span=last");
  await shown.says("cursor-read", /\(76 h\)$/);
  expect(await slider.getAttribute("aria-valuetext")).toMatch(/\(76 h\)$/);
  expect(await slider.inputValue()).toBe("0");
  await reads(76);
});

test("a zoom goes when no run reaches it", async () => {
  const chart = shown.page.locator('[data-panel="occupancy"] .u-over');
  await chart.scrollIntoViewIfNeeded();
  const box = await chart.boundingBox();
  if (!box) throw new Error("the chart is not on the page");
  await shown.page.mouse.move(box.x + 0.7 * box.width, box.y + 50);
  await shown.page.mouse.down();
  await shown.page.mouse.move(box.x + 0.9 * box.width, box.y + 60, { steps: 5 });
  await shown.page.mouse.up();
  await shown.page.locator("#zoom-out").waitFor();
  await shown.page.locator("#example-rescue").click();
  await expect.poll(ends, { timeout: PATIENCE }).toEqual([0, 3]);
});
