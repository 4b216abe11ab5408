/** Controls are used as people do: by mouse or by keyboard. */

import type { Page } from "playwright-core";

/** Drags the thumb of a slider beyond its left or right end. */
export async function drag(page: Page, id: string, to: "left" | "right"): Promise<void> {
  const slider = page.locator(`#${id}`);
  await slider.scrollIntoViewIfNeeded();
  const box = await slider.boundingBox();
  if (!box) throw new Error(`${id} is not on the page`);
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width / 2, y);
  await page.mouse.down();
  await page.mouse.move(to === "left" ? box.x - 20 : box.x + box.width + 20, y, { steps: 4 });
  await page.mouse.up();
}

/** Clicks into a box, writes over what it holds, and clicks elsewhere. */
export async function write(page: Page, id: string, text: string): Promise<void> {
  await page.locator(`#${id}`).click({ clickCount: 3 });
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type(text);
  await page.locator("h1").click();
}

/** Clicks on a list, and takes one of its lines. */
export async function pick(page: Page, id: string, value: string): Promise<void> {
  const list = page.locator(`#${id}`);
  await list.click();
  await list.selectOption(value);
  await page.keyboard.press("Escape");
}

/** Presses keys in a control that has the focus. */
export async function keys(page: Page, id: string, ...pressed: string[]): Promise<void> {
  await page.locator(`#${id}`).focus();
  for (const key of pressed) await page.keyboard.press(key);
}

/** Writes into a control by keyboard alone, over what it holds, and leaves it. */
export async function type(page: Page, id: string, text: string): Promise<void> {
  await keys(page, id, "ControlOrMeta+a");
  await page.keyboard.type(text);
  await page.keyboard.press("Tab");
}

/** Chooses a line of a list by its first letters. */
export async function letters(page: Page, id: string, text: string): Promise<void> {
  await page.locator(`#${id}`).focus();
  await page.keyboard.type(text);
}
