/** The curves as SVG and PNG, made from the charts on the page. */

import type { Chart } from "./chart";
import type { Trace } from "./data";
import { colour, look } from "./look";
import { apart, ruler, wrapped } from "./marks";
import { inDays, markText } from "./time";

const HEAD = 30; // px above each chart, for its title
const GAP = 16;
const LINE = 18; // px, of the caption
const NS = "http://www.w3.org/2000/svg";

function node(
  tag: string,
  attributes: Record<string, string | number>,
  ...children: (Element | string)[]
): Element {
  const found = document.createElementNS(NS, tag);
  for (const [key, value] of Object.entries(attributes)) found.setAttribute(key, String(value));
  found.append(...children);
  return found;
}

function text(
  x: number,
  y: number,
  words: string,
  more: Record<string, string | number> = {},
): Element {
  return node(
    "text",
    { x, y, fill: look().ink, "font-size": 13, "dominant-baseline": "middle", ...more },
    words,
  );
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

type Place = [x: number, y: number];

/** Returns the places of a series, in the chart's pixels. */
function placesOf(chart: Chart, index: number): Place[] {
  const plot = chart.plot;
  const [times = [], values = []] = [plot?.data[0], plot?.data[index]];
  const found: Place[] = [];
  for (let k = 0; plot && k < times.length; ++k) {
    const value = values[k];
    if (value === null || value === undefined) continue;
    found.push([plot.valToPos(times[k] ?? 0, "x"), plot.valToPos(value, "y")]);
  }
  return found;
}

function path(places: readonly Place[]): string {
  return `M${places.map(([x, y]) => `${round(x)},${round(y)}`).join("L")}`;
}

function lineOf(chart: Chart, trace: Trace, index: number): Element[] {
  const places = placesOf(chart, index + 1);
  const stroke = colour(trace.line.colour);
  if (places.length === 0 || trace.part === "high") return [];
  if (trace.part === "low") {
    const area = `${path([...places, ...placesOf(chart, index + 3).reverse()])}Z`;
    return [node("path", { d: area, fill: stroke, "fill-opacity": 0.22, stroke: "none" })];
  }
  const dash = trace.part === "median" ? "2 3" : trace.side === "b" ? "7 5" : "none";
  const width = trace.part === "median" ? 1 : 2;
  return [
    node("path", {
      d: path(places),
      fill: "none",
      stroke,
      "stroke-width": width,
      "stroke-dasharray": dash,
    }),
  ];
}

function panelOf(chart: Chart, x: number, y: number, id: string): Element {
  const plot = chart.plot;
  const group = node("g", { transform: `translate(${x},${y})` });
  if (!plot) return group;
  const unit = devicePixelRatio;
  const [left, top] = [plot.bbox.left / unit, plot.bbox.top / unit];
  const [width, height] = [plot.bbox.width / unit, plot.bbox.height / unit];
  const view = { from: plot.scales.x?.min ?? 0, to: plot.scales.x?.max ?? 1 };
  const inner = node("g", { transform: `translate(${left},${top + HEAD})` });
  const inside = node("g", { "clip-path": `url(#${id})` });
  group.append(
    node("clipPath", { id }, node("rect", { x: 0, y: 0, width, height })),
    text(left, 14, `${chart.panel.title} [${chart.panel.unit}]`, {
      "font-weight": 600,
      "font-size": 15,
    }),
    inner,
  );
  const splits = (scale: string): number[] =>
    (plot.axes[scale === "x" ? 0 : 1] as { _splits?: number[] })._splits ?? [];
  for (const mark of splits("x")) {
    const place = plot.valToPos(mark, "x");
    inner.append(
      node("path", { d: `M${round(place)},0V${height}`, stroke: look().grid }),
      text(place, height + 14, markText(mark, view), { "text-anchor": "middle" }),
    );
  }
  for (const mark of splits("y")) {
    const place = plot.valToPos(mark, "y");
    inner.append(
      node("path", { d: `M0,${round(place)}H${width}`, stroke: look().grid }),
      text(-6, place, String(Number(mark.toPrecision(6))), { "text-anchor": "end" }),
    );
  }
  inner.append(
    text(width / 2, height + 34, `${inDays(view) ? "days" : "hours"} from the start`, {
      "text-anchor": "middle",
    }),
    inside,
  );
  const { level } = chart.panel;
  if (level !== undefined) {
    const d = `M0,${round(plot.valToPos(level, "y"))}H${width}`;
    inside.append(node("path", { d, stroke: look().faint }));
  }
  inside.append(...chart.traces.flatMap((trace, k) => lineOf(chart, trace, k)));
  chart.runs().forEach((run, k) => {
    for (const { time } of run.regimen.doses) {
      const d = `M${round(plot.valToPos(time, "x") - 3.5)},${height - 8 * k}l3.5,-7l3.5,7Z`;
      inside.append(node("path", { d, fill: k === 0 ? look().ink : "none", stroke: look().ink }));
    }
  });
  const wanted = chart.labels.map((label) => plot.valToPos(label.y, "y"));
  const places = apart(wanted, 15, 7, height - 7);
  chart.labels.forEach((label, k) =>
    inner.append(text(width + 6, places[k] ?? 0, label.text, { fill: colour(label.colour) })),
  );
  return group;
}

interface Sheet {
  width: number;
  height: number;
  places: { chart: Chart; x: number; y: number }[];
  /** The lines of the caption, and where the first one stands. */
  lines: string[];
  foot: number;
}

/** Places charts in two columns, with the caption below. */
function sheetOf(charts: readonly Chart[], caption: readonly string[]): Sheet {
  const wide = Math.max(...charts.map((chart) => chart.plot?.width ?? 0)) + GAP;
  const high = Math.max(...charts.map((chart) => chart.plot?.height ?? 0)) + HEAD + GAP;
  const places = charts.map((chart, k) => ({
    chart,
    x: GAP + (k % 2) * wide,
    y: GAP + Math.floor(k / 2) * high,
  }));
  const width = 2 * wide + GAP;
  const foot = Math.ceil(charts.length / 2) * high + GAP + 10;
  const measure = ruler();
  const lines = caption.flatMap((text) => wrapped(text, width - 2 * GAP, measure));
  return { width, height: foot + LINE * lines.length, places, lines, foot };
}

/** Returns the curves as an SVG file. */
export function svgOf(charts: readonly Chart[], caption: readonly string[]): string {
  const { width, height, places, lines, foot } = sheetOf(charts, caption);
  const root = node("svg", {
    xmlns: NS,
    width,
    height,
    viewBox: `0 0 ${width} ${height}`,
    "font-family": look().font,
  });
  root.append(node("rect", { width, height, fill: look().paper }));
  places.forEach(({ chart, x, y }, k) => root.append(panelOf(chart, x, y, `panel-${k}`)));
  lines.forEach((line, k) => root.append(text(GAP, foot + LINE * k, line, { fill: look().faint })));
  return new XMLSerializer().serializeToString(root);
}

/** Returns the curves as a PNG file, as sharp as the screen. */
export function pngOf(charts: readonly Chart[], caption: readonly string[]): Promise<Blob | null> {
  const { width, height, places, lines, foot } = sheetOf(charts, caption);
  const unit = devicePixelRatio;
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width: width * unit, height: height * unit });
  const context = canvas.getContext("2d");
  if (!context) return Promise.resolve(null);
  context.fillStyle = look().paper;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.textBaseline = "middle";
  for (const { chart, x, y } of places) {
    if (!chart.plot) continue;
    context.fillStyle = look().ink;
    context.font = `600 ${15 * unit}px ${look().font}`;
    context.fillText(`${chart.panel.title} [${chart.panel.unit}]`, x * unit, (y + 14) * unit);
    context.drawImage(chart.plot.ctx.canvas, x * unit, (y + HEAD) * unit);
  }
  context.fillStyle = look().faint;
  context.font = `${13 * unit}px ${look().font}`;
  lines.forEach((line, k) => context.fillText(line, GAP * unit, (foot + LINE * k) * unit));
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
}
