/** The dose-response curve: two statistics of the report over the dose, drawn as the points come. */

import uPlot from "uplot";
import { type Curve, doseOptions } from "../charts/doseplot";
import { look } from "../charts/look";
import type { Row } from "../core/contract";
import { byId, el, shown } from "../elements/dom";
import { COUNT } from "../run/doses";
import { rowText, STATISTICS, type Statistic } from "./words";

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
    const shape = JSON.stringify([width, unit, look().ink, curve.doses, curve.drug]);
    const known = this.plots.get(key);
    if (known?.shape === shape) return known.plot.setData(data);
    known?.plot.destroy();
    const plot = new uPlot(
      doseOptions(width, unit, () => this.curve ?? curve, key === "y1" ? 0 : 1),
      data,
      host,
    );
    this.plots.set(key, { plot, shape });
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
            el("th", { scope: "row" }, shown(point.dose, 3, 0)),
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
  return `${Object.hasOwn(STATISTICS, statistic) ? STATISTICS[statistic as Statistic] : statistic} of ${rowText(name)}`;
}

function statisticOf(rows: readonly Row[], key: string): number | undefined {
  const [name = "", statistic = ""] = key.split(":");
  return Object.hasOwn(STATISTICS, statistic)
    ? rows.find((row) => row.name === name)?.[statistic as Statistic]
    : undefined;
}
