/** The page goes on: with two tabs, when its worker dies, and when a run takes very long. */

import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { write } from "./support/hands";
import { address, blank, opened, ShownPage } from "./support/page";
import { seen, watch } from "./support/records";

declare global {
  /** How many runs the core is still asked for without a setting, which makes it throw. */
  var opiodynPoison: number;
}

/** Opens a page on which a test may spoil what the worker is asked for. */
async function poisonable(): Promise<ShownPage> {
  const shown = await blank();
  await watch(shown.page, "error");
  await shown.page.addInitScript(() => {
    globalThis.opiodynPoison = 0;
    const send = Worker.prototype.postMessage as (message: unknown) => void;
    Worker.prototype.postMessage = function (message: { id: number; question: { what: string } }) {
      const spoilt = message.question.what === "run" && globalThis.opiodynPoison-- > 0;
      send.call(this, spoilt ? { id: message.id, question: { what: "run" } } : message);
    };
  });
  await shown.page.goto(address);
  await shown.shows("default");
  return shown;
}

async function poison(page: Page, times: number): Promise<void> {
  await page.evaluate((count) => {
    globalThis.opiodynPoison = count;
  }, times);
}

test("two tabs run at the same time, each with its own setting", async () => {
  const first = await opened();
  const second = new ShownPage(await first.page.context().newPage());
  await second.page.goto(`${address}#v=1&a.dose=50`);
  await first.shows("default");
  await second.shows("dose 50");
  await Promise.all([write(first.page, "phi", "0"), write(second.page, "days", "1")]);
  await first.shows("phi 0");
  expect(second.page.url()).toMatch(/a\.dose=50&a\.days=1$/);
  await write(second.page, "dose", "4.5");
  await second.shows("days 1");
  await first.shows("phi 0");
  for (const one of [first, second]) await one.drawn();
  expect([...second.thrown, ...second.strangers]).toEqual([]);
});

test("a worker that throws is replaced: the page says so, and the run is repeated", async () => {
  const shown = await poisonable();
  await poison(shown.page, 1);
  await write(shown.page, "dose", "50");
  await shown.shows("dose 50");
  const said = await seen(shown.page, "error");
  expect(said.join("\n")).toMatch(/The core stopped and was started again; the run is repeated\./);
  expect(await shown.text("error")).toBe("");
  expect(await shown.page.locator("body.stale").count()).toBe(0);
});

test("a worker that throws twice is given up with a sentence, and the next setting runs", async () => {
  const shown = await poisonable();
  await poison(shown.page, 2);
  await write(shown.page, "dose", "50");
  await shown.says("error", /The core stopped twice \(.+\)\. The curves are the last ones; change the setting/);
  await shown.shows("default");
  await shown.drawn();
  await write(shown.page, "phi", "0");
  await write(shown.page, "dose", "4.5");
  await shown.shows("phi 0");
  expect(await shown.text("error")).toBe("");
});

test("an error in an idle worker is told, and the page runs again", async () => {
  const shown = await opened();
  await shown.shows("default");
  await shown.page.workers()[0]?.evaluate(() => {
    setTimeout(() => {
      throw new Error("out of order");
    });
  });
  await shown.says("error", /The core stopped and was started again/);
  await write(shown.page, "dose", "50");
  await shown.shows("dose 50");
  expect(await shown.text("error")).toBe("");
});

test("a worker that ends without a word can be cancelled, and the page runs again", async () => {
  const shown = await opened();
  await shown.shows("default");
  await shown.page.workers()[0]?.evaluate(() => self.close());
  await write(shown.page, "dose", "50");
  await shown.page.locator("#cancel").click();
  await shown.says("error", /cancelled/);
  await shown.drawn();
  await write(shown.page, "phi", "0");
  await write(shown.page, "dose", "4.5");
  await shown.shows("phi 0");
});

test("points go on when the worker behind them dies", async () => {
  const shown = await opened("#v=1&bands=0");
  await shown.says("dose-response-note", /Points: 12\./);
  await shown.page.workers()[1]?.evaluate(() => {
    setTimeout(() => {
      throw new Error("out of order");
    });
  });
  await write(shown.page, "dose", "1000");
  await shown.says("dose-response-note", /Points: 12\./);
  await expect.poll(() => shown.page.locator("#doses tr[data-dose='100000']").count()).toBe(1);
});

test("an address of 100,000 doses has a run that can be cancelled, and then curves", async () => {
  const shown = await opened("#v=1&a.text=naltrexone+4.5+mg+po+q1h+x100000");
  await shown.page.locator("#cancel").click();
  await shown.says("error", /The run was cancelled/);
  await shown.drawn();
  await shown.says("error", /The curves are those of the default setting/);
  await shown.page.locator("#back-to-controls").click();
  await shown.shows("default");
});

test("100,000 doses that are written one by one have a sentence, and the curves stay", async () => {
  const shown = await opened();
  await shown.drawn();
  const text = Array.from({ length: 100_000 }, (_, k) => `naltrexone 1 mg po at ${k}h`).join(" + ");
  await shown.page.locator("#regimen").fill(text);
  await shown.says("error", /\S/);
  await shown.drawn();
});
