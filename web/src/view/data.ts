/** The data table: the curves as numbers, about one row an hour, for screen readers and for copying. */

import { valuesOf } from "../charts/data";
import type { Panel } from "../charts/panels";
import type { Run } from "../core/contract";
import { byId, el, shown } from "../elements/dom";

const MOST_ROWS = 1000;

/** Returns the places of the first output time in each stretch of an hour, or of more hours if the run is long. */
export function hourly(times: Float64Array): number[] {
  const end = times.at(-1) ?? 0;
  const step = Math.max(end < 6 ? 0.1 : 1, end / MOST_ROWS);
  const found: number[] = [];
  let next = 0;
  times.forEach((time, k) => {
    if (time < next - 1e-9 || found.length > MOST_ROWS) return;
    found.push(k);
    next = (Math.floor(time / step + 1e-9) + 1) * step;
  });
  return found;
}

/** Writes the table, with the rows of A and then those of B. */
export function showData(panels: readonly Panel[], a: Run, b: Run | null): void {
  const lines = panels.flatMap((panel) =>
    panel.lines.map((line) => ({ ...line, unit: panel.unit })),
  );
  const rows = (setting: string, run: Run) => {
    const columns = lines.map((line) => valuesOf(run, line.column));
    return hourly(run.times).map((k) =>
      el(
        "tr",
        { "data-setting": setting },
        el("th", { scope: "row" }, `${setting.toUpperCase()} ${shown(run.times[k], 6)}`),
        ...lines.map((line, i) => {
          const value = columns[i]?.[k];
          const scaled = value === undefined ? undefined : value * line.factor;
          return el("td", { "data-column": line.column, "data-value": scaled }, shown(scaled, 5));
        }),
      ),
    );
  };
  byId("data").replaceChildren(
    el("caption", {}, "Curves as numbers, at the first output time of each hour."),
    el(
      "thead",
      {},
      el(
        "tr",
        {},
        el("th", { scope: "col" }, "Setting, time [h]"),
        ...lines.map((line) => el("th", { scope: "col" }, `${line.column} [${line.unit}]`)),
      ),
    ),
    el("tbody", {}, ...rows("a", a), ...(b ? rows("b", b) : [])),
  );
}
