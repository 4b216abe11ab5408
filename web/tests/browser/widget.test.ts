/** The widget of notebooks shows the page in a frame, and keeps one setting with the model of Python. */

import type { Frame, Page } from "playwright-core";
import { beforeAll, beforeEach, expect, test } from "vitest";
import type { Setting } from "../../src/core/contract";
import { differences, reportOf } from "./support/expected";
import { savedText } from "./support/files";
import { simulated, tableOf, unlike } from "./support/native";
import { notebookOf } from "./support/notebook";
import { PATIENCE, reportOn } from "./support/page";

const REGIMEN = "naltrexone 4.5 mg po q24h x7 at 22h";
const HEPATIC: Setting = {
  regimen: REGIMEN,
  dose: null,
  biophase: "pet",
  phi: 1,
  response: ["turnover", "peptides", "adaptation", "effects"],
  weights: "mechanism",
  covariates: { hepatic: "decompensated" },
  end: null,
};
const patient = { timeout: PATIENCE };

let page: Page;
let frame: Frame;
let asked: string[];
/** How many settings had been saved when a test began. */
let before: number;

beforeAll(async () => {
  const found = await notebookOf(HEPATIC);
  ({ frame, asked } = found);
  page = found.shown.page;
});

beforeEach(async () => {
  await give("setting", HEPATIC);
  await frame.locator("#legend-a", { hasText: "hepatic decompensated" }).waitFor();
  before = (await all()).length;
});

/** Waits until the page in the frame has the native numbers of a setting. */
async function shows(name: string): Promise<void> {
  const different = async () => differences(await reportOn(frame), reportOf(name));
  await expect.poll(different, patient).toEqual([]);
}

const all = () => page.evaluate(() => notebook.saved);
const saved = async () => (await all()).slice(before);
const give = (name: "setting" | "height", value: unknown) =>
  page.evaluate(([key, given]) => notebook.give(key as "setting", given), [name, value]);

async function write(id: string, text: string): Promise<void> {
  await frame.locator(`#${id}`).fill(text);
  await frame.locator(`#${id}`).press("Tab");
}

test("the frame shows the setting of the notebook, and asks no server for anything", async () => {
  await shows("hepatic");
  expect(await frame.locator("#hepatic").inputValue()).toBe("decompensated");
  expect(await frame.locator("#dose").inputValue()).toBe("4.5");
  expect(asked.filter((url) => !/^(about|blob|data):/.test(url))).toEqual([]);
  expect(await all()).toEqual([]);
});

test("a control that is moved changes the setting of the model", async () => {
  await shows("hepatic");
  await frame.locator("#hepatic").selectOption("normal");
  await shows("default");
  await expect.poll(saved, patient).toEqual([{ ...HEPATIC, covariates: {} }]);
  await write("phi", "0");
  await shows("phi 0");
  const last = { ...HEPATIC, covariates: {}, phi: 0 };
  await expect.poll(async () => (await saved()).at(-1), patient).toEqual(last);
  expect(await page.evaluate(() => notebook.setting)).toEqual(last);
});

test("what the page has told the model does not come back to it", async () => {
  await shows("hepatic");
  await frame.locator("#missed-summary").click();
  await frame.locator("#missed-3").check({ force: true });
  await expect.poll(async () => (await saved()).length, patient).toBe(1);
  await frame.locator("#dose-slider").focus();
  for (let k = 0; k < 30; ++k) await page.keyboard.press("ArrowRight");
  const dose = await frame.locator("#dose").inputValue();
  await expect.poll(async () => (await saved()).at(-1)?.regimen, patient).toContain(` ${dose} mg`);
  const count = (await saved()).length;
  await page.waitForTimeout(1500);
  expect(await frame.locator("#dose").inputValue()).toBe(dose);
  expect((await saved()).length).toBe(count);
  expect(await frame.locator("#regimen-mode").textContent()).toBe("written by the controls");
  expect(await frame.locator("#missed-3").isChecked()).toBe(true);
});

test("the page in the frame can be printed, and offers no link to itself", async () => {
  const said: string[] = [];
  page.on("console", (message) => said.push(message.text()));
  await frame.locator("#print").click();
  await frame.locator("#take-title").click();
  expect(said).toEqual([]);
  expect(await frame.locator("#copy-link").count()).toBe(0);
});

test("a setting that Python gives is shown, and is not sent back", async () => {
  await shows("hepatic");
  const rescue = "morphine 10 mg iv q6h x4 + naloxone 0.4 mg iv at 12h";
  await give("setting", { ...HEPATIC, regimen: rescue, covariates: {} });
  await shows("by hand");
  expect(await frame.locator("#regimen").inputValue()).toBe(rescue);
  await give("setting", { ...HEPATIC, phi: 0.95, covariates: {} });
  await shows("phi 0.95");
  expect(await frame.locator("#phi").inputValue()).toBe("0.95");
  expect(await saved()).toEqual([]);
});

test("a regimen that cannot be read has its sentence, and the next setting is shown", async () => {
  await shows("hepatic");
  await give("setting", { ...HEPATIC, regimen: "naltrexone 4.5 mg po q24h x4 at" });
  await expect.poll(() => frame.locator("#error").textContent(), patient).toMatch(/text ends here/);
  await give("setting", { ...HEPATIC, covariates: {} });
  await shows("default");
  expect(await frame.locator("#error").textContent()).toBe("");
  expect(await saved()).toEqual([]);
});

test("a file from the frame has the native numbers", async () => {
  await shows("hepatic");
  const wanted = simulated(
    REGIMEN,
    "--biophase",
    "pet",
    "--phi",
    "1",
    "--person",
    "hepatic=decompensated",
  );
  expect(unlike(tableOf(await savedText(page, "csv-a", frame)), wanted)).toEqual([]);
});

test("the height follows its trait, and the widget goes away without a trace", async () => {
  const height = async () => (await page.locator("iframe").boundingBox())?.height;
  expect(await height()).toBe(700);
  await give("height", 420);
  expect(await height()).toBe(420);
  expect(await page.evaluate(() => notebook.listeners())).toBe(2);
  await page.evaluate(() => notebook.end());
  expect(await page.locator("iframe").count()).toBe(0);
  expect(await page.evaluate(() => notebook.listeners())).toBe(0);
});
