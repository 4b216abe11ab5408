/** Safety notes are there for whatever a regimen holds. */

import { expect, test } from "vitest";
import { opened, PATIENCE, type ShownPage } from "./support/page";

function notes(shown: ShownPage): Promise<string[]> {
  return shown.page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>("#notes [data-note]")].map(
      (one) => one.dataset.note ?? "",
    ),
  );
}

// Safety notes have no native counterpart here: their names are those of data/safety.toml.
test("a drug after more doses than are listed has its notes, its mark, and a word on what is left out", async () => {
  const text = "naltrexone+50+mg+po+q24h+x2000+%2B+morphine+10+mg+iv+at+12h";
  const shown = await opened(`#v=1&a.text=${text}&a.end=48&bands=0`);
  await expect
    .poll(() => notes(shown), { timeout: PATIENCE })
    .toEqual(expect.arrayContaining(["overcome", "former-dose", "precipitated", "blocked"]));
  expect(await shown.text("legend")).toMatch(/notes and marks see 2000 of 2001 doses/);
});

test("a dose into a compartment has the factor of an ill liver by its own route", async () => {
  const text = "naltrexone+4.5+mg+po+q24h+x2+cmt+central";
  const shown = await opened(`#v=1&a.text=${text}&a.hepatic=decompensated&bands=0`);
  await expect.poll(() => notes(shown), { timeout: PATIENCE }).toContain("hepatic");
  expect(await shown.text("notes")).toMatch(/by mouth/);
});
