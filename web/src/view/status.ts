/** The page says what it does in a quiet region, and what went wrong in a loud one. */

import { byId } from "../elements/dom";

const PAUSE = 600; // ms: a drag is announced once, when it rests

export class Status {
  private timer = 0;
  private readonly faults = new Map<string, { sentence: string; stale: boolean }>();

  /** Says something to screen readers and to the foot of the curves, once it has rested. */
  say(text: string): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => {
      byId("status").textContent = text;
    }, PAUSE);
  }

  /** Shows a fault under a key until it is lifted with null. Curves that no longer answer the controls are greyed. */
  fault(key: string, sentence: string | null, stale = true): void {
    if (sentence === null) this.faults.delete(key);
    else this.faults.set(key, { sentence, stale });
    const found = [...this.faults.values()];
    const region = byId("error");
    const text = found.map((one) => one.sentence).join("\n");
    if (region.textContent !== text) region.textContent = text;
    region.hidden = text === "";
    document.body.classList.toggle(
      "stale",
      found.some((one) => one.stale),
    );
  }

  lift(...keys: string[]): void {
    for (const key of keys) this.fault(key, null);
  }
}
