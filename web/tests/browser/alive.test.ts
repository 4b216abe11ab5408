/** The page goes on: with two tabs, when its worker dies, and when a run takes very long. */

import { expect, test } from "vitest";
import { write } from "./support/hands";
import { address, blank, opened, ShownPage } from "./support/page";
import { seen, watch } from "./support/records";

interface Poison {
  what: "run" | "report" | "curves";
  /** So many questions are left alone before. */
  after: number;
  times: number;
}

declare global {
  /** What is asked without a setting, which makes the core throw. */
  var opiodynPoison: Poison;
}

/** Opens an address on which the core is asked wrong questions. */
async function poisoned(hash: string, poison: Poison): Promise<ShownPage> {
  const shown = await blank();
  await watch(shown.page, "error");
  await shown.page.addInitScript((given) => {
    globalThis.opiodynPoison = given;
    const send = Worker.prototype.postMessage as (message: unknown) => void;
    Worker.prototype.postMessage = function (asked: { id: number; question: { what: string } }) {
      const { what } = asked.question;
      const now = globalThis.opiodynPoison;
      const spoilt = what === now.what && --now.after < 0 && --now.times >= 0;
      send.call(this, spoilt ? { id: asked.id, question: { what } } : asked);
    };
  }, poison);
  await shown.page.goto(address + hash);
  return shown;
}

test("two tabs run at the same time, each with its own setting", async () => {
  const first = await opened();
  const second = new ShownPage(await first.page.context().newPage());
  await second.page.goto(`${address}#v=1&a.dose=50`);
  await first.shows("default");
  await second.shows("dose 50");
  await Promise.all([write(first.page, "phi", "0"), write(second.page, "days", "1")]);
  await first.shows("phi 0");
  await expect.poll(() => second.page.url()).toMatch(/a\.dose=50&a\.days=1$/);
  await write(second.page, "dose", "4.5");
  await second.shows("days 1");
  await first.shows("phi 0");
  for (const one of [first, second]) await one.drawn();
  expect([...second.thrown, ...second.strangers]).toEqual([]);
});

test("a worker that throws is replaced: the page says so, and the run is repeated", async () => {
  const shown = await poisoned("", { what: "run", after: 1, times: 1 });
  await shown.shows("default");
  await shown.go("v=1&a.dose=50");
  await shown.shows("dose 50");
  const said = (await seen(shown.page, "error")).join("\n");
  expect(said).toMatch(/The core stopped and was started again; the run is repeated\./);
  expect(await shown.text("error")).toBe("");
  expect(await shown.page.locator("body.stale").count()).toBe(0);
});

test("a worker that throws twice is given up with a sentence, and the next setting runs", async () => {
  const shown = await poisoned("", { what: "run", after: 1, times: 2 });
  await shown.shows("default");
  await shown.go("v=1&a.dose=9");
  await shown.says(
    "error",
    /The core stopped twice \(.+\); change the setting to run again\. The curves are the last ones\./,
  );
  await shown.shows("default");
  await shown.drawn();
  await shown.go("v=1&a.dose=50");
  await shown.shows("dose 50");
  expect(await shown.text("error")).toBe("");
});

test("curves without a report have their own lines to take away, and no report of others", async () => {
  const shown = await poisoned("#v=1&bands=0", { what: "report", after: 1e9, times: 0 });
  await shown.says("dose-response-note", /Points: 12\./);
  await shown.page.evaluate(() => {
    globalThis.opiodynPoison = { what: "report", after: 0, times: 2 };
  });
  await shown.page.locator("#dose").fill("50");
  await shown.says("error", /^There is no report\. The core stopped twice/);
  expect(await shown.text("legend")).toContain(" 50 mg ");
  expect(await shown.text("python-a")).toContain(" 50 mg ");
  expect(await shown.report()).toEqual({});
  expect(await shown.page.locator("body.stale").count()).toBe(0);
  await shown.page.locator("#dose").fill("4.5");
  await shown.shows("default");
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
  await shown.says("error", /^The core stopped; the next change starts another one\.$/);
  expect(await shown.page.locator("body.stale").count()).toBe(0);
  await shown.go("v=1&a.dose=50");
  await shown.shows("dose 50");
  expect(await shown.text("error")).toBe("");
});

test("a worker that ends without a word can be cancelled, and the page runs again", async () => {
  const shown = await opened();
  await shown.shows("default");
  await shown.page.workers()[0]?.evaluate(() => self.close());
  await shown.go("v=1&a.dose=9");
  await shown.page.locator("#cancel").click();
  await shown.says("error", /cancelled/);
  await shown.drawn();
  await shown.go("v=1&a.dose=50");
  await shown.shows("dose 50");
});

test("points come to their end although their worker dies on the way", async () => {
  const shown = await poisoned("#v=1&bands=0", { what: "report", after: 5, times: 1 });
  await shown.says("dose-response-note", /Points: 12\./);
});

test("bands come to their end although their worker dies on the way", async () => {
  const shown = await poisoned("#v=1&a.days=1", { what: "curves", after: 5, times: 1 });
  await shown.says("bands-note", / 100 draws/);
});

test("bands whose worker dies again and again have a sentence", async () => {
  const shown = await poisoned("#v=1&a.days=1", { what: "curves", after: 0, times: 3 });
  await shown.says("bands-note", /^The band is not whole: /);
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

test("a text that is too long has its sentence, and the curves stay", async () => {
  const shown = await opened();
  await shown.drawn();
  const text = Array.from({ length: 40_000 }, (_, k) => `naltrexone 1 mg po at ${k}h`).join(" + ");
  await shown.page.locator("#regimen").fill(text);
  await shown.says(
    "error",
    /^regimen = \d+ characters: must be at most 1000000.* The curves are the last/,
  );
  await shown.drawn();
});
