/** A page in the browser, with what tests read from it and what must never happen on it. */

import {
  type Browser,
  type BrowserContextOptions,
  chromium,
  type Frame,
  type Page,
} from "playwright-core";
import { afterAll, expect, inject } from "vitest";
import { differences, type Report, reportOf } from "./expected";

/** How long a test waits for numbers [ms]; most come in a tenth of a second, on a busy machine later. */
export const PATIENCE = 15_000;
const patient = { timeout: PATIENCE, interval: 40 };

/** The address of the served page. */
export const address = inject("page");

let connected: Promise<Browser> | undefined;
const pages: ShownPage[] = [];

/** Returns the one browser of all tests. */
export function browser(): Promise<Browser> {
  connected ??= chromium.connect(inject("browser"));
  return connected;
}

afterAll(async () => {
  const found = pages.splice(0);
  await Promise.all(found.map((one) => one.page.context().close()));
  await (await connected)?.close();
  for (const one of found) {
    expect(one.strangers, "requests that left the origin").toEqual([]);
    expect(one.thrown, "errors that nobody caught").toEqual([]);
  }
});

/** Opens the page in a context of its own. `hash` is the part of the address from #. */
export async function opened(hash = "", options: BrowserContextOptions = {}): Promise<ShownPage> {
  const shown = await blank(options);
  await shown.page.goto(address + hash);
  return shown;
}

/** Returns an empty page, for tests that prepare it before they go to an address. */
export async function blank(options: BrowserContextOptions = {}): Promise<ShownPage> {
  const context = await (await browser()).newContext({
    viewport: { width: 1280, height: 900 },
    ...options,
  });
  const shown = new ShownPage(await context.newPage());
  pages.push(shown);
  return shown;
}

/** Returns the numbers of the report of a page or of one in a frame, in full precision. */
export function reportOn(place: Page | Frame, setting = "a"): Promise<Report> {
  return place.evaluate((wanted) => {
    const found: Report = {};
    const cells = document.querySelectorAll<HTMLElement>(
      `#report td[data-setting="${wanted}"][data-value]`,
    );
    for (const cell of cells) {
      const { row = "", statistic = "", value } = cell.dataset;
      found[row] ??= {};
      found[row][statistic] = Number(value);
    }
    return found;
  }, setting);
}

export class ShownPage {
  /** Requests to any place but the page's own; none may be made. */
  readonly strangers: string[] = [];
  readonly thrown: string[] = [];

  constructor(readonly page: Page) {
    page.on("request", (request) => {
      const url = request.url();
      if (!url.startsWith(address) && !/^(data|blob|file):/.test(url)) this.strangers.push(url);
    });
    page.on("pageerror", (fault) => this.thrown.push(fault.message));
  }

  /** Changes the part of the address from #, as a user does who edits it. */
  async go(hash: string): Promise<void> {
    await this.page.evaluate((to) => {
      location.hash = to;
    }, hash);
  }

  /** Goes back to the default setting, and waits for its numbers. */
  async reset(): Promise<void> {
    await this.go("");
    await this.shows("default");
  }

  /** Returns the numbers of the report, in full precision. */
  report(setting = "a"): Promise<Report> {
    return reportOn(this.page, setting);
  }

  /** Waits until the report has all numbers of a setting of expected.py, to the last bit. */
  async shows(name: string, setting = "a"): Promise<void> {
    await this.allRows();
    const different = async () => differences(await this.report(setting), reportOf(name));
    await expect.poll(different, patient).toEqual([]);
  }

  /** Lets the report show all rows. */
  async allRows(): Promise<void> {
    const box = this.page.locator("#all-rows");
    if (!(await box.isChecked())) await box.check();
  }

  text(id: string): Promise<string> {
    return this.page.evaluate(
      (name) => document.getElementById(name)?.textContent ?? "",
      id.replace(/^#/, ""),
    );
  }

  /** Waits until an element has a text like this. */
  async says(id: string, text: RegExp): Promise<void> {
    await expect.poll(() => this.text(id), patient).toMatch(text);
  }

  /** Tells how many pixels of a chart are drawn on; a blank chart has none. */
  inked(panel: string): Promise<number> {
    return this.page.evaluate((id) => {
      const canvas = document.querySelector<HTMLCanvasElement>(`[data-panel="${id}"] canvas`);
      const context = canvas?.getContext("2d");
      if (!canvas || !context) return 0;
      const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
      let count = 0;
      for (let k = 3; k < data.length; k += 4) if (data[k] !== 0) count += 1;
      return count;
    }, panel);
  }

  /** Waits until curves are drawn. */
  async drawn(panel = "tone"): Promise<void> {
    await expect.poll(() => this.inked(panel), patient).toBeGreaterThan(1000);
  }

  /** Waits until a condition holds in the page's own world. */
  async until<T>(condition: (given: T) => unknown, given: T): Promise<void> {
    await this.page.waitForFunction(condition as (given: unknown) => unknown, given, {
      timeout: PATIENCE,
    });
  }
}
