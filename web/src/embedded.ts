/** The page in the frame of a notebook gets its core and its setting from the widget, and tells it of changes. */

import type { Setting } from "./core/contract";
import { type FromFrame, isToFrame } from "./frame";

export class Embedded {
  /** The setting that both sides have last agreed on, so that none is sent back. */
  private known = "";
  private take: (setting: Setting) => void = () => {};
  private early: Setting | null = null;
  readonly core: Promise<ArrayBuffer>;

  constructor() {
    this.core = new Promise((resolve) => {
      window.addEventListener("message", ({ source, data }) => {
        if (source !== window.parent || !isToFrame(data)) return;
        if (data.opiodyn === "core") resolve(data.core);
        else this.received(data.setting);
      });
    });
    this.send({ opiodyn: "ready" });
  }

  /** Calls a function with every setting that the notebook gives, and with the one that it has given. */
  follow(take: (setting: Setting) => void): void {
    this.take = take;
    if (this.early) take(this.early);
  }

  /** Tells the notebook what the page shows. */
  tell(setting: Setting): void {
    const text = JSON.stringify(setting);
    if (text === this.known) return;
    this.known = text;
    this.send({ opiodyn: "setting", setting });
  }

  private received(setting: Setting): void {
    const text = JSON.stringify(setting);
    if (text === this.known) return;
    this.known = text;
    this.early = setting;
    this.take(setting);
  }

  private send(message: FromFrame): void {
    window.parent.postMessage(message, "*");
  }
}
