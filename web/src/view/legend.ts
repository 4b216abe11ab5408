/** The legend says what A and B are, on the page and on paper. */

import { byId, el } from "../elements/dom";
import type { Outcome, Outcomes } from "../run/runner";

/** Returns a setting in words: its regimen, its person and its assumptions. */
export function settingText({ run, setting }: Outcome): string {
  const person = Object.entries(setting.covariates).map(
    ([name, value]) =>
      `${name.replaceAll("_", " ")} ${value}${typeof value === "number" ? " mL/min" : ""}`,
  );
  const immune = setting.response.includes("immune")
    ? [`immune part with ${setting.weights} weights`]
    : [];
  const parts = [`preset ${setting.biophase}`, `phi ${setting.phi}`, ...person, ...immune];
  return `${run.regimen.text}; ${parts.join(", ")}`;
}

export function showLegend({ a, b }: Outcomes): void {
  const line = (id: string, name: string, found: Outcome) =>
    el("p", { id }, el("strong", {}, name), ` ${settingText(found)}`);
  byId("legend").replaceChildren(
    ...(a ? [line("legend-a", b ? "A, solid:" : "Shown:", a)] : []),
    ...(b ? [line("legend-b", "B, dashed:", b)] : []),
  );
}
