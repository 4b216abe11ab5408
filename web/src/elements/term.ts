/** A word of the glossary is a button; its meaning shows on hover, on focus and on a press. Esc hides it. */

import { el } from "./dom";
import { GLOSSARY } from "./glossary";

const tip = el("div", { id: "tip", role: "tooltip", hidden: true });

/** Returns the id of a word's entry in the glossary, which describes the buttons too. */
function entryId(word: string): string {
  return `glossary-${word.replace(/[^a-z]+/gi, "-")}`;
}

/** Returns a button that explains a word. */
export function term(word: string, text: string = word): HTMLElement {
  const button = el(
    "button",
    { type: "button", class: "term", "aria-describedby": entryId(word), "data-term": word },
    text,
  );
  const show = () => shownAt(button, word);
  button.addEventListener("pointerenter", show);
  button.addEventListener("focus", show);
  button.addEventListener("click", show);
  button.addEventListener("pointerleave", () => document.activeElement !== button && hide());
  button.addEventListener("blur", hide);
  return button;
}

function shownAt(button: HTMLElement, word: string): void {
  tip.textContent = `${word}: ${GLOSSARY[word] ?? ""}`;
  tip.hidden = false;
  const place = button.getBoundingClientRect();
  const width = Math.min(340, document.documentElement.clientWidth - 16);
  tip.style.width = `${width}px`;
  const left = Math.min(place.left, document.documentElement.clientWidth - width - 8);
  tip.style.left = `${Math.max(8, left) + scrollX}px`;
  tip.style.top = `${place.bottom + scrollY + 6}px`;
}

function hide(): void {
  tip.hidden = true;
}

/** Makes the tip part of the page, and returns the glossary as a list. */
export function glossary(): HTMLElement {
  document.body.append(tip);
  document.addEventListener("keydown", (event) => event.key === "Escape" && hide());
  const entries = Object.entries(GLOSSARY).map(([word, meaning]) =>
    el("div", {}, el("dt", {}, word), el("dd", { id: entryId(word) }, meaning)),
  );
  return el("dl", { id: "glossary-list" }, ...entries);
}
