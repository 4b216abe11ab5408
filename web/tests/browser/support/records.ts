/** What an element says for a moment is remembered, since a test may look too late. */

import type { Page } from "playwright-core";

declare global {
  /** Every text of each element that is watched, from the first to the last. */
  var opiodynTexts: Record<string, string[]> | undefined;
}

/** Watches elements of all pages that this one will load. */
export async function watch(page: Page, ...ids: string[]): Promise<void> {
  await page.addInitScript((wanted) => {
    const texts: Record<string, string[]> = Object.fromEntries(wanted.map((id) => [id, []]));
    globalThis.opiodynTexts = texts;
    new MutationObserver(() => {
      for (const [id, list] of Object.entries(texts)) {
        const text = document.getElementById(id)?.textContent;
        if (text !== undefined && text !== null && text !== list.at(-1)) list.push(text);
      }
    }).observe(document, { subtree: true, childList: true, characterData: true });
  }, ids);
}

/** Returns the texts that an element has had. */
export function seen(page: Page, id: string): Promise<string[]> {
  return page.evaluate((name) => globalThis.opiodynTexts?.[name] ?? [], id);
}
