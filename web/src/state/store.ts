/** The store holds the page, tells who listens, and keeps the address. */

import type { Page } from "./choice";
import { addressOf } from "./url";

/** How a page came to be: by a step of a drag, by a change that is done, or from the address. */
export type How = "drag" | "change" | "address";
/** The address follows after this rest [ms]: writing it costs the browser more than drawing a chart. */
const REST = 120;

type Listener = (page: Page, how: How) => void;

export class Store {
  private page: Page;
  /** The address that was read or written last. */
  private address = "";
  private dragging = false;
  /** How the page came to be that waits for the address; null if none waits. */
  private waiting: How | null = null;
  private timer = 0;
  private readonly listeners: Listener[] = [];

  constructor(page: Page) {
    this.page = page;
  }

  get(): Page {
    return this.page;
  }

  listen(listener: Listener): void {
    this.listeners.push(listener);
  }

  /** Takes a new page. The address follows; what comes without a rest between is one entry of the history. */
  set(page: Page, how: How): void {
    this.page = page;
    clearTimeout(this.timer);
    this.waiting = how === "address" ? null : how;
    if (this.waiting) this.timer = window.setTimeout(() => this.write(), REST);
    for (const listener of this.listeners) listener(page, how);
  }

  /** Writes the address. The rests of one drag share an entry. */
  private write(): void {
    const address = `#${addressOf(this.page)}`;
    const replace = this.dragging;
    this.dragging = this.waiting === "drag";
    this.waiting = null;
    if (address === this.address) return;
    this.address = address;
    try {
      if (replace) history.replaceState(null, "", address);
      else history.pushState(null, "", address);
    } catch {
      // Some browsers keep no history for a page that was opened as a file, or limit how often it is written.
    }
  }

  /** Takes what the address holds, now and when the browser's buttons or the user change it. */
  follow(read: (address: string) => Page): void {
    const take = () => {
      const page = read(location.hash);
      this.address = `#${addressOf(page)}`;
      this.dragging = false; // the entry that is shown now is not that of a drag
      this.set(page, "address");
    };
    window.addEventListener("popstate", take);
    // A drag ends with this event, even if its last value was refused.
    window.addEventListener("change", () => {
      if (this.waiting) this.waiting = "change";
      else this.dragging = false;
    });
    take();
  }
}
