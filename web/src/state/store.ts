/** The store holds the page, tells who listens, and keeps the address. */

import type { Page } from "./choice";
import { addressOf } from "./url";

/** How a page came to be: by a step of a drag, by a change that is done, or from the address. */
export type How = "drag" | "change" | "address";
type Listener = (page: Page, how: How) => void;

export class Store {
  private page: Page;
  private dragging = false;
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

  /** Takes a new page. The first step of a drag is an entry of the history; the others change that entry. */
  set(page: Page, how: How): void {
    const address = `#${addressOf(page)}`;
    const same = address === `#${addressOf(this.page)}`;
    this.page = page;
    if (how !== "address" && !same) this.write(address, this.dragging);
    this.dragging = how === "drag";
    for (const listener of this.listeners) listener(page, how);
  }

  private write(address: string, replace: boolean): void {
    try {
      if (replace) history.replaceState(null, "", address);
      else history.pushState(null, "", address);
    } catch {
      // Some browsers keep no history for a page that was opened as a file, or limit how often it is written.
    }
  }

  /** Takes what the address holds, now and when the browser's buttons or the user change it. */
  follow(read: (address: string) => Page): void {
    window.addEventListener("popstate", () => this.set(read(location.hash), "address"));
    this.set(read(location.hash), "address");
  }
}
