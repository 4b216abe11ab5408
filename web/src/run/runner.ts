/** The runner asks the core for the newest page. While a run is on its way, only the last wish is kept. */

import { type CoreClient, Stopped } from "../core/client";
import type { Failure, Run, Setting } from "../core/contract";
import type { Page, Side } from "../state/choice";
import { settingOf } from "../state/setting";

/** A run is answered for a setting. */
export interface Outcome {
  setting: Setting;
  key: string;
  run: Run;
}

export type Outcomes = { a: Outcome | null; b: Outcome | null };

/** What a run that takes long shows. */
const SLOW = 2000; // ms
/** A run that has taken so long gives way to a newer wish. */
const LONG = 1000; // ms

const ALL_MISSED: Failure = {
  kind: "InputError",
  message:
    "missed: every dose is missed; leave one of them, or set the dose to 0 mg for a placebo.",
};

export class Runner {
  onDone: (page: Page, outcomes: Outcomes, since: number) => void = () => {};
  /** Called when a page was not answered, so that what is there may be drawn. */
  onUnanswered: (page: Page, outcomes: Outcomes) => void = () => {};
  onFailure: (side: Side, failure: Failure) => void = () => {};
  onStopped: (why: string) => void = () => {};
  onSlow: (slow: boolean) => void = () => {};
  private readonly outcomes: Outcomes = { a: null, b: null };
  private wanted: { page: Page; since: number } | null = null;
  /** Whether a run is on its way. */
  busy = false;
  private began = 0;
  private broken = "";

  constructor(private readonly client: CoreClient) {}

  /** Asks for a page. `since` is when the user asked, for the measure of the redraw. */
  want(page: Page, since: number): void {
    this.wanted = { page, since };
    if (!this.busy) void this.work();
    else if (performance.now() - this.began > LONG) this.client.cancel(); // nobody waits for it
  }

  /** Ends the run that is on its way. */
  cancel(): void {
    this.wanted = null;
    this.client.cancel();
  }

  private async work(): Promise<void> {
    this.busy = true;
    const slow = setTimeout(() => this.onSlow(true), SLOW);
    while (this.wanted) {
      const { page, since } = this.wanted;
      this.wanted = null;
      this.began = performance.now();
      if (await this.ran(page)) this.onDone(page, { ...this.outcomes }, since);
      else if (!this.wanted) this.onUnanswered(page, { ...this.outcomes });
    }
    clearTimeout(slow);
    this.onSlow(false);
    this.busy = false;
  }

  /** Runs both sides. Tells whether both were answered and nothing newer is wanted. */
  private async ran(page: Page): Promise<boolean> {
    for (const side of ["a", "b"] as const) {
      const choice = page[side];
      if (!choice) {
        this.outcomes[side] = null;
        continue;
      }
      const setting = settingOf(choice);
      const key = JSON.stringify(setting);
      if (this.outcomes[side]?.key === key) continue;
      if (this.wanted || !(await this.asked(side, setting, key))) return false;
    }
    return true;
  }

  private async asked(side: Side, setting: Setting, key: string): Promise<boolean> {
    if (setting.regimen === "") {
      this.onFailure(side, ALL_MISSED);
      return false;
    }
    try {
      const start = performance.now();
      const answer = await this.client.ask("run", { setting });
      performance.measure("opiodyn:run", { start, end: performance.now() });
      this.broken = "";
      if (answer.error) this.onFailure(side, answer.error);
      else this.outcomes[side] = { setting, key, run: answer.value };
      return !answer.error;
    } catch (fault) {
      return this.stopped(side, setting, key, fault);
    }
  }

  /** A worker that dies is replaced, and the run is asked for once more; the second time it is given up. */
  private async stopped(
    side: Side,
    setting: Setting,
    key: string,
    fault: unknown,
  ): Promise<boolean> {
    const why = fault instanceof Error ? fault.message : String(fault);
    if (why === "cancelled" && this.wanted) return false;
    if (!(fault instanceof Stopped) || why === "cancelled" || this.broken === key) {
      this.onStopped(why);
      return false;
    }
    this.broken = key;
    return this.asked(side, setting, key);
  }
}
