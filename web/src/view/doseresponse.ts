/** The dose-response curve: two statistics of the report over the dose, drawn as the points come. */

import uPlot from "uplot";
import { colour, look } from "../charts/look";
import type { Row } from "../core/contract";
import { COUNT, type Point } from "../run/doses";
import { byId, el, shown } from "./dom";
import { rowText, STATISTICS, type Statistic } from "./words";

const HEIGHT = 260;

/** What the curve shows: its points, the doses that A and B have, and the drug. */
export interface Curve {
  points: Point[];
  drug: string;
  doses: number[];
  now: { name: string; dose: number }[];
  byHand: boolean;
}

export class DoseResponse {
  private curve: Curve | null = null;
  private readonly plots = new Map<string, { plot: uPlot; shape: string }>();
  private readonly hosts = {
    y1: el("div", { class: "plot", id: "dose-response-1" }),
    y2: el("div", { class: "plot", id: "dose-response-2" }),
  };
  private readonly lists = { y1: el("select", { id: "y1" }), y2: el("select", { id: "y2" }) };
  private readonly about = el("p", { id: "dose-response-note", class: "hint" });
  private wanted = { y1: "", y2: "" };

  constructor(choose: (key: "y1" | "y2", value: string) => void) {
    const panel = (key: "y1" | "y2", text: string) => {
      this.lists[key].addEventListener("change", () => choose(key, this.lists[key].value));
      return el(
        "figure",
        { class: "panel", "data-panel": `dose-${key}` },
        el("label", { for: key }, text),
        this.lists[key],
        this.hosts[key],
      );
    };
    byId("dose-response").append(
      el("div", { class: "bar" }, el("h2", { id: "dose-response-title" }, "Dose and response")),
      this.about,
      el(
        "div",
        { class: "two" },
        panel("y1", "Statistic over dose"),
        panel("y2", "Second statistic"),
      ),
      el(
        "details",
        {},
        el("summary", {}, "Points as numbers"),
        el(
          "div",
          {
            class: "scroll",
            tabindex: 0,
            role: "region",
            "aria-label": "Points of the dose-response curve",
          },
          el("table", { id: "doses" }),
        ),
      ),
    );
    new ResizeObserver(() => this.redraw()).observe(byId("dose-response"));
  }

  show(curve: Curve, y1: string, y2: string): void {
    this.curve = curve;
    this.wanted = { y1, y2 };
    const days = curve.byHand
      ? "the regimen by hand, with each dose of it replaced"
      : "14 days without a gap";
    this.about.textContent = `${COUNT} doses of ${curve.drug}, ${days}; statistics of the last dosing interval. Points: ${curve.points.length}. A line marks the dose of the setting.`;
    this.redraw();
  }

  redraw(): void {
    const { curve } = this;
    if (!curve) return;
    for (const key of ["y1", "y2"] as const) {
      this.list(key, curve);
      this.draw(key, curve);
    }
    this.table(curve);
  }

  private list(key: "y1" | "y2", curve: Curve): void {
    const rows = curve.points[0]?.rows ?? [];
    const items = rows.flatMap((row) =>
      (Object.keys(STATISTICS) as Statistic[])
        .filter((name) => row[name] !== undefined)
        .map((name) => `${row.name}:${name}`),
    );
    if (items.length === 0 || this.lists[key].dataset.items === items.join()) {
      this.lists[key].value = this.wanted[key];
      return;
    }
    this.lists[key].dataset.items = items.join();
    if (!items.includes(this.wanted[key])) items.unshift(this.wanted[key]);
    this.lists[key].replaceChildren(
      ...items.map((item) => el("option", { value: item }, textOf(item))),
    );
    this.lists[key].value = this.wanted[key];
  }

