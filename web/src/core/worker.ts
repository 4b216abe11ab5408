/** The worker holds the compiled core. It answers one question after the other, in its own thread. */

import create, { type Core } from "virtual:core";
import type { Answer, Question, Run } from "./contract";

let core: Core | undefined;

async function started(wasm: ArrayBuffer): Promise<Answer<unknown>> {
  core = await create({ wasmBinary: wasm });
  return { value: core.facts() };
}

async function answer(question: Question): Promise<Answer<unknown>> {
  if (question.what === "start") return started(question.wasm);
  if (!core) throw new Error("the core has not been started");
  switch (question.what) {
    case "regimen":
      return core.readRegimen(question.text);
    case "run":
      return core.run(question.setting);
    case "report":
      return core.report(question.setting);
    case "curves":
      return core.curves(question.setting, question.draws, question.column, question.times);
  }
}

/** Returns the arrays of an answer, which are handed over rather than copied. */
function arraysOf(found: Answer<unknown>): Transferable[] {
  const value = found.value as Partial<Run> | Float64Array | undefined;
  if (value instanceof Float64Array) return [value.buffer];
  if (!value?.times || !value.columns) return [];
  return [value.times.buffer, ...value.columns.map((column) => column.values.buffer)];
}

self.onmessage = async (message: MessageEvent<{ id: number; question: Question }>) => {
  const { id, question } = message.data;
  try {
    const found = await answer(question);
    self.postMessage({ id, answer: found }, { transfer: arraysOf(found) });
  } catch (fault) {
    // What is thrown here is no error of the library, and the core may be unsound: the page starts a new worker.
    self.postMessage({ id, broken: String(fault) });
  }
};
