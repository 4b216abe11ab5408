import { expect, test } from "vitest";
import { valueAt } from "../../src/charts/data";
import { apart, wrapped } from "../../src/charts/marks";
import { rangeOf, withBand } from "../../src/charts/options";
import type { Panel } from "../../src/charts/panels";
import { marks, timeText } from "../../src/charts/time";
import { shown } from "../../src/elements/dom";
import { bandOf, quantile, thinned } from "../../src/run/bands";
import { dosesOf } from "../../src/run/doses";

test("quantiles lie on straight lines between sorted values", () => {
  const sorted = Float64Array.from([0, 1, 2, 3, 4]);
  expect([0, 0.05, 0.5, 1].map((share) => quantile(sorted, share))).toEqual([0, 0.2, 2, 4]);
});

test("the band of the curves k t for k = 0 to 100 is 5 t, 50 t and 95 t", () => {
  const times = Float64Array.from([0, 1, 2]);
  const curves = Array.from({ length: 101 }, (_, k) => times.map((time) => k * time));
  const band = bandOf("x", times, curves);
  expect([...band.low, ...band.median, ...band.high]).toEqual([0, 5, 10, 0, 50, 100, 0, 95, 190]);
});

test("thinned times keep the first and the last", () => {
  const times = Float64Array.from({ length: 4001 }, (_, k) => k);
  const kept = thinned(times);
  expect(kept.length).toBeLessThanOrEqual(1501);
  expect([kept[0], kept.at(-1)]).toEqual([0, 4000]);
});

test("a curve is read on a straight line, and not beyond its ends", () => {
  const times = Float64Array.from([0, 2, 4]);
  const values = Float64Array.from([0, 10, 0]);
  expect([0, 1, 2, 3.5, 4].map((time) => valueAt(times, values, time))).toEqual([0, 5, 10, 2.5, 0]);
  expect(valueAt(times, values, 4.1)).toBeUndefined();
});

test("twelve doses are evenly spaced on a logarithmic scale, from 0.1 to 100 mg", () => {
  const doses = dosesOf(4.5);
  expect([doses.length, doses[0], doses.at(-1)]).toEqual([12, 0.1, 100]);
  const step = 3 / 11; // three powers of ten in eleven steps; three digits hold it to 0.5 %
  for (let k = 1; k < 12; ++k)
    expect(Math.log10((doses[k] ?? 0) / (doses[k - 1] ?? 1))).toBeCloseTo(step, 2);
  const small = dosesOf(0.02);
  expect((small[0] ?? 1) < 0.02 && 0.02 < (small.at(-1) ?? 0)).toBe(true);
});

test("names at the ends of lines are kept apart", () => {
  const places = apart([50, 51, 52, 10], 15, 0, 60).sort((x, y) => x - y);
  for (let k = 1; k < places.length; ++k)
    expect((places[k] ?? 0) - (places[k - 1] ?? 0)).toBeGreaterThanOrEqual(15);
});

test("marks of a time axis are whole steps", () => {
  expect(marks({ from: 0, to: 168 }, 8)).toEqual([0, 24, 48, 72, 96, 120, 144, 168]);
  expect(marks({ from: 166, to: 190 }, 5)).toEqual([168, 174, 180, 186]);
});

test("a time has its day, hour and hours", () => {
  expect(timeText(70)).toBe("day 3, 22:00 (70 h)");
});

test("numbers are shown with their digits", () => {
  expect([0, 0.5332, 94.43, -1.5, 123456].map((one) => shown(one))).toEqual([
    "0",
    "0.533",
    "94.4",
    "−1.50",
    "123456",
  ]);
});

test("a small number has its sign and that of its exponent, and 0 below what counts", () => {
  expect([-1e-7, 1e-12].map((one) => shown(one))).toEqual(["−1.00e−7", "0"]);
  expect(shown(1e-12, 3, 0)).toBe("1.00e−12");
});

test("an axis of zeros alone has a length", () => {
  const panel = { holds: [0, 0] } as unknown as Panel;
  const [low, high] = rangeOf(panel, 0, 0);
  expect(low).toBe(0);
  expect(high).toBeGreaterThan(0);
  expect(rangeOf(panel, 0, 100)).toEqual([0, 104]);
});

test("a text is wrapped at spaces, and keeps its words", () => {
  const length = (text: string) => text.length;
  expect(wrapped("one two three four", 8, length)).toEqual(["one two", "three", "four"]);
  expect(wrapped("incomprehensible", 8, length)).toEqual(["incomprehensible"]);
});

test("a band gets room up to twice the curves", () => {
  expect(withBand(10, [12, null, 15])).toBe(15);
  expect(withBand(10, [250])).toBe(20);
  expect(withBand(10, [])).toBe(10);
  expect(withBand(null, [3])).toBe(null);
});
