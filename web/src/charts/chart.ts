/** A chart is one panel on the page: its title, its names with the values at the cursor, and the curves. */

import uPlot from "uplot";
import type { Run } from "../core/contract";
import { el, shown } from "../elements/dom";
import { term } from "../elements/term";
import { type Drawn, type Trace, tableOf, valueAt, valuesOf } from "./data";
import { colour, look } from "./look";
import { drawDoses, drawLabels, drawLevel, type Label, widthOf } from "./marks";
import { optionsOf } from "./options";
import type { Panel } from "./panels";
import { inDays, type View } from "./time";

const HEIGHT = 240; // px
const LARGE = 480; // for a hall

export class Chart {
  readonly root: HTMLElement;
  plot: uPlot | undefined;
  traces: Trace[] = [];
  labels: Label[] = [];
  private readonly keys = el("ul", { class: "keys" });
  private readonly host = el("div", { class: "plot", "aria-hidden": "true" });
  private readonly caption = el("figcaption", {});
  private drawn: Drawn | undefined;
  private shape = "";
  private large = false;
  private seen = true;
  private late: (() => void) | null = null;
  /** The time of the cursor. */
  private time: number | null = null;

  constructor(
    public panel: Panel,
    private readonly view: View,
    private readonly onCursor: (time: number | null) => void,
    private readonly onZoom: (from: number, to: number) => void,
  ) {
    const enlarge = el(
      "button",
      { type: "button", class: "enlarge", "aria-pressed": "false", onclick: () => this.enlarge() },
      "Enlarge",
    );
    enlarge.setAttribute("aria-label", `Enlarge ${panel.title}`);
    this.caption.append(el("h3", {}, term(panel.term, panel.title)), ` [${panel.unit}]`, enlarge);
    this.root = el(
      "figure",
      { class: "panel", "data-panel": panel.id, "aria-label": `${panel.title} over time` },
      this.caption,
      this.keys,
      this.host,
    );
  }

  /** Draws runs; a chart that is out of sight waits until it is seen or the page rests. */
  draw(panel: Panel, drawn: Drawn): void {
    this.late = () => this.drawNow(panel, drawn);
    if (this.seen || !this.plot) this.settle();
  }

  /** Draws what waits. */
  settle(): void {
    this.late?.();
    this.late = null;
  }

  /** Takes whether the chart is in sight. */
  see(seen: boolean): void {
    this.seen = seen;
    if (seen) this.settle();
  }

  /** Draws runs. The chart is made anew only if its lines, its place or the theme changed. */
  private drawNow(panel: Panel, drawn: Drawn): void {
    const { time } = this; // uPlot places its own cursor in a microtask, and says that it is nowhere
    this.panel = panel;
    this.drawn = drawn;
    const { traces, data } = tableOf(panel, drawn);
    const width = this.host.clientWidth || 600;
    const shape = JSON.stringify([traces, width, this.large, look().ink, inDays(this.view)]);
    this.traces = traces;
    this.labels = this.labelled(drawn);
    if (this.plot && shape === this.shape) {
      this.plot.setData(data);
    } else {
      this.plot?.destroy();
      this.shape = shape;
      this.plot = this.made(data, width);
      this.nameLines();
    }
    if (time === null) return;
    queueMicrotask(() => {
      this.point(time);
      this.onCursor(time);
    });
  }

  /** Makes the chart as wide as the page allows and twice as high, or small again. */
  private enlarge(): void {
    this.large = !this.large;
    this.root.classList.toggle("large", this.large);
    this.caption.querySelector("button.enlarge")?.setAttribute("aria-pressed", `${this.large}`);
    if (this.drawn) this.drawNow(this.panel, this.drawn);
  }

  /** Shows the values of all lines at a time, or nothing. */
  read(time: number | null): void {
    this.time = time;
    for (const node of this.keys.querySelectorAll<HTMLElement>("[data-column]")) {
      const run = this.drawn?.[node.dataset.side === "b" ? "b" : "a"];
      const line = this.panel.lines.find((one) => one.column === node.dataset.column);
      const values = run && line && valuesOf(run, line.column);
      const value = time !== null && values ? valueAt(run.times, values, time) : undefined;
      node.textContent = value === undefined || !line ? "" : shown(value * line.factor);
    }
  }

  /** Puts the cursor at a time. */
  point(time: number | null): void {
    const left = time === null ? -10 : (this.plot?.valToPos(time, "x") ?? -10);
    this.plot?.setCursor({ left, top: left < 0 ? -10 : 10 }, false);
    this.read(time);
  }

  /** Returns the runs that are drawn, A's first. */
  runs(): Run[] {
    return [this.drawn?.a, this.drawn?.b].filter((run) => run != null);
  }

  remove(): void {
    this.plot?.destroy();
    this.root.remove();
  }

  private labelled(drawn: Drawn): Label[] {
    return this.panel.lines.flatMap((line) => {
      const run = valuesOf(drawn.a, line.column) ? drawn.a : drawn.b;
      const values = run && valuesOf(run, line.column);
      if (!run || !values) return [];
      const end = Math.min(this.view.to, run.times.at(-1) ?? 0);
      const y = (valueAt(run.times, values, end) ?? 0) * line.factor;
      return [{ text: line.label, y, colour: line.colour }];
    });
  }

  private made(data: uPlot.AlignedData, width: number): uPlot {
    const names = this.panel.lines.map((line) => line.label);
    const right = Math.min(widthOf(names), width * 0.42);
    return new uPlot(
      optionsOf(
        this.panel,
        this.traces,
        this.view,
        { width, height: this.large ? LARGE : HEIGHT, right },
        {
          drawAxes: [
            (chart) => this.panel.level !== undefined && drawLevel(chart, this.panel.level),
          ],
          draw: [
            (chart) => drawDoses(chart, this.runs()),
            (chart) => drawLabels(chart, this.labels),
          ],
          setCursor: [(chart) => this.moved(chart)],
          setSelect: [(chart) => this.selected(chart)],
        },
      ),
      data,
      this.host,
    );
  }

  private moved(chart: uPlot): void {
    const left = chart.cursor.left ?? -1;
    const time = left < 0 ? null : chart.posToVal(left, "x");
    this.read(time);
    this.onCursor(time);
  }

  private selected(chart: uPlot): void {
    const { left, width } = chart.select;
    if (width < 6) return;
    chart.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
    this.onZoom(chart.posToVal(left, "x"), chart.posToVal(left + width, "x"));
  }

  private nameLines(): void {
    const sides = this.drawn?.b ? (["a", "b"] as const) : (["a"] as const);
    this.keys.replaceChildren(
      ...this.panel.lines.map((line) => {
        const swatch = el("span", { class: "swatch", "aria-hidden": "true" });
        swatch.style.background = colour(line.colour);
        const values = sides.map((side) =>
          el("span", { "data-column": line.column, "data-side": side, class: `at-${side}` }),
        );
        return el("li", {}, swatch, el("span", {}, line.label), ...values);
      }),
    );
  }
}
