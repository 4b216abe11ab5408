/** The examples, the tabs of the two settings and the parts of the run are rows of buttons. */

import { byId, el, hide } from "../elements/dom";
import { type Page, type Side, SPANS, type Span } from "../state/choice";
import { EXAMPLES } from "../state/examples";

export type Turn = (page: Page) => void;

/** Returns what says the point of the example that is shown. */
export function examples(turn: Turn): (page: Page) => void {
  const point = el("p", { id: "example-point", class: "hint", role: "status" });
  byId("examples").replaceChildren(
    el("h2", {}, "Examples"),
    ...EXAMPLES.map(({ id, text, page }) =>
      el("button", { id, type: "button", onclick: () => turn(page) }, text),
    ),
    point,
  );
  const settings = ({ a, b }: Page) => JSON.stringify([a, b]);
  return (page) => {
    const shown = EXAMPLES.find((one) => settings(one.page) === settings(page));
    point.textContent = shown?.point ?? "";
  };
}

const WORDS: Record<Span, string> = { run: "Whole run", first: "First day", last: "Last day" };

/** Returns what shows a page in the tabs and in the parts of the run. */
export function tabs(get: () => Page, turn: Turn): (page: Page) => void {
  const press = (id: string, text: string, act: (page: Page) => Page) =>
    el("button", { id, type: "button", onclick: () => turn(act(get())) }, text);
  const edit = (side: Side) => (page: Page) => ({ ...page, edit: side });
  const a = press("tab-a", "A (solid)", edit("a"));
  const b = press("tab-b", "B (dashed)", edit("b"));
  const compare = press("compare", "Compare", (page) => ({ ...page, b: { ...page.a }, edit: "b" }));
  const single = press("single", "One setting", (page) => ({
    ...page,
    a: page.edit === "b" && page.b ? page.b : page.a,
    b: null,
    edit: "a",
  }));
  byId("tabs").append(a, b, compare, single);
  const spans = SPANS.map((span) =>
    press(`span-${span}`, WORDS[span], (page) => ({ ...page, span })),
  );
  byId("spans").append(...spans);
  return (page) => {
    const two = page.b !== null;
    a.hidden = b.hidden = !two;
    hide(compare, two, b);
    hide(single, !two, compare);
    a.setAttribute("aria-pressed", String(page.edit === "a"));
    b.setAttribute("aria-pressed", String(page.edit === "b"));
    SPANS.forEach((span, k) => spans[k]?.setAttribute("aria-pressed", String(span === page.span)));
  };
}
