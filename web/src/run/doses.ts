/** A dose-response curve is a report for each of twelve doses over 14 days. */

import type { Row, Setting } from "../core/contract";
import { type Choice, DEFAULT } from "../state/choice";
import { settingOf } from "../state/setting";
import type { Work } from "./background";

export const COUNT = 12;
export const DAYS = 14;

/** A point is the report of one dose. */
export interface Point {
  dose: number;
  rows: Row[];
}

/** Returns the doses of the curve [mg]: 0.1 to 100, or three powers of ten around a dose outside of that. */
export function dosesOf(dose: number): number[] {
  const inside = dose >= 0.1 && dose <= 100;
  const low = inside || dose <= 0 ? -1 : Math.floor(Math.log10(dose)) - 1;
  return Array.from({ length: COUNT }, (_, k) =>
    Number((10 ** (low + (3 * k) / (COUNT - 1))).toPrecision(3)),
  );
}

/** Returns the setting of the curve: 14 days of the controls without gaps, or the user's own regimen. */
export function settingOfCurve(choice: Choice): Setting {
  const plain = { ...choice, dose: DEFAULT.dose, days: DAYS, missed: [], end: null };
  return settingOf(choice.text === null ? plain : choice);
}

/** Returns the work that computes the curve and shows the points as they come. */
export function curveWork(
  setting: Setting,
  drug: string,
  doses: number[],
  show: (points: Point[]) => void,
  done: (ms: number) => void,
): Work {
  return async (ask, wanted) => {
    const began = performance.now();
    const points: Point[] = [];
    for (const amount of doses) {
      const answer = await ask("report", {
        setting: { ...setting, dose: { drug, amount } },
      });
      if (!wanted()) return;
      if (answer.error?.kind === "Stopped") return;
      if (answer.error) continue;
      points.push({ dose: amount, rows: answer.value });
      show([...points]);
    }
    done(began);
  };
}
