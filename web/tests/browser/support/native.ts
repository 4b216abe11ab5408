/** What the page offers is run by the native library, each time in a folder of its own. */

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { opiodyn, python } from "./places";

/** A table of numbers has the names of its columns first. */
export interface Table {
  head: string[];
  rows: number[][];
}

/** Returns a table that was written as CSV. Two texts of the same double give the same number. */
export function tableOf(csv: string): Table {
  const [head = "", ...rows] = csv.trimEnd().split(/\r?\n/);
  return { head: head.split(","), rows: rows.map((row) => row.split(",").map(Number)) };
}

/** Returns the table that a command writes to run.csv. */
function written(command: string, args: string[], files: Record<string, string> = {}): Table {
  const folder = mkdtempSync(join(tmpdir(), "opiodyn-page-"));
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    const PATH = [dirname(python), process.env.PATH].join(delimiter);
    const env = { ...process.env, PATH };
    execFileSync(command, args, { cwd: folder, env, stdio: ["ignore", "ignore", "inherit"] });
    return tableOf(readFileSync(join(folder, "run.csv"), "utf8"));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Returns the table of a run that a test writes down as a user of the shell would. */
export function simulated(...args: string[]): Table {
  return written(opiodyn, ["simulate", ...args, "-o", "run.csv"]);
}

/** Returns the table of a line of the shell, which names the file itself. */
export function byShell(line: string): Table {
  return written("bash", ["-c", line]);
}

/** Returns the table of a scenario file, which names the file itself. */
export function byScenario(toml: string): Table {
  return written(opiodyn, ["run", "scenario.toml"], { "scenario.toml": toml });
}

/** Returns the table of lines of Python, the last of which is the table. Its columns have no units behind them. */
export function byPython(lines: string): Table {
  return written(python, ["-c", `${lines}.to_csv("run.csv")`]);
}

/** Returns a table without the units of its columns. */
export function withoutUnits({ head, rows }: Table): Table {
  return { head: head.map((name) => name.replace(/ \[.*\]$/, "")), rows };
}

/** Returns the first differences of two tables as sentences; numbers must be the same to the last bit. */
export function unlike(found: Table, wanted: Table): string[] {
  if (found.head.join() !== wanted.head.join()) return [`columns: ${found.head}; ${wanted.head}`];
  if (found.rows.length !== wanted.rows.length || wanted.rows.length === 0)
    return [`rows: ${found.rows.length} and ${wanted.rows.length}`];
  return found.rows
    .flatMap((row, i) =>
      row.map((value, k) =>
        Object.is(value, wanted.rows[i]?.[k])
          ? ""
          : `row ${i}, ${found.head[k]}: ${value} and ${wanted.rows[i]?.[k]}`,
      ),
    )
    .filter((one) => one !== "")
    .slice(0, 3);
}
