/** The legend says what A and B are, on the page, on paper and in pictures. */

import { byId, el } from "../elements/dom";
import type { Outcome, Outcomes } from "../run/runner";

/** Returns a setting in words: its regimen, its person and its assumptions. */
function settingText({ run, setting }: Outcome): string {
  const person = Object.entries(setting.covariates).map(
    ([name, value]) =>
      `${name.replaceAll("_", " ")} ${value}${typeof value === "number" ? " mL/min" : ""}`,
  );
  const immune = setting.response.includes("immune")
    ? [`immune part with ${setting.weights} weights`]
    : [];
  const parts = [`preset ${setting.biophase}`, `phi ${setting.phi}`, ...person, ...immune];
  const listed = run.regimen.doses.length;
  const more = run.regimen.more
    ? `; notes and marks see ${listed} of ${run.regimen.count} doses`
    : "";
  return `${run.regimen.text}; ${parts.join(", ")}${more}`;
}

/** Returns the name of each setting, and the setting in words. */
export function legendOf({ a, b }: Outcomes): [name: string, text: string][] {
  return [
    ...(a ? [[b ? "A, solid:" : "Shown:", settingText(a)] satisfies [string, string]] : []),
    ...(b ? [["B, dashed:", settingText(b)] satisfies [string, string]] : []),
  ];
}

export function showLegend(outcomes: Outcomes): void {
  const lines = legendOf(outcomes).map(([name, text], k) =>
    el("p", { id: k ? "legend-b" : "legend-a" }, el("strong", {}, name), ` ${text}`),
  );
  byId("legend").replaceChildren(...lines);
}
