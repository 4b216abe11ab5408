/** Whatever is taken away gives the numbers of the native library for the same setting, to the last bit. */

import { beforeAll, describe, expect, test } from "vitest";
import { saved, savedText } from "./support/files";
import {
  byPython,
  byScenario,
  byShell,
  simulated,
  type Table,
  tableOf,
  unlike,
  withoutUnits,
} from "./support/native";
import { opened, type ShownPage } from "./support/page";

interface Case {
  what: string;
  address: string;
  side: "a" | "b";
  /** The setting as a user of the shell writes it. */
  native: string[];
}

const CASES: Case[] = [
  {
    what: "a drug on top, a missed dose, an ill person and the immune part",
    address:
      "#v=1&a.dose=12.5&a.days=3&a.missed=2&a.other=morphine+7.25+iv+60.5&a.hepatic=decompensated" +
      "&a.clearance=42.5&a.biophase=slow&a.phi=0.35&a.immune=illustrative&a.end=90.5",
    side: "a",
    native: [
      "naltrexone 12.5 mg po at 22h + naltrexone 12.5 mg po at 70h + morphine 7.25 mg iv at 60.5h",
      ...["--biophase", "slow", "--phi", "0.35", "--end", "90.5"],
      ...["--response", "turnover,peptides,adaptation,effects,immune"],
      ...["--weights", "illustrative"],
      ...["--person", "hepatic=decompensated", "--person", "creatinine_clearance=42.5"],
    ],
  },
  {
    what: "the second of two settings, by hand",
    address: "#v=1&b=1&b.text=fentanyl+0.3+mg+iv+%2B+naloxone+0.4+mg+in+at+15min&b.end=3",
    side: "b",
    native: [
      "fentanyl 0.3 mg iv + naloxone 0.4 mg in at 15min",
      ...["--biophase", "pet", "--phi", "1", "--end", "3"],
    ],
  },
];

describe.each(CASES)("of $what", ({ address, side, native }) => {
  let shown: ShownPage;
  let wanted: Table;

  beforeAll(async () => {
    wanted = simulated(...native);
    shown = await opened(address);
    await shown.page.locator(`#python-${side}`).waitFor();
  });

  test("the table has the native numbers", async () => {
    expect(unlike(tableOf(await savedText(shown.page, `csv-${side}`)), wanted)).toEqual([]);
  });

  test("the scenario file runs and writes the native numbers", async () => {
    expect(unlike(byScenario(await savedText(shown.page, `toml-${side}`)), wanted)).toEqual([]);
  });

  test("the lines of Python run and give the native numbers", async () => {
    const found = byPython(await shown.text(`python-${side}`));
    expect(unlike(found, withoutUnits(wanted))).toEqual([]);
  });

  test("the line of the shell runs and writes the native numbers", async () => {
    expect(unlike(byShell(await shown.text(`shell-${side}`)), wanted)).toEqual([]);
  });

  test("files have names that say what they are", async () => {
    expect((await saved(shown.page, `csv-${side}`)).name).toBe(`opiodyn-${side}.csv`);
    expect((await saved(shown.page, `toml-${side}`)).name).toBe(`opiodyn-${side}.toml`);
  });
});

test("copying gives the lines that are shown, and the address", async () => {
  const shown = await opened("#v=1&a.dose=50", {
    permissions: ["clipboard-read", "clipboard-write"],
  });
  const { page } = shown;
  const held = () => page.evaluate(() => navigator.clipboard.readText());
  for (const id of ["python-a", "shell-a"]) {
    await page.locator(`#copy-${id}`).click();
    await expect.poll(held).toBe(await shown.text(id));
  }
  await page.locator("#copy-link").click();
  await expect.poll(held).toBe(page.url());
  await shown.says("status", /copied/);
});
