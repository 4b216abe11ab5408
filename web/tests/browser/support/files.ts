/** Files come from real downloads. */

import { buffer } from "node:stream/consumers";
import type { Frame, Page } from "playwright-core";

/** A file that the page gave, under the name that it gave. */
export interface Given {
  name: string;
  bytes: Buffer;
}

/** Clicks on a button of the page, or of one in a frame, and returns the file that the browser saves. */
export async function saved(
  page: Page,
  button: string,
  place: Page | Frame = page,
): Promise<Given> {
  const coming = page.waitForEvent("download");
  await place.locator(`#${button}`).click();
  const download = await coming;
  return {
    name: download.suggestedFilename(),
    bytes: await buffer(await download.createReadStream()),
  };
}

export async function savedText(page: Page, button: string, place?: Frame): Promise<string> {
  return (await saved(page, button, place)).bytes.toString("utf8");
}
