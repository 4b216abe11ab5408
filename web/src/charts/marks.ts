/** Doses, names of lines and the drug-free level are drawn onto a chart after its lines. */

import type uPlot from "uplot";
import type { Run } from "../core/contract";
import { colour, look } from "./look";

/** The name of a line at its right end; `y` is in the panel's unit. */
export interface Label {
  text: string;
  y: number;
  colour: number;
}

const SIZE = 13;

/** Draws a small triangle on the axis for each dose: filled for A, open for B above it. */
export function drawDoses(chart: uPlot, runs: readonly Run[]): void {
  const { ctx, bbox } = chart;
  const unit = devicePixelRatio;
  ctx.save();
  ctx.fillStyle = look().ink;
  ctx.strokeStyle = look().ink;
  ctx.lineWidth = unit;
  runs.forEach((run, k) => {
    const bottom = bbox.top + bbox.height - k * 8 * unit;
    for (const { time } of run.regimen.doses) {
      const x = chart.valToPos(time, "x", true);
      if (x < bbox.left - 1 || x > bbox.left + bbox.width + 1) continue;
      ctx.beginPath();
      ctx.moveTo(x - 3.5 * unit, bottom);
      ctx.lineTo(x, bottom - 7 * unit);
      ctx.lineTo(x + 3.5 * unit, bottom);
      ctx.closePath();
      if (k === 0) ctx.fill();
      else ctx.stroke();
    }
  });
  ctx.restore();
}

/** Draws a thin line at the level of the drug-free body. */
export function drawLevel(chart: uPlot, level: number): void {
  const { ctx, bbox } = chart;
  const y = chart.valToPos(level, "y", true);
  if (y < bbox.top || y > bbox.top + bbox.height) return;
  ctx.save();
  ctx.strokeStyle = look().faint;
  ctx.lineWidth = devicePixelRatio;
  ctx.beginPath();
  ctx.moveTo(bbox.left, y);
  ctx.lineTo(bbox.left + bbox.width, y);
  ctx.stroke();
  ctx.restore();
}

/** Returns labels with places that keep them apart, from top to bottom, within a height. */
export function apart(places: number[], gap: number, top: number, bottom: number): number[] {
  const order = places.map((_, k) => k).sort((i, j) => (places[i] ?? 0) - (places[j] ?? 0));
  const found = [...places];
  let least = top;
  for (const k of order) {
    found[k] = Math.max(found[k] ?? 0, least);
    least = (found[k] ?? 0) + gap;
  }
  let most = bottom;
  for (const k of order.reverse()) {
    found[k] = Math.min(found[k] ?? 0, most);
    most = (found[k] ?? 0) - gap;
  }
  return found;
}

/** Returns what measures a text [px]. */
export function ruler(): (text: string) => number {
  const context = document.createElement("canvas").getContext("2d");
  if (!context) return (text) => 8 * text.length;
  context.font = `${SIZE}px ${look().font}`;
  return (text) => context.measureText(text).width;
}

/** Returns the width that names of lines take at the right [px]. */
export function widthOf(labels: readonly string[]): number {
  return Math.ceil(Math.max(0, ...labels.map(ruler()))) + 10;
}

/** Returns a text as lines that are no wider than this [px], where spaces allow it. */
export function wrapped(text: string, width: number, measure: (text: string) => number): string[] {
  const found: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const longer = line ? `${line} ${word}` : word;
    if (line && measure(longer) > width) {
      found.push(line);
      line = word;
    } else line = longer;
  }
  return [...found, line];
}

/** Draws the name of each line at its right end. */
export function drawLabels(chart: uPlot, labels: readonly Label[]): void {
  const { ctx, bbox } = chart;
  const unit = devicePixelRatio;
  const wanted = labels.map((one) => chart.valToPos(one.y, "y", true));
  const half = (SIZE * unit) / 2;
  const places = apart(wanted, 15 * unit, bbox.top + half, bbox.top + bbox.height - half);
  ctx.save();
  ctx.font = `${SIZE * unit}px ${look().font}`;
  ctx.textBaseline = "middle";
  ctx.textAlign = "left";
  labels.forEach((label, k) => {
    ctx.fillStyle = colour(label.colour);
    ctx.fillText(label.text, bbox.left + bbox.width + 6 * unit, places[k] ?? 0);
  });
  ctx.restore();
}
