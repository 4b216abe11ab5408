/** Runs become the tables that uPlot draws. */

import uPlot from "uplot";
import type { Run } from "../core/contract";
import type { Band } from "../run/bands";
import type { Line, Panel } from "./panels";

/** What a chart draws, in this order: the lines of A, those of B, then low, median and high of each band. */
export interface Drawn {
  a: Run;
  b: Run | null;
  bands: Band[];
}

export type Part = "low" | "median" | "high";

/** A trace is one series of a chart. */
export interface Trace {
  line: Line;
  side: "a" | "b";
  part: Part | null;
}

/** Returns the values of a column by name. */
export function valuesOf(run: Run, column: string): Float64Array | undefined {
  return run.columns.find((one) => one.name === column)?.values;
}

function scaled(values: Float64Array, factor: number): Float64Array {
  return factor === 1 ? values : values.map((value) => value * factor);
}

/** Returns the series of a panel, with their table. */
export function tableOf(panel: Panel, drawn: Drawn): { traces: Trace[]; data: uPlot.AlignedData } {
  const traces: Trace[] = [];
  const tables: (number[] | Float64Array)[][] = [];
  for (const side of ["a", "b"] as const) {
    const run = drawn[side];
    if (!run) continue;
    const table: Float64Array[] = [run.times];
    for (const line of panel.lines) {
      const values = valuesOf(run, line.column);
      if (!values) continue;
      traces.push({ line, side, part: null });
      table.push(scaled(values, line.factor));
    }
    tables.push(table);
  }
  for (const band of drawn.bands) {
    const line = panel.lines.find((one) => one.column === band.column);
    if (!line) continue;
    for (const part of ["low", "median", "high"] as const) traces.push({ line, side: "a", part });
    const parts = [band.low, band.median, band.high];
    tables.push([band.times, ...parts.map((values) => scaled(values, line.factor))]);
  }
  const aligned = tables as unknown as uPlot.AlignedData[];
  const data = aligned.length === 1 && aligned[0] ? aligned[0] : uPlot.join(aligned);
  return { traces, data };
}

/** Returns the value of a curve at a time, on a straight line between its points. */
export function valueAt(
  times: Float64Array,
  values: Float64Array,
  time: number,
): number | undefined {
  const last = times.length - 1;
  if (last < 0 || time < (times[0] ?? 0) || time > (times[last] ?? 0)) return undefined;
  let low = 0;
  let high = last;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? 0) <= time) low = middle;
    else high = middle;
  }
  const [t0 = 0, t1 = 0, y0 = 0, y1 = 0] = [times[low], times[high], values[low], values[high]];
  return t1 > t0 ? y0 + ((y1 - y0) * (time - t0)) / (t1 - t0) : y1;
}
