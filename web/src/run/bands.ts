/** Bands come from draws of the posterior: curves of ten draws at a time, and their percentiles so far. */

import { biophase, draws } from "virtual:draws";
import type { Run, Setting } from "../core/contract";
import type { Work } from "./background";

/** The band of a column: median, and the 5th and 95th percentile, in the column's unit. */
export interface Band {
  column: string;
  draws: number;
  times: Float64Array;
  low: Float64Array;
  median: Float64Array;
  high: Float64Array;
}

const GROUP = 10;
const POINTS = 1500; // fewer would miss peaks of a month of doses twice a day
const LONGEST = 90 * 24; // h: a hundred runs of more would take minutes

export const DRAWS = draws.length;

/** Returns why a setting has no bands; null if it has. */
export function withoutBands(setting: Setting, run: Run): string | null {
  if (setting.biophase !== biophase)
    return `No band: the draws of the posterior hold for the preset ${biophase} alone.`;
  if (run.end > LONGEST)
    return "No band: a run of more than 90 days would take a hundred times too long.";
  return null;
}

/** Returns the value below which a share of sorted values lies, on a straight line between neighbours. */
export function quantile(sorted: Float64Array, share: number): number {
  const place = share * (sorted.length - 1);
  const low = Math.floor(place);
  const [x = Number.NaN, y = x] = [sorted[low], sorted[low + 1]];
  return x + (y - x) * (place - low);
}

/** Returns the band of curves, each of which has a value at each time. */
export function bandOf(column: string, times: Float64Array, curves: readonly Float64Array[]): Band {
  const part = () => new Float64Array(times.length);
  const band = { column, draws: curves.length, times, low: part(), median: part(), high: part() };
  for (let i = 0; i < times.length; ++i) {
    const sorted = Float64Array.from(curves, (curve) => curve[i] ?? Number.NaN).sort();
    band.low[i] = quantile(sorted, 0.05);
    band.median[i] = quantile(sorted, 0.5);
    band.high[i] = quantile(sorted, 0.95);
  }
  return band;
}

/** Returns some of a run's own times, about evenly spread, with its end. */
export function thinned(times: Float64Array): Float64Array {
  const step = Math.max(1, Math.ceil(times.length / POINTS));
  return times.filter((_, k) => k % step === 0 || k === times.length - 1);
}

/** Returns the work that computes the bands of some columns and shows them as they grow. */
export function bandWork(
  setting: Setting,
  run: Run,
  columns: string[],
  show: (bands: Band[]) => void,
  fail: (why: string) => void,
): Work {
  const times = thinned(run.times);
  return async (ask, wanted) => {
    const curves = new Map<string, Float64Array[]>(columns.map((column) => [column, []]));
    for (let first = 0; first < draws.length; first += GROUP)
      for (const column of columns) {
        const group = draws.slice(first, first + GROUP);
        const answer = await ask("curves", { setting, draws: group, column, times });
        if (!wanted()) return;
        if (answer.error) return fail(answer.error.message);
        const found = curves.get(column) ?? [];
        for (let k = 0; k < group.length; ++k)
          found.push(answer.value.subarray(k * times.length, (k + 1) * times.length));
        if (column === columns.at(-1))
          show(columns.map((one) => bandOf(one, times, curves.get(one) ?? [])));
      }
  };
}
