/** What the user takes away: a table, a scenario, and lines of Python and of the shell that give the same numbers. */

import type { Run, Setting } from "../core/contract";
import { PARTS } from "./setting";

const DEFAULTS = { weights: "mechanism" };

function field(text: string): string {
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Returns a run as CSV, with the columns of `opiodyn simulate -o`; numbers have the fewest digits that read back. */
export function csvOf(run: Run): string {
  const head = run.columns.map(({ name, unit }) => (unit === "1" ? name : `${name} [${unit}]`));
  const lines = [["time [h]", ...head].map(field).join(",")];
  run.times.forEach((time, k) => {
    lines.push([time, ...run.columns.map((column) => column.values[k])].join(","));
  });
  return `${lines.join("\n")}\n`;
}

/** Returns a text in quotes, as TOML and Python both read it. */
export function quoted(text: string): string {
  const escaped = (letter: string) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return JSON.stringify(text).replace(/[\u007f-\u009f\u2028\u2029]/g, escaped);
}

/** Returns a number that TOML and Python read as a float. */
export function float(value: number): string {
  const text = String(value);
  return /^-?\d+$/.test(text) ? `${text}.0` : text;
}

function either(value: number | string): string {
  return typeof value === "number" ? float(value) : quoted(value);
}

function isUsual(setting: Setting): boolean {
  return setting.response.join() === PARTS.join();
}

/** Returns the scenario file that `opiodyn run` reads (docs/scenarios.md). */
export function tomlOf(setting: Setting): string {
  const lines = [
    "# A model, not medical advice.",
    `regimen = ${quoted(setting.regimen)}`,
    "",
    "[model]",
    `biophase = ${quoted(setting.biophase)}`,
    `phi = ${float(setting.phi)}`,
    `response = [${setting.response.map(quoted).join(", ")}]`,
    `weights = ${quoted(setting.weights)}`,
    ...Object.entries(setting.covariates).map(
      ([name, value]) => `covariates.${name} = ${either(value)}`,
    ),
  ];
  if (setting.end !== null) lines.push("", "[outputs]", `end = ${float(setting.end)}`);
  return `${[...lines, "", "[write]", 'csv = "run.csv"'].join("\n")}\n`;
}

/** Returns the lines of Python that give the same numbers. */
export function pythonOf(setting: Setting): string {
  const options = [`biophase=${quoted(setting.biophase)}`, `phi=${float(setting.phi)}`];
  if (!isUsual(setting)) options.push(`response=[${setting.response.map(quoted).join(", ")}]`);
  if (setting.weights !== DEFAULTS.weights) options.push(`weights=${quoted(setting.weights)}`);
  const covariates = Object.entries(setting.covariates);
  if (covariates.length > 0)
    options.push(
      `covariates={${covariates.map(([name, value]) => `${quoted(name)}: ${either(value)}`).join(", ")}}`,
    );
  const end = setting.end === null ? "" : `, end=${float(setting.end)}`;
  return [
    "import opiodyn as od",
    "",
    `regimen = od.regimen(${quoted(setting.regimen)})`,
    `model = od.Model(${options.join(", ")})`,
    `run = od.simulate(regimen, model=model${end})`,
    "run.to_pandas()",
  ].join("\n");
}

/** Returns a text as one word of the shell. */
export function word(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** Returns the line of the shell that writes the same numbers to run.csv. */
export function shellOf(setting: Setting): string {
  const parts = [
    "opiodyn simulate",
    word(setting.regimen),
    `--biophase ${word(setting.biophase)}`,
    `--phi ${setting.phi}`,
  ];
  if (!isUsual(setting)) parts.push(`--response ${word(setting.response.join(","))}`);
  if (setting.weights !== DEFAULTS.weights) parts.push(`--weights ${word(setting.weights)}`);
  for (const [name, value] of Object.entries(setting.covariates))
    parts.push(`--person ${word(`${name}=${value}`)}`);
  if (setting.end !== null) parts.push(`--end ${setting.end}`);
  return [...parts, "-o run.csv"].join(" ");
}
