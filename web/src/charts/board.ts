/** The board holds all panels: one view, one cursor, one read-out. */

import type { Run } from "../core/contract";
import { byId, hide } from "../elements/dom";
import type { Band } from "../run/bands";
import type { Span } from "../state/choice";
import { Chart } from "./chart";
import type { Drawn } from "./data";
import { forgetLook } from "./look";
import { panelsOf } from "./panels";
import { timeText, type View } from "./time";

export class Board {
  readonly charts = new Map<string, Chart>();
  private readonly view: View = { from: 0, to: 1 };
  private zoom: View | null = null;
  private span: Span = "run";
  private drawn: Drawn | null = null;
  /** The time of the cursor. */
  private time: number | null = null;
  private readonly sight = new IntersectionObserver((changes) => {
    for (const { target, isIntersecting } of changes)
      for (const chart of this.charts.values())
        if (chart.root === target) chart.see(isIntersecting);
  });

  constructor(private readonly agonist: (drug: string) => boolean) {
    const slider = byId<HTMLInputElement>("cursor-time");
    slider.addEventListener("input", () => {
      const share = slider.valueAsNumber / Number(slider.max);
      this.point(this.view.from + share * (this.view.to - this.view.from));
    });
    window.addEventListener("beforeprint", () => this.settle());
    byId("zoom-out").addEventListener("click", () => this.zoomTo(null));
    new ResizeObserver(() => this.redraw()).observe(byId("panels"));
  }

  /** Draws runs; the zoom is kept while the span is, and a run reaches into it. */
  draw(a: Run, b: Run | null, span: Span, bands: Band[]): void {
    this.drawn = { a, b, bands };
    if (span !== this.span || (this.zoom && this.zoom.from >= spanOf(this.drawn, "run").to))
      this.zoom = null;
    this.span = span;
    this.redraw();
  }

  /** Draws the charts that were left because they are out of sight. */
  settle(): void {
    for (const chart of this.charts.values()) chart.settle();
  }

  /** Draws bands with the runs that are there. */
  band(bands: Band[]): void {
    if (!this.drawn) return;
    this.drawn = { ...this.drawn, bands };
    this.redraw();
  }

  redraw(): void {
    const { drawn, time } = this;
    if (!drawn) return;
    Object.assign(this.view, this.zoom ?? spanOf(drawn, this.span));
    hide(byId("zoom-out"), this.zoom === null, byId("curves"));
    const runs = drawn.b ? [drawn.a, drawn.b] : [drawn.a];
    const panels = panelsOf(runs, this.agonist);
    for (const [id, chart] of this.charts)
      if (!panels.some((panel) => panel.id === id)) {
        this.sight.unobserve(chart.root);
        chart.remove();
        this.charts.delete(id);
      }
    const host = byId("panels");
    panels.forEach((panel, k) => {
      const chart =
        this.charts.get(panel.id) ??
        this.added(
          panel.id,
          () =>
            new Chart(
              panel,
              this.view,
              (time) => this.pointed(time),
              (from, to) => this.zoomTo({ from, to }),
            ),
        );
      if (host.children[k] !== chart.root) host.insertBefore(chart.root, host.children[k] ?? null);
      chart.draw(panel, drawn);
    });
    const { from, to } = this.view;
    if (time !== null) queueMicrotask(() => this.point(Math.min(Math.max(time, from), to)));
  }

  /** Draws all anew in the colours that hold now. */
  recolour(): void {
    forgetLook();
    this.redraw();
    this.settle();
  }

  /** Puts the cursor of all panels at a time. */
  point(time: number): void {
    for (const chart of this.charts.values()) chart.point(time);
    this.pointed(time);
  }

  private pointed(time: number | null): void {
    this.time = time;
    const slider = byId<HTMLInputElement>("cursor-time");
    const text = time === null ? "" : timeText(time);
    byId("cursor-read").textContent = text;
    if (time === null) return;
    slider.setAttribute("aria-valuetext", text);
    slider.value = String(
      ((time - this.view.from) / (this.view.to - this.view.from)) * Number(slider.max),
    );
  }

  private added(id: string, make: () => Chart): Chart {
    const chart = make();
    this.charts.set(id, chart);
    this.sight.observe(chart.root);
    return chart;
  }

  private zoomTo(view: View | null): void {
    this.zoom = view;
    this.redraw();
  }
}

/** Returns the part of the runs that is shown: all of it, the day from the first dose, or the last day. */
export function spanOf({ a, b }: Drawn, span: Span): View {
  const end = Math.max(a.end, b?.end ?? 0);
  if (span === "first") {
    const doses = [...a.regimen.doses, ...(b?.regimen.doses ?? [])];
    const from = doses.reduce((least, dose) => Math.min(least, dose.time), end);
    return { from: from < end ? from : 0, to: Math.min((from < end ? from : 0) + 24, end) };
  }
  if (span === "last") return { from: Math.max(0, end - 24), to: end };
  return { from: 0, to: end };
}
