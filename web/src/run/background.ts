/** A second core computes what may wait: bands and the dose-response curve. A new setting makes old work void. */

import type { CoreClient } from "../core/client";

/** Tells a piece of work whether its setting is still wanted. */
export type Wanted = () => boolean;
/** Asks the second core. A question whose worker ends too often has a failure as its answer. */
export type Ask = CoreClient["ask"];
export type Work = (ask: Ask, wanted: Wanted) => Promise<void>;

const REST = 350; // ms without a change before work begins
const LONG = 1500; // ms after which old work is ended rather than awaited

export class Background {
  private generation = 0;
  private timer = 0;
  private busy: Promise<void> = Promise.resolve();
  private began = 0;

  constructor(private readonly client: CoreClient) {}

  /** Ends all works: what they still find is shown nowhere. */
  stop(): void {
    this.generation += 1;
    clearTimeout(this.timer);
  }

  /** Does the works one after the other, once the page rests. Earlier works end. */
  start(works: Work[]): void {
    this.stop();
    const mine = this.generation;
    const wanted = () => mine === this.generation;
    this.timer = window.setTimeout(() => {
      if (this.began > 0 && performance.now() - this.began > LONG) this.client.cancel();
      this.busy = this.busy.finally(() => this.all(works, wanted));
    }, REST);
  }

  private async all(works: Work[], wanted: Wanted): Promise<void> {
    const ask: Ask = (what, asked) => this.client.askAgain(what, asked, wanted);
    for (const work of works) {
      if (!wanted()) break;
      this.began = performance.now();
      await work(ask, wanted);
      this.began = 0;
    }
  }
}
