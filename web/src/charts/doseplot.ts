/** The options of uPlot for a dose-response curve, and the lines at the doses of the settings. */

import type uPlot from "uplot";
import { shown } from "../elements/dom";
import type { Point } from "../run/doses";
import { colour, look } from "./look";

const HEIGHT = 260;

/** What the curve shows: its points, the doses that A and B have, and the drug. */
export interface Curve {
  points: Point[];
  drug: string;
  doses: number[];
  now: { name: string; dose: number }[];
  byHand: boolean;
}

/** Returns the options of the chart of a curve. */
export function doseOptions(
  width: number,
  unit: string,
  curve: () => Curve,
  hue: number,
): uPlot.Options {
  const font = `13px ${look().font}`;
  const axis = {
    stroke: () => look().ink,
    font,
    labelFont: font,
    ticks: { show: false },
    grid: { stroke: () => look().grid, width: 1 },
  };
  return {
    width,
    height: HEIGHT,
    padding: [18, 12, 0, 4],
    legend: { show: false },
    cursor: { show: false },
    scales: {
      x: {
        time: false,
        distr: 3,
        auto: false,
        range: () => [(curve().doses[0] ?? 0.1) * 0.9, (curve().doses.at(-1) ?? 100) * 1.1],
      },
      y: { range: (_, low, high) => spread(low, high) },
    },
    axes: [
      { ...axis, size: 26, labelSize: 20, labelGap: 0, label: `dose of ${curve().drug} [mg]` },
      {
        ...axis,
        size: 52,
        space: 34,
        label: unit,
        labelSize: 20,
        values: (_, splits) => splits.map((value) => String(Number(value.toPrecision(5)))),
      },
    ],
    series: [
      {},
      { stroke: colour(hue), width: 2, points: { show: true, size: 7, fill: colour(hue) } },
    ],
    hooks: { draw: [(plot) => markDoses(plot, curve())] },
  };
}

/** Draws a line at the dose of each setting. */
function markDoses(plot: uPlot, curve: Curve): void {
  const { ctx, bbox } = plot;
  const unit = devicePixelRatio;
  ctx.save();
  ctx.strokeStyle = ctx.fillStyle = look().ink;
  ctx.lineWidth = unit;
  ctx.font = `${13 * unit}px ${look().font}`;
  ctx.textAlign = "center";
  for (const { name, dose } of curve.now) {
    if (dose <= 0) continue;
    const x = plot.valToPos(dose, "x", true);
    if (!(x >= bbox.left && x <= bbox.left + bbox.width)) continue;
    ctx.setLineDash(name === "B" ? [6 * unit, 4 * unit] : []);
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    ctx.fillText(`${name} ${shown(dose, 3, 0)} mg`.trim(), x, bbox.top - 5 * unit);
  }
  ctx.restore();
}

function spread(low: number | null, high: number | null): [number, number] {
  const [least, most] = [Math.min(0, low ?? 0), Math.max(high ?? 1, low ?? 0)];
  const air = (most - least) * 0.06 || 1;
  return [least < 0 ? least - air : 0, most + air];
}
