/** Missed doses are chosen from numbered boxes, or written as numbers where there are many. */

import { el } from "../elements/dom";
import { dosesAs, dosesIn, Fault } from "../state/check";
import { type Choice, countOf } from "../state/choice";
import type { Field, Take } from "./fields";

const MOST_BOXES = 62;

export function missedField(take: Take): Field {
  let now: Choice;
  let count = -1;
  const summary = el("summary", { id: "missed-summary" });
  const boxes = el("div", {
    class: "chips",
    role: "group",
    "aria-label": "Missed doses, by number",
  });
  const text = el("input", {
    id: "missed",
    type: "text",
    placeholder: "none",
    "aria-describedby": "missed-wrong",
  });
  const wrong = el("p", { id: "missed-wrong", class: "wrong" });
  text.addEventListener("change", () => {
    try {
      const missed = dosesIn("missed", text.value);
      wrong.textContent = "";
      take({ missed }, true);
    } catch (fault) {
      if (!(fault instanceof Fault)) throw fault;
      wrong.textContent = fault.message;
    }
  });
  const toggle = (number: number, on: boolean) => {
    const left = now.missed.filter((one) => one !== number);
    take({ missed: on ? [...left, number].sort((x, y) => x - y) : left }, true);
  };
  const chip = (number: number) => {
    const box = el("input", { type: "checkbox", id: `missed-${number}` });
    box.addEventListener("change", () => toggle(number, box.checked));
    return el("label", { class: "chip" }, box, el("span", {}, String(number)));
  };
  const root = el(
    "details",
    { class: "field", id: "missed-details" },
    summary,
    boxes,
    el("label", { for: "missed" }, "Numbers of missed doses, such as 3,5-7"),
    text,
    wrong,
  );
  return {
    root,
    show(choice) {
      now = choice;
      const wanted = Math.min(countOf(choice), MOST_BOXES);
      if (wanted !== count) {
        count = wanted;
        boxes.replaceChildren(...Array.from({ length: count }, (_, k) => chip(k + 1)));
      }
      boxes.querySelectorAll("input").forEach((box, k) => {
        box.checked = choice.missed.includes(k + 1);
      });
      const doses = dosesAs(choice.missed);
      text.value = doses;
      wrong.textContent = "";
      summary.textContent = `Missed doses: ${doses === "" ? "none" : doses.replaceAll(",", ", ")}`;
    },
  };
}
