/** Fields are the kinds of controls: a number with a slider, a choice from a list, a number box alone. */

import { el } from "../elements/dom";
import { term } from "../elements/term";
import type { Choice } from "../state/choice";

/** A field shows a choice and tells what the user changes in it. */
export interface Field {
  root: HTMLElement;
  show(choice: Choice): void;
}

/** Takes what the user did: a step of a drag, or a change that is done. */
export type Take = (changes: Partial<Choice>, done: boolean) => void;

/** Says what is wrong with a field's value; null says that nothing is. */
export type Complain = (id: string, fault: string | null) => void;

/** Returns a label, with a word of the glossary behind it if there is one. */
export function labelled(id: string, text: string, unit: string, word?: string): HTMLElement {
  const label = el(
    "label",
    { for: id },
    text,
    unit ? el("span", { class: "unit" }, ` [${unit}]`) : null,
  );
  return el("div", { class: "label" }, label, word ? explained(word) : null);
}

function explained(word: string): HTMLElement {
  const button = term(word, "?");
  button.classList.add("ask");
  button.setAttribute("aria-label", `What is ${word}?`);
  return button;
}

export interface NumberOptions {
  id: string;
  label: string;
  unit: string;
  term?: string;
  hint?: string;
  low: number;
  high: number;
  /** The slider's part of the range; none is a box alone. */
  slide?: { low: number; high: number; step: number; log?: boolean };
  /** The empty box means null, where that is allowed; the slider then stands here. */
  empty?: { at: number; says: string };
  get(choice: Choice): number | null;
  put(value: number | null, choice: Choice): Partial<Choice>;
}

/** Rounds a place of a logarithmic slider to two digits, as people choose doses. */
function round(value: number): number {
  return Number(value.toPrecision(2));
}

/** Returns a box for a number, with a slider above it if it has one. */
export function numberField(options: NumberOptions, take: Take, complain: Complain): Field {
  const { id, slide, empty, low, high } = options;
  let now: Choice;
  const box = el("input", {
    id,
    type: "number",
    inputmode: "decimal",
    step: "any",
    min: low,
    max: high,
    "aria-describedby": `${id}-wrong`,
    placeholder: empty?.says,
  });
  const wrong = el("p", { id: `${id}-wrong`, class: "wrong" });
  const slider = slide && el("input", { id: `${id}-slider`, type: "range" });
  const say = (fault: string | null) => {
    wrong.textContent = fault ?? "";
    box.setAttribute("aria-invalid", String(fault !== null));
    complain(id, fault);
  };
  const read = (done: boolean) => {
    const text = box.value.trim();
    if (text === "" && empty && !box.validity.badInput) {
      say(null);
      return take(options.put(null, now), done);
    }
    const value = Number(text);
    const good = text !== "" && value >= low && value <= high;
    say(
      good ? null : `${options.label} must be a number from ${low} to ${high}${unitOf(options)}.`,
    );
    if (good) take(options.put(value, now), done);
  };
  box.addEventListener("input", () => read(false));
  box.addEventListener("change", () => read(true));
  const field: Field = {
    root: el("div", { class: "field" }),
    show(choice) {
      now = choice;
      const value = options.get(choice);
      const text = value === null ? "" : String(value);
      if (document.activeElement !== box || Number(box.value) !== value) box.value = text;
      if (wrong.textContent) say(null);
      if (slider && slide) show(slider, slide, value ?? empty?.at ?? slide.low, options.unit);
    },
  };
  if (slider && slide) {
    slider.setAttribute("aria-label", `${options.label}, slider`);
    const [from, end] = slide.log
      ? [Math.log10(slide.low), Math.log10(slide.high)]
      : [slide.low, slide.high];
    // The last step is not before the end, which could not be reached; rounding takes away what is beyond.
    const to = from + Math.ceil((end - from) / slide.step - 1e-9) * slide.step;
    Object.assign(slider, { min: `${from}`, max: `${to}`, step: `${slide.step}` });
    const moved = (done: boolean) => {
      const value = slide.log ? round(10 ** slider.valueAsNumber) : slider.valueAsNumber;
      say(null);
      take(options.put(Number(value.toPrecision(12)), now), done);
    };
    slider.addEventListener("input", () => moved(false));
    slider.addEventListener("change", () => moved(true));
  }
  const pair = el("div", { class: slider ? "pair" : "alone" }, slider ?? null, box);
  field.root.append(labelled(id, options.label, options.unit, options.term), pair);
  if (options.hint) field.root.append(el("p", { class: "hint" }, options.hint));
  field.root.append(wrong);
  return field;
}

function unitOf(options: NumberOptions): string {
  return options.unit ? ` ${options.unit}` : "";
}

function show(
  slider: HTMLInputElement,
  slide: NonNullable<NumberOptions["slide"]>,
  value: number,
  unit: string,
): void {
  const place = slide.log ? Math.log10(Math.max(value, slide.low)) : value;
  if (!slide.log || round(10 ** slider.valueAsNumber) !== value) slider.value = String(place);
  slider.setAttribute("aria-valuetext", `${value} ${unit}`);
}

export interface ListOptions {
  id: string;
  label: string;
  term?: string;
  hint?: string;
  items(choice: Choice): { value: string; text: string }[];
  get(choice: Choice): string;
  put(value: string, choice: Choice): Partial<Choice>;
}

/** Returns a choice from a list. */
export function listField(options: ListOptions, take: Take): Field {
  const { id } = options;
  let now: Choice;
  let items = "";
  const box = el("select", { id });
  box.addEventListener("change", () => take(options.put(box.value, now), true));
  const root = el("div", { class: "field" }, labelled(id, options.label, "", options.term), box);
  if (options.hint) root.append(el("p", { class: "hint" }, options.hint));
  return {
    root,
    show(choice) {
      now = choice;
      const list = options.items(choice);
      const key = JSON.stringify(list);
      if (key !== items) {
        items = key;
        box.replaceChildren(...list.map((one) => el("option", { value: one.value }, one.text)));
      }
      box.value = options.get(choice);
    },
  };
}