  private draw(key: "y1" | "y2", curve: Curve): void {
    const [name = "", statistic = ""] = this.wanted[key].split(":");
    const row = curve.points[0]?.rows.find((one) => one.name === name);
    const unit = /^(t_|hours)/.test(statistic)
      ? "h"
      : statistic === "area"
        ? "ng h/mL"
        : (row?.unit ?? "");
    const values = curve.points.map((point) => statisticOf(point.rows, this.wanted[key]) ?? null);
    const data: uPlot.AlignedData = [curve.points.map((point) => point.dose), values];
    const host = this.hosts[key];
    const width = host.clientWidth || 400;
    const shape = JSON.stringify([width, unit, look().ink, curve.doses]);
    const known = this.plots.get(key);
    if (known?.shape === shape) return known.plot.setData(data);
    known?.plot.destroy();
    const plot = new uPlot(this.options(width, unit, curve, key === "y1" ? 0 : 1), data, host);
    this.plots.set(key, { plot, shape });
  }

  private options(width: number, unit: string, curve: Curve, hue: number): uPlot.Options {
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
          range: () => [(curve.doses[0] ?? 0.1) * 0.9, (curve.doses.at(-1) ?? 100) * 1.1],
        },
        y: { range: (_, low, high) => spread(low, high) },
      },
      axes: [
        { ...axis, size: 26, labelSize: 20, labelGap: 0, label: `dose of ${curve.drug} [mg]` },
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
      hooks: { draw: [(plot) => this.markDoses(plot)] },
    };
  }

  /** Draws a line at the dose of each setting. */
  private markDoses(plot: uPlot): void {
    const { ctx, bbox } = plot;
    const unit = devicePixelRatio;
    ctx.save();
    ctx.strokeStyle = ctx.fillStyle = look().ink;
    ctx.lineWidth = unit;
    ctx.font = `${13 * unit}px ${look().font}`;
    ctx.textAlign = "center";
    for (const { name, dose } of this.curve?.now ?? []) {
      if (dose <= 0) continue;
      const x = plot.valToPos(dose, "x", true);
      if (!(x >= bbox.left && x <= bbox.left + bbox.width)) continue;
      ctx.setLineDash(name === "B" ? [6 * unit, 4 * unit] : []);
      ctx.beginPath();
      ctx.moveTo(x, bbox.top);
      ctx.lineTo(x, bbox.top + bbox.height);
      ctx.stroke();
      ctx.fillText(`${name} ${shown(dose)} mg`.trim(), x, bbox.top - 5 * unit);
    }
    ctx.restore();
  }

  private table(curve: Curve): void {
    const keys = [this.wanted.y1, this.wanted.y2];
    byId("doses").replaceChildren(
      el(
        "thead",
        {},
        el(
          "tr",
          {},
          el("th", { scope: "col" }, "Dose [mg]"),
          ...keys.map((key) => el("th", { scope: "col" }, textOf(key))),
        ),
      ),
      el(
        "tbody",
        {},
        ...curve.points.map((point) =>
          el(
            "tr",
            { "data-dose": point.dose },
            el("th", { scope: "row" }, shown(point.dose)),
            ...keys.map((key) => {
              const value = statisticOf(point.rows, key);
              return el("td", { "data-statistic": key, "data-value": value }, shown(value, 5));
            }),
          ),
        ),
      ),
    );
  }
}

function textOf(key: string): string {
  const [name = "", statistic = ""] = key.split(":");
  return `${STATISTICS[statistic as Statistic] ?? statistic} of ${rowText(name)}`;
}

function statisticOf(rows: readonly Row[], key: string): number | undefined {
  const [name = "", statistic = ""] = key.split(":");
  return statistic in STATISTICS
    ? rows.find((row) => row.name === name)?.[statistic as Statistic]
    : undefined;
}

function spread(low: number | null, high: number | null): [number, number] {
  const [least, most] = [Math.min(0, low ?? 0), Math.max(high ?? 1, low ?? 0)];
  const air = (most - least) * 0.06 || 1;
  return [least < 0 ? least - air : 0, most + air];
}
