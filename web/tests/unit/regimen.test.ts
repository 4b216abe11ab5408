import { expect, test } from "vitest";
import { dosesAs, dosesIn, Fault } from "../../src/state/check";
import { countOf, DEFAULT } from "../../src/state/choice";
import { textOf, written } from "../../src/state/regimen";
import { endOf, settingOf } from "../../src/state/setting";
import { anyChoice, random } from "./choices";

// The expected texts follow from the language of docs/dosing.md: dose k of a series is at its start plus k intervals.

test("the controls write a series of doses", () => {
  expect(written(DEFAULT)).toBe("naltrexone 4.5 mg po q24h x7 at 22h");
  expect(written({ ...DEFAULT, hour: 0 })).toBe("naltrexone 4.5 mg po q24h x7");
});

test("a missed night divides the series", () => {
  expect(written({ ...DEFAULT, missed: [3] })).toBe(
    "naltrexone 4.5 mg po q24h x2 at 22h + naltrexone 4.5 mg po q24h x4 at 94h",
  );
});

test("missed nights at both ends leave the middle, and the run keeps its end", () => {
  const choice = { ...DEFAULT, missed: [1, 7] };
  expect(written(choice)).toBe("naltrexone 4.5 mg po q24h x5 at 46h");
  expect(endOf(choice)).toBe(22 + 7 * 24);
  expect(endOf(DEFAULT)).toBeNull();
});

test("the doses that are written and those that are missed are all doses", () => {
  const next = random(2);
  for (let k = 0; k < 300; ++k) {
    const choice = { ...anyChoice(next), other: null, text: null };
    const counts = [...written(choice).matchAll(/ x(\d+)/g)].map((found) => Number(found[1]));
    const taken = counts.reduce((sum, one) => sum + one, 0);
    const total = countOf(choice);
    expect(taken + choice.missed.filter((one) => one <= total).length).toBe(total);
  }
});

test("a dose on top is a clause of its own", () => {
  const other = { drug: "naloxone", amount: 0.4, route: "iv", time: 0.25 };
  expect(written({ ...DEFAULT, other })).toBe(
    "naltrexone 4.5 mg po q24h x7 at 22h + naloxone 0.4 mg iv at 0.25h",
  );
});

test("the user's own text stands instead of the controls", () => {
  expect(textOf({ ...DEFAULT, text: "morphine 10 mg iv" })).toBe("morphine 10 mg iv");
});

test("the typical person has no covariates", () => {
  expect(settingOf(DEFAULT).covariates).toEqual({});
  expect(settingOf({ ...DEFAULT, hepatic: "compensated", clearance: 40 }).covariates).toEqual({
    hepatic: "compensated",
    creatinine_clearance: 40,
  });
});

test("numbers of doses are read and written as ranges", () => {
  expect(dosesIn("missed", "3, 5-7,6")).toEqual([3, 5, 6, 7]);
  expect(dosesAs([3, 5, 6, 7])).toBe("3,5-7");
  expect(() => dosesIn("missed", "three")).toThrow(Fault);
});
