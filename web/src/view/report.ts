/** The report: statistics of the last dosing interval, for one setting or for two with their difference. */

import type { Row } from "../core/contract";
import { byId, el, shown } from "../elements/dom";
import { term } from "../elements/term";
import { rowText, STATISTICS, type Statistic } from "./words";

const NAMES = Object.keys(STATISTICS) as Statistic[];
/** Rows that most readers want; the others come with "all rows". */
const MAIN =
  /^(mass_concentration|tone|density|peptide|withdrawal|effect|ventilation|activation|cytokine|ogf|pain)|^occupancy\.(?!beta-endorphin|enkephalin|dynorphin)/;
const SEEN = 0.005; // an occupancy that rounds to 0.0 % is no main row

function value(row: Row | undefined, name: Statistic): number | undefined {
  return row?.[name];
}

function cell(
  row: string,
  name: Statistic,
  setting: string,
  number: number | undefined,
): HTMLElement {
  return el(
    "td",
    { "data-row": row, "data-statistic": name, "data-setting": setting, "data-value": number },
    shown(name === "t_peak" && number !== undefined ? Math.round(number * 100) / 100 : number, 4),
  );
}

function header(row: Row, span: number): HTMLElement {
  return el("th", { scope: "rowgroup", rowspan: span }, rowText(row.name));
}

function lines(name: string, a: Row | undefined, b: Row | undefined, two: boolean): HTMLElement[] {
  const row = a ?? b;
  if (!row) return [];
  const of = (setting: string, numbers: (name: Statistic) => number | undefined, first: boolean) =>
    el(
      "tr",
      { class: `of-${setting}` },
      first ? header(row, two ? 3 : 1) : null,
      el(
        "th",
        { scope: "row", class: "setting" },
        setting === "difference" ? "B − A" : setting.toUpperCase(),
      ),
      el("td", {}, row.unit),
      ...NAMES.map((one) => cell(name, one, setting, numbers(one))),
    );
  const found = [of("a", (one) => value(a, one), true)];
  if (!two) return found;
  const less = (one: Statistic) => {
    const [x, y] = [value(a, one), value(b, one)];
    return x === undefined || y === undefined ? undefined : y - x;
  };
  return [...found, of("b", (one) => value(b, one), false), of("difference", less, false)];
}

function isMain(row: Row): boolean {
  if (!MAIN.test(row.name)) return false;
  return !row.name.startsWith("occupancy.") || Math.abs(row.peak) > SEEN * 100;
}

/** Writes the table of one setting, or of two. */
export function showReport(a: readonly Row[], b: readonly Row[] | null): void {
  const all = byId<HTMLInputElement>("all-rows").checked;
  const names = [...new Set([...a, ...(b ?? [])].map((row) => row.name))];
  const find = (rows: readonly Row[] | null, name: string) =>
    rows?.find((row) => row.name === name);
  const bodies = names.flatMap((name) => {
    const rows = [find(a, name), find(b, name)];
    if (!all && !rows.some((row) => row && isMain(row))) return [];
    return [el("tbody", {}, ...lines(name, rows[0], rows[1], b !== null))];
  });
  const head = NAMES.map((name) =>
    el("th", { scope: "col" }, name === "trough" ? term("trough") : STATISTICS[name]),
  );
  byId("report").replaceChildren(
    el("caption", {}, captionOf(a, b)),
    el(
      "thead",
      {},
      el(
        "tr",
        {},
        ...["Quantity", "Setting", "Unit"].map((text) => el("th", { scope: "col" }, text)),
        ...head,
      ),
    ),
    ...bodies,
  );
}

function captionOf(a: readonly Row[], b: readonly Row[] | null): string {
  const window = (rows: readonly Row[]) => {
    const last = rows.find((row) => row.name.startsWith("tone")) ?? rows[0];
    return last ? `from ${shown(last.begin, 5)} h to ${shown(last.end, 5)} h` : "";
  };
  const second = b ? `, and of B ${window(b)}` : "";
  return `Statistics of the last dosing interval of each drug: of A ${window(a)}${second}. An area is in ng h/mL.`;
}
