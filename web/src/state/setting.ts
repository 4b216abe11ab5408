/** A setting of the core is made of a choice. */

import type { Setting } from "../core/contract";
import { type Choice, countOf } from "./choice";
import { textOf } from "./regimen";

/** The parts of the response that a run has without being asked. */
export const PARTS = ["turnover", "peptides", "adaptation", "effects"];

/** Returns what a person differs in from the typical one. */
export function covariatesOf(choice: Choice): Record<string, number | string> {
  const found: Record<string, number | string> = {};
  if (choice.hepatic !== "normal") found.hepatic = choice.hepatic;
  if (choice.clearance !== null) found.creatinine_clearance = choice.clearance;
  return found;
}

/**
 * Returns the end of the run [h], or null for that of the regimen. The default end follows the last dose that is taken,
 * so a run whose last doses are missed needs its own.
 */
export function endOf(choice: Choice): number | null {
  if (choice.end !== null || choice.text !== null) return choice.end;
  const count = countOf(choice);
  if (!choice.missed.includes(count)) return null;
  const end = choice.hour + count * choice.interval;
  return choice.other && choice.other.time + 24 > end ? null : end;
}

/** Returns the setting that the core runs. */
export function settingOf(choice: Choice): Setting {
  return {
    regimen: textOf(choice),
    dose: null,
    biophase: choice.biophase,
    phi: choice.phi,
    response: responseOf(choice),
    weights: choice.immune === "illustrative" ? "illustrative" : "mechanism",
    covariates: covariatesOf(choice),
    end: endOf(choice),
  };
}

/** Returns the parts of the response. */
export function responseOf(choice: Choice): string[] {
  return choice.immune === "off" ? PARTS : [...PARTS, "immune"];
}
