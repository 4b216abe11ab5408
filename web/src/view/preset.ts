/** What the preset matches and fails stands beside the curves, and the other presets in a list. */

import type { Facts } from "../core/contract";
import { byId, el, shown } from "../elements/dom";
import { term } from "../elements/term";

function about(preset: Facts["presets"][number], open: boolean): HTMLElement[] {
  const part = (title: string, text: string, kind: string) =>
    el("div", { class: kind }, el("h3", {}, title), el("p", {}, text));
  const words = open ? ["It passes", "It fails"] : ["passes", "fails"];
  return [
    part(words[0] ?? "", preset.matches, "passes"),
    part(words[1] ?? "", preset.fails, "fails"),
  ];
}

/** Writes the section for the presets in use, A's first. */
export function showPresets(facts: Facts, used: string[]): void {
  const names = [...new Set(used)];
  const section = byId("preset");
  if (section.dataset.shown === names.join()) return;
  section.dataset.shown = names.join();
  const cards = names.flatMap((name) => {
    const preset = facts.presets.find((one) => one.name === name);
    if (!preset) return [];
    const half = `half-life to the effect site ${shown(preset.half_life)} h`;
    return [
      el(
        "div",
        { class: "card", "data-preset": name },
        el("p", {}, el("strong", {}, name), `: ${half}`),
        el("div", { class: "two" }, ...about(preset, true)),
      ),
    ];
  });
  const others = facts.presets.filter((one) => !names.includes(one.name));
  section.replaceChildren(
    el("h2", { id: "preset-title" }, term("preset", "Preset"), ": what it passes and fails"),
    ...cards,
    el(
      "details",
      { class: "card" },
      el("summary", {}, "The other presets"),
      ...others.map((one) =>
        el(
          "div",
          { "data-preset": one.name },
          el("p", {}, el("strong", {}, one.name)),
          el("div", { class: "two" }, ...about(one, false)),
        ),
      ),
    ),
  );
}
