/** The data table: the curves as numbers, about one row an hour, for screen readers and for copying. */

import { valuesOf } from "../charts/data";
import type { Panel } from "../charts/panels";
import type { Run } from "../core/contract";
import { byId, el, shown } from "../elements/dom";

const MOST_ROWS = 1000;

/** Returns the time between rows [h]: an hour, less if the run is short and more if it is long. */
function stepOf(end: number): number {
  return Math.max(end < 6 ? 0.1 : 1, end / MOST_ROWS);
}

/** Returns the places of the first output time in each step. */
function placesOf(times: Float64Array, step: number): number[] {
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
  const step = stepOf(Math.max(a.end, b?.end ?? 0));
  const rows = (setting: string, run: Run) => {
    const columns = lines.map((line) => valuesOf(run, line.column));
    return placesOf(run.times, step).map((k) =>
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
  const each = step === 1 ? "hour" : `${shown(step)} h`;
  byId("data").replaceChildren(
    el("caption", {}, `Curves as numbers, at the first output time of each ${each}.`),
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
