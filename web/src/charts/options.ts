/** The options of uPlot for a panel: lines, axes, bands and the cursor that all panels share. */

import type uPlot from "uplot";
import type { Trace } from "./data";
import { colour, look, washed } from "./look";
import type { Panel } from "./panels";
import { inDays, marks, markText, type View } from "./time";

const DASH = [7, 5];
const AXIS_FONT = 13;

function seriesOf(trace: Trace): uPlot.Series {
  const stroke = colour(trace.line.colour);
  const common = { label: trace.line.label, scale: "y", spanGaps: true, points: { show: false } };
  if (trace.part === "median") return { ...common, stroke, width: 1, dash: [2, 3] };
  if (trace.part !== null)
    return { ...common, stroke: "transparent", width: 0, auto: trace.part === "low" };
  return { ...common, stroke, width: 2, ...(trace.side === "b" && { dash: DASH }) };
}

function bandsOf(traces: readonly Trace[]): uPlot.Band[] {
  const found: uPlot.Band[] = [];
  traces.forEach((trace, k) => {
    if (trace.part === "low")
      found.push({ series: [k + 3, k + 1], fill: washed(trace.line.colour) });
  });
  return found;
}

/** Returns the range of an axis: what is drawn and what the panel always holds, with a little air. */
export function rangeOf(panel: Panel, low: number | null, high: number | null): [number, number] {
  const least = Math.min(low ?? panel.holds[0], panel.holds[0]);
  const most = Math.max(high ?? panel.holds[1], panel.holds[1]);
  const air = (most - least) * 0.04 || 1;
  return [
    least < 0 || panel.holds[0] > 0 ? least - air : least,
    most > panel.holds[1] || most === least ? most + air : most,
  ];
}

/**
 * Returns the highest value that the axis makes room for. A band may be so wide that the curves would lie flat on the axis,
 * as for the tone under an agonist: it gets as much room again as the curves have, and is cut there.
 */
export function withBand(
  curves: number | null,
  upper: readonly (number | null | undefined)[],
): number | null {
  if (curves === null) return null;
  const band = upper.reduce<number>((most, value) => Math.max(most, value ?? 0), curves);
  return Math.min(band, 2 * curves);
}

function uppers(chart: uPlot, traces: readonly Trace[]): (number | null | undefined)[] {
  return traces.flatMap((trace, k) =>
    trace.part === "high" ? [...(chart.data[k + 1] ?? [])] : [],
  );
}

export interface Size {
  width: number;
  height: number;
  right: number;
}

/** Returns the options of a panel's chart. */
export function optionsOf(
  panel: Panel,
  traces: readonly Trace[],
  view: View,
  size: Size,
  hooks: uPlot.Hooks.Arrays,
): uPlot.Options {
  const font = `${AXIS_FONT}px ${look().font}`;
  const axis = { stroke: () => look().ink, font, ticks: { show: false }, labelFont: font };
  return {
    width: size.width,
    height: size.height,
    padding: [10, size.right, 0, 4],
    legend: { show: false },
    cursor: {
      sync: { key: "opiodyn", scales: ["x", null] },
      drag: { x: true, y: false, setScale: false },
      points: { show: false },
      y: false,
    },
    scales: {
      x: { time: false, auto: false, range: () => [view.from, view.to] },
      y: {
        range: (chart, low, high) => rangeOf(panel, low, withBand(high, uppers(chart, traces))),
      },
    },
    axes: [
      {
        ...axis,
        size: 24,
        labelSize: 20,
        labelGap: 0,
        label: inDays(view) ? "days from the start" : "hours from the start",
        grid: { stroke: () => look().grid, width: 1 },
        splits: (chart) => marks(view, chart.width / 62),
        values: (_, splits) => splits.map((time) => markText(time, view)),
      },
      {
        ...axis,
        size: 46,
        space: 34,
        grid: { stroke: () => look().grid, width: 1 },
        values: (_, splits) => splits.map((value) => String(Number(value.toPrecision(6)))),
      },
    ],
    series: [{}, ...traces.map(seriesOf)],
    bands: bandsOf(traces),
    hooks,
  };
}
