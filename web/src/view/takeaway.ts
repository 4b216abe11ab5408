/** Files and lines to take away. */

import type { Chart } from "../charts/chart";
import { pngOf, svgOf } from "../charts/svg";
import { byId, el } from "../elements/dom";
import type { Outcome, Outcomes } from "../run/runner";
import type { Side } from "../state/choice";
import { csvOf, pythonOf, shellOf, tomlOf } from "../state/take";
import { legendOf } from "./legend";

const CAPTION = "opiodyn: a model, not medical advice.";

function save(name: string, content: Blob | string, type: string): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = el("a", { href: url, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}

/** The section asks for what is on the page at the moment of a press. */
export class TakeAway {
  private readonly lines = el("div", {});

  constructor(
    private readonly outcomes: () => Outcomes,
    charts: () => Chart[],
    private readonly say: (text: string) => void,
    /** Whether the page has an address that shows it. */
    linked: boolean,
  ) {
    const caption = () => [CAPTION, ...legendOf(outcomes()).map((one) => one.join(" "))];
    const button = (id: string, text: string, act: () => void) =>
      el("button", { type: "button", id, onclick: act }, text);
    const table = (side: Side) => {
      const found = outcomes()[side];
      if (found) save(`opiodyn-${side}.csv`, csvOf(found.run), "text/csv");
    };
    const scenario = (side: Side) => {
      const found = outcomes()[side];
      if (found) save(`opiodyn-${side}.toml`, tomlOf(found.setting), "application/toml");
    };
    byId("take-away").append(
      el("h2", { id: "take-title" }, "Take away"),
      el(
        "div",
        { class: "buttons" },
        button("csv-a", "CSV", () => table("a")),
        button("csv-b", "CSV of B", () => table("b")),
        button(
          "png",
          "PNG",
          () =>
            void pngOf(charts(), caption()).then(
              (blob) => blob && save("opiodyn.png", blob, "image/png"),
            ),
        ),
        button("svg", "SVG", () =>
          save("opiodyn.svg", svgOf(charts(), caption()), "image/svg+xml"),
        ),
        button("toml-a", "Scenario", () => scenario("a")),
        button("toml-b", "Scenario of B", () => scenario("b")),
        linked
          ? button("copy-link", "Copy link", () => void this.copy(location.href, "The link"))
          : null,
        button("print", "Print", () => window.print()),
      ),
      el(
        "p",
        { class: "hint" },
        "Python, the shell and a scenario give the same numbers as this page.",
      ),
      this.lines,
    );
  }

  show(): void {
    const { a, b } = this.outcomes();
    for (const id of ["csv-b", "toml-b"]) byId(id).hidden = b === null;
    byId("csv-a").textContent = b ? "CSV of A" : "CSV";
    byId("toml-a").textContent = b ? "Scenario of A" : "Scenario";
    const blocks = (side: Side, found: Outcome | null) =>
      found === null
        ? []
        : [
            this.block(
              `python-${side}`,
              b ? `Python, ${side.toUpperCase()}` : "Python",
              pythonOf(found.setting),
            ),
            this.block(
              `shell-${side}`,
              b ? `Shell, ${side.toUpperCase()}` : "Shell",
              shellOf(found.setting),
            ),
          ];
    this.lines.replaceChildren(...blocks("a", a), ...blocks("b", b));
  }

  private block(id: string, title: string, text: string): HTMLElement {
    const copy = el(
      "button",
      { type: "button", id: `copy-${id}`, onclick: () => void this.copy(text, title) },
      `Copy`,
    );
    copy.setAttribute("aria-label", `Copy ${title}`);
    return el(
      "div",
      {},
      el("div", { class: "bar" }, el("h3", {}, title), copy),
      el("pre", { id, tabindex: 0 }, text),
    );
  }

  private async copy(text: string, what: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      this.say(`${what}: copied.`);
    } catch {
      this.say(`${what}: this browser does not let the page copy; select the text instead.`);
    }
  }
}
