/** By what an ill liver or kidney multiplies exposure is the ratio of areas under the curve after one dose. */

import type { Dose, Setting } from "../core/contract";
import type { Choice } from "../state/choice";
import type { Factor } from "../state/notes";
import type { Ask, Work } from "./background";

const LONG = 4000; // h: depots release for weeks

/** Returns the area, null if there is none, and undefined if the core has ended too often to tell. */
async function area(
  ask: Ask,
  choice: Choice,
  dose: Dose,
  covariates: Setting["covariates"],
): Promise<number | null | undefined> {
  const setting: Setting = {
    regimen: `${dose.drug} 1 mg ${dose.route} q${LONG}h x1`,
    dose: null,
    biophase: choice.biophase,
    phi: 1,
    response: [],
    weights: "mechanism",
    covariates,
    end: LONG,
  };
  const answer = await ask("report", { setting });
  if (answer.error?.kind === "Stopped") return undefined;
  const row = answer.value?.find((one) => one.name === `mass_concentration.${dose.drug}`);
  return row?.area ?? null;
}

/** Returns the work that finds the factors of all drugs and routes, if an organ of the choice is ill. */
export function organWork(
  choice: Choice,
  doses: readonly Dose[],
  show: (factors: Factor[]) => void,
): Work {
  return async (ask, wanted) => {
    const ill: [Factor["organ"], Setting["covariates"]][] = [];
    if (choice.hepatic === "decompensated") ill.push(["hepatic", { hepatic: choice.hepatic }]);
    if (choice.clearance !== null) ill.push(["renal", { creatinine_clearance: choice.clearance }]);
    const ways = new Map(doses.map((one) => [`${one.drug} ${one.route}`, one]));
    const found: Factor[] = [];
    for (const [organ, covariates] of ill)
      for (const dose of ways.values()) {
        const typical = await area(ask, choice, dose, {});
        const here = await area(ask, choice, dose, covariates);
        if (!wanted() || typical === undefined || here === undefined) return;
        if (typical && here)
          found.push({ organ, drug: dose.drug, route: dose.route, factor: here / typical });
      }
    show(found);
  };
}
