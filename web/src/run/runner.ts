/** The runner asks the core for the newest page. While a run is on its way, only the last wish is kept. */

import { type CoreClient, Stopped, stopped } from "../core/client";
import type { Answer, Failure, Row, Run, Setting } from "../core/contract";
import type { Page, Side } from "../state/choice";
import { settingOf } from "../state/setting";

/** A run is answered for a setting; its report comes once the page rests. */
export interface Outcome {
  setting: Setting;
  key: string;
  run: Run;
  report: Row[] | null;
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
  /** Called when the runs that were drawn have their reports. */
  onReports: () => void = () => {};
  /** Called when a page was not answered, so that what is there may be drawn. */
  onUnanswered: (page: Page, outcomes: Outcomes) => void = () => {};
  onFailure: (side: Side, failure: Failure) => void = () => {};
  /** Called when the runs that were drawn get no report. */
  onNoReport: (failure: Failure) => void = () => {};
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

  /**
   * Asks for the reports of runs that were drawn, and adds them to these. A newer page goes before them: then this
   * returns true, and they must be asked for again, as the newer page may not be answered.
   */
  async report(outcomes: Outcomes): Promise<boolean> {
    if (this.busy) return true;
    let late = false;
    const whole = await this.timed(async () => {
      const found = await this.reported(outcomes);
      late = this.wanted !== null;
      return found;
    });
    if (whole) this.onReports();
    return late;
  }

  /** Ends the run that is on its way. */
  cancel(): void {
    this.wanted = null;
    this.client.cancel();
  }

  private async work(): Promise<void> {
    await this.timed(async () => {
      while (this.wanted) {
        const { page, since } = this.wanted;
        this.wanted = null;
        this.began = performance.now();
        if (await this.ran(page)) this.onDone(page, { ...this.outcomes }, since);
        else if (!this.wanted) this.onUnanswered(page, { ...this.outcomes });
      }
    });
  }

  /** Marks the time in which the core is busy for the page, and says so when it is long. */
  private async timed<T>(work: () => Promise<T>): Promise<T> {
    this.busy = true;
    this.began = performance.now();
    const slow = setTimeout(() => this.onSlow(true), SLOW);
    const found = await work();
    clearTimeout(slow);
    this.onSlow(false);
    this.busy = false;
    if (this.wanted) void this.work(); // it was wanted meanwhile
    return found;
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
      if (this.wanted) return false;
      if (setting.regimen === "" && choice.text === null) {
        this.onFailure(side, ALL_MISSED);
        return false;
      }
      const ask = () => this.client.ask("run", { setting });
      const run = await this.asked(key, ask, (failure) => this.onFailure(side, failure));
      if (!run) return false;
      this.outcomes[side] = { setting, key, run, report: null };
    }
    return true;
  }

  /** Takes both sides' reports. Tells whether they are there and nothing newer is wanted. */
  private async reported(outcomes: Outcomes): Promise<boolean> {
    for (const side of ["a", "b"] as const) {
      const outcome = outcomes[side];
      if (!outcome || outcome.report) continue;
      if (this.wanted) return false;
      const { setting, key } = outcome;
      const ask = () => this.client.ask("report", { setting });
      outcome.report = await this.asked(key, ask, this.onNoReport);
      if (!outcome.report) return false;
    }
    return !this.wanted;
  }

  /**
   * Returns an answer, or null if there is none, of which the user is told. A worker that dies is replaced and asked
   * once more; the second time the setting is given up.
   */
  private async asked<T>(
    key: string,
    ask: () => Promise<Answer<T>>,
    fail: (failure: Failure) => void,
  ): Promise<T | null> {
    try {
      const answer = await ask();
      this.broken = "";
      if (!answer.error) return answer.value;
      fail(answer.error);
    } catch (fault) {
      const failure = stopped(fault);
      const cancelled = failure.message === "cancelled";
      if (fault instanceof Stopped && !cancelled && this.broken !== key) {
        this.broken = key;
        return this.asked(key, ask, fail);
      }
      if (!cancelled || !this.wanted) fail(failure);
    }
    return null;
  }
}
