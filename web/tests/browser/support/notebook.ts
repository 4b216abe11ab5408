/** A page that shows the widget as a notebook does, with a model that stands for anywidget's. */

import { readFileSync } from "node:fs";
import type { Frame } from "playwright-core";
import type { Setting } from "../../../src/core/contract";
import { address, blank, type ShownPage } from "./page";
import { builtWidget, web } from "./places";

export interface Notebook {
  setting: Setting;
  height: number;
  /** Every setting that the widget has saved. */
  saved: Setting[];
  /** The number of listeners that the widget has on the model. */
  listeners(): number;
  /** Gives a trait as Python does. */
  give(name: "setting" | "height", value: unknown): void;
  /** Takes the widget away, as a notebook does with a cell. */
  end(): void;
}

declare global {
  var notebook: Notebook;
}

// The core is a part of a larger buffer, as messages of notebooks bring it.
const SCRIPT = `
  import widget from "./widget.js";
  const bytes = new Uint8Array(await (await fetch("core.wasm")).arrayBuffer());
  const larger = new Uint8Array(bytes.length + 24);
  larger.set(bytes, 8);
  const state = { ...GIVEN, _core: new DataView(larger.buffer, 8, bytes.length) };
  const [saved, changed, heard] = [[], new Set(), []];
  const model = {
    get: (name) => state[name],
    // As in Backbone, whoever listens hears of every change, the one who made it too.
    set(name, value) {
      if (JSON.stringify(state[name]) === JSON.stringify(value)) return;
      state[name] = value;
      changed.add(name);
      for (const [event, listener] of [...heard]) if (event === "change:" + name) listener();
    },
    save_changes() { if (changed.delete("setting")) saved.push(structuredClone(state.setting)); },
    on: (event, listener) => heard.push([event, listener]),
    off(event, listener) {
      const place = heard.findIndex(([one, other]) => one === event && other === listener);
      if (place >= 0) heard.splice(place, 1);
    },
  };
  const end = widget.render({ model, el: document.getElementById("cell") });
  globalThis.notebook = {
    get setting() { return state.setting; },
    saved,
    listeners: () => heard.length,
    give(name, value) {
      model.set(name, value);
      changed.clear();
    },
    end,
  };
`;

/** Opens a notebook with the widget, which has a setting. */
export async function notebookOf(
  setting: Setting,
): Promise<{ shown: ShownPage; frame: Frame; asked: string[] }> {
  const shown = await blank();
  const { page } = shown;
  const asked: string[] = [];
  page.on("request", (request) => {
    if (request.frame() !== page.mainFrame()) asked.push(request.url());
  });
  const script = SCRIPT.replace("GIVEN", JSON.stringify({ setting, height: 700 }));
  const styles = readFileSync(`${web}/src/widget.css`, "utf8");
  const body = `<!doctype html><style>${styles}</style><div id="cell"></div><script type="module">${script}</script>`;
  await page.route("**/notebook.html", (route) =>
    route.fulfill({ contentType: "text/html", body }),
  );
  await page.route("**/widget.js", (route) => route.fulfill({ path: builtWidget }));
  await page.goto(`${address}notebook.html`);
  const frame = await (await page.waitForSelector("iframe")).contentFrame();
  if (!frame) throw new Error("the widget has no frame");
  await frame.locator("#all-rows").check();
  return { shown, frame, asked };
}
