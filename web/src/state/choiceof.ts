/** A choice is made of a setting, and of what the core reads in its text. */

import type { Regimen, Setting } from "../core/contract";
import { type Choice, DEFAULT, HEPATIC, type Hepatic, type Immune } from "./choice";
import { textOf } from "./regimen";

/**
 * Returns the choice that makes a setting. If the controls can say the regimen, they hold it; otherwise it is there in
 * words.
 */
export function choiceOf(setting: Setting, regimen: Regimen): Choice {
  const { hepatic, creatinine_clearance: clearance } = setting.covariates;
  const rest: Choice = {
    ...DEFAULT,
    end: setting.end,
    hepatic: HEPATIC.includes(hepatic as Hepatic) ? (hepatic as Hepatic) : "normal",
    clearance: typeof clearance === "number" ? clearance : null,
    biophase: setting.biophase,
    phi: setting.phi,
    immune: immuneOf(setting),
    text: setting.regimen,
  };
  const plain = { ...rest, ...series(regimen), text: null };
  return textOf(plain) === regimen.text ? plain : rest;
}

function immuneOf(setting: Setting): Immune {
  if (!setting.response.includes("immune")) return "off";
  return setting.weights === "illustrative" ? "illustrative" : "mechanism";
}

/** Returns the controls of a series of equal doses that begins as the regimen does. */
function series({ doses }: Regimen): Partial<Choice> {
  const [first, second] = doses;
  if (!first || !second) return {};
  const interval = second.time - first.time;
  return {
    drug: first.drug,
    route: first.route,
    dose: first.amount,
    interval,
    hour: first.time,
    days: (doses.length * interval) / 24,
  };
}
