/** Drawings that the page gives are read back into charts and numbers. */

import type { Page } from "playwright-core";

type Place = [x: number, y: number];

export interface Panel {
  title: string;
  texts: string[];
  /** The points of each curve, with y in the unit of the axis and x in that of the time axis. */
  curves: Place[][];
  /** The points of each band: along its low side, and back along its high one. */
  bands: Place[][];
  medians: Place[][];
}

export interface Drawing {
  /** What the parser of XML says; nothing if the file is sound. */
  fault: string;
  width: number;
  height: number;
  texts: string[];
  panels: Panel[];
}

/** Reads a drawing with the browser's own parser of XML. */
export function drawingOf(page: Page, text: string): Promise<Drawing> {
  return page.evaluate((source) => {
    const root = new DOMParser().parseFromString(source, "image/svg+xml");
    const wordsOf = (from: ParentNode) =>
      [...from.querySelectorAll("text")].map((one) => one.textContent ?? "");
    /** Returns what turns a place into a number, from the first and the last mark of an axis with their lines. */
    const scaleOf = (inner: Element, line: RegExp): ((place: number) => number) => {
      const marks = [...inner.children].flatMap((one, k) => {
        const at = line.exec(one.getAttribute("d") ?? "")?.[1];
        const words = inner.children[k + 1]?.textContent ?? "";
        return at === undefined ? [] : [[Number(at), Number(words)] as const];
      });
      const [[p0, v0], [p1, v1]] = [marks[0] ?? [0, 0], marks.at(-1) ?? [1, 1]];
      return (place) => v0 + ((place - p0) * (v1 - v0)) / (p1 - p0);
    };
    const panelOf = (group: Element) => {
      const inner = group.querySelector("g");
      if (!inner) throw new Error("a panel has no charts");
      const x = scaleOf(inner, /^M([\d.-]+),0V/);
      const y = scaleOf(inner, /^M0,([\d.-]+)H/);
      const points = (paths: Iterable<Element>) =>
        [...paths].map((path) =>
          [...(path.getAttribute("d") ?? "").matchAll(/([\d.e-]+),([\d.e-]+)/g)].map(
            ([, left, top]): [number, number] => [x(Number(left)), y(Number(top))],
          ),
        );
      const inside = inner.querySelector("g") ?? inner;
      return {
        title: wordsOf(group)[0] ?? "",
        texts: wordsOf(group),
        curves: points(inside.querySelectorAll('path[fill="none"][stroke-width="2"]')),
        medians: points(inside.querySelectorAll('path[fill="none"][stroke-width="1"]')),
        bands: points(inside.querySelectorAll("path[fill-opacity]")),
      };
    };
    return {
      fault: root.querySelector("parsererror")?.textContent ?? "",
      width: Number(root.documentElement.getAttribute("width")),
      height: Number(root.documentElement.getAttribute("height")),
      texts: wordsOf(root),
      panels: [...root.querySelectorAll("svg > g")].map(panelOf),
    };
  }, text);
}
