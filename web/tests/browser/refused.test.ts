/** A value that is refused has its sentence, which goes when it no longer matters, and changes nothing else. */

import type { Page } from "playwright-core";
import { beforeEach, expect, test } from "vitest";
import { type } from "./support/hands";
import { opened, PATIENCE, type ShownPage } from "./support/page";

const patient = { timeout: PATIENCE };
let shown: ShownPage;
let page: Page;

beforeEach(async () => {
  shown = await opened("#v=1&bands=0");
  page = shown.page;
  await page.locator("#python-a").waitFor();
});

test("the sentence of a field goes when the field is hidden", async () => {
  await page.locator("#other-drug").selectOption("naloxone");
  await type(page, "other-dose", "-1");
  await shown.says("error", /^Its dose must be a number/);
  await page.locator("#other-drug").selectOption("");
  await shown.says("error", /^$/);
});

test("an empty regimen has its sentence at the box", async () => {
  await page.locator("#regimen").fill("");
  await shown.says("regimen-error", /./);
  expect(await shown.text("error")).not.toMatch(/every dose is missed/);
});

test("a drag that ends with a refused value leaves its entry of the history", async () => {
  const dose = page.locator("#dose");
  await dose.focus();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("5");
  await expect.poll(() => page.url(), patient).toContain("a.dose=5");
  await page.keyboard.press("Backspace");
  await page.keyboard.press("Tab");
  await page.locator("#compare").click();
  await expect.poll(() => page.url(), patient).toContain("b=1");
  await page.goBack();
  await expect.poll(() => dose.inputValue(), patient).toBe("5");
});

test("one unknown name of an address leaves the others, and the sentence goes with a change", async () => {
  await shown.go("v=1&a.drug=morphine&a.dose=60&a.biophase=foo&bands=0");
  await shown.says("legend", /morphine 60 mg .*preset pet/);
  expect(await shown.text("error")).toMatch(/biophase = 'foo'/);
  await type(page, "dose", "50");
  await shown.says("error", /^$/);
});

test("missed doses that there no longer are go away", async () => {
  await shown.go("v=1&a.missed=3,5&bands=0");
  await shown.says("missed-summary", /^Missed doses: 3, 5$/);
  await type(page, "interval", "48");
  await shown.says("missed-summary", /^Missed doses: 3$/);
  await expect.poll(() => page.url(), patient).toMatch(/a\.missed=3(&|$)/);
});

test("a button that hides itself hands the focus on", async () => {
  const focused = () => page.evaluate(() => document.activeElement?.id);
  await page.locator("#compare").press("Enter");
  await expect.poll(focused, patient).toBe("tab-b");
  await page.locator("#single").press("Enter");
  await expect.poll(focused, patient).toBe("compare");
});
