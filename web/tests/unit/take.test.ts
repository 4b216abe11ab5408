import { expect, test } from "vitest";
import type { Run } from "../../src/core/contract";
import { DEFAULT } from "../../src/state/choice";
import { settingOf } from "../../src/state/setting";
import { csvOf, float, pythonOf, quoted, shellOf, tomlOf, word } from "../../src/state/take";
import { random } from "./choices";

test("a run as CSV reads back to the same bits", () => {
  const next = random(3);
  const values = () => Float64Array.from({ length: 50 }, () => next() * 10 ** (20 * next() - 10));
  const run = {
    times: values(),
    columns: [
      { name: "tone.mu", unit: "1", values: values() },
      { name: "concentration.naltrexone", unit: "nM", values: values() },
    ],
  } as Run;
  const [head, ...rows] = csvOf(run).trimEnd().split("\n");
  expect(head).toBe("time [h],tone.mu,concentration.naltrexone [nM]");
  const read = rows.map((row) => row.split(",").map(Number));
  expect(read.map((row) => row[0])).toEqual([...run.times]);
  run.columns.forEach((column, k) => {
    expect(read.map((row) => row[k + 1])).toEqual([...column.values]);
  });
});

test("a text in quotes is one line of ASCII controls, and reads back", () => {
  const text = 'a "b" \\ c\nd\u007f\u2028é';
  expect(quoted(text)).not.toMatch(/[\n\u007f\u2028]/);
  expect(JSON.parse(quoted(text))).toBe(text);
});

test("floats are floats for TOML and Python", () => {
  expect([1, 0.5, 1e21, 0].map(float)).toEqual(["1.0", "0.5", "1e+21", "0.0"]);
});

test("a word of the shell is quoted where it must be", () => {
  expect(word("pet")).toBe("pet");
  expect(word("it's $HOME")).toBe("'it'\\''s $HOME'");
});

const setting = settingOf({ ...DEFAULT, clearance: 40, immune: "illustrative", end: 100 });

test("the scenario has the keys of docs/scenarios.md", () => {
  expect(tomlOf(setting)).toBe(`# A model, not medical advice.
regimen = "naltrexone 4.5 mg po q24h x7 at 22h"

[model]
biophase = "pet"
phi = 1.0
response = ["turnover", "peptides", "adaptation", "effects", "immune"]
weights = "illustrative"
covariates.creatinine_clearance = 40.0

[outputs]
end = 100.0

[write]
csv = "run.csv"
`);
});

test("lines of Python and of the shell name what differs from the defaults", () => {
  expect(pythonOf(settingOf(DEFAULT))).toContain('model = od.Model(biophase="pet", phi=1.0)\n');
  expect(shellOf(settingOf(DEFAULT))).toBe(
    "opiodyn simulate 'naltrexone 4.5 mg po q24h x7 at 22h' --biophase pet --phi 1 -o run.csv",
  );
  expect(shellOf(setting)).toContain(
    "--response turnover,peptides,adaptation,effects,immune --weights illustrative --person creatinine_clearance=40 --end 100",
  );
});
