/** Pictures are looked at in the browser, which can decode them. */

import type { Page } from "playwright-core";

export interface Look {
  size: [width: number, height: number];
  colours: number;
  /** The share of pixels that have not the commonest colour. */
  ink: number;
  /** The mean of all channels, from 0 for black to 255 for white. */
  light: number;
}

/** Returns how a picture in PNG looks. */
export function lookOf(page: Page, png: Buffer): Promise<Look> {
  return page.evaluate(async (data) => {
    const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
    const { width, height, ...image } = await decoded(new Blob([bytes], { type: "image/png" }));
    const counts = new Map<number, number>();
    for (const pixel of new Uint32Array(image.pixels.buffer))
      counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
    let sum = 0;
    for (const [pixel, count] of counts)
      sum += (count * ((pixel & 255) + ((pixel >> 8) & 255) + ((pixel >> 16) & 255))) / 3;
    const all = width * height;
    return {
      size: [width, height],
      colours: counts.size,
      ink: 1 - Math.max(...counts.values()) / all,
      light: sum / all,
    };

    async function decoded(blob: Blob) {
      const picture = await createImageBitmap(blob);
      const context = new OffscreenCanvas(picture.width, picture.height).getContext("2d");
      if (!context) throw new Error("the browser has no canvas");
      context.drawImage(picture, 0, 0);
      const { data: pixels } = context.getImageData(0, 0, picture.width, picture.height);
      return { width: picture.width, height: picture.height, pixels };
    }
  }, png.toString("base64"));
}
