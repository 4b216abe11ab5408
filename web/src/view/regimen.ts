/** The box of the regimen: the controls write it, or the user does. */

import type { Failure } from "../core/contract";
import { byId, el, hide } from "../elements/dom";
import type { Choice } from "../state/choice";
import { textOf } from "../state/regimen";
import type { Field, Take } from "./fields";

const PAUSE = 250; // ms after the last key

/** Shows the text, and marks the word of a failure. */
export interface RegimenBox extends Field {
  fail(failure: Failure | null): void;
}

export function regimenBox(take: Take): RegimenBox {
  const box = byId<HTMLTextAreaElement>("regimen");
  const back = byId<HTMLButtonElement>("back-to-controls");
  const mode = byId("regimen-mode");
  const fault = byId("regimen-error");
  let timer = 0;
  const send = (done: boolean) => {
    clearTimeout(timer);
    timer = 0;
    take({ text: box.value }, done);
  };
  box.addEventListener("input", () => {
    clearTimeout(timer);
    timer = window.setTimeout(() => send(false), PAUSE);
  });
  box.addEventListener("change", () => send(true));
  back.addEventListener("click", () => take({ text: null }, true));
  return {
    root: box,
    show(choice: Choice) {
      const text = textOf(choice);
      if (timer === 0 && box.value !== text) box.value = text;
      hide(back, choice.text === null, box);
      mode.textContent = choice.text === null ? "written by the controls" : "by hand";
    },
    fail(failure) {
      fault.replaceChildren(...(failure ? [el("p", {}, firstLine(failure)), marked(failure)] : []));
      box.setAttribute("aria-invalid", String(failure !== null));
    },
  };
}

/** The message has the text with a mark below its first line; the page marks the word itself. */
export function firstLine(failure: Failure): string {
  const text = failure.position === undefined ? failure.message : failure.message.split("\n")[0];
  return text ?? failure.message;
}

/** Returns the text with the word marked. Places are counted in characters, as the library counts them. */
function marked(failure: Failure): Node {
  if (failure.text === undefined || failure.position === undefined) return el("span", {});
  const letters = [...failure.text];
  const end = failure.position + Math.max(1, failure.length ?? 1);
  const part = (from: number, to?: number) => letters.slice(from, to).join("");
  const word = part(failure.position, end);
  return el(
    "code",
    {},
    part(Math.max(0, failure.position - 60), failure.position),
    el("mark", {}, word === "" ? "␣" : word),
    part(end, end + 60),
  );
}
