/** The worker holds the compiled core. It answers one question after the other, in its own thread. */

import create, { type Core } from "virtual:core";
import type { Answer, Question } from "./contract";

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

self.onmessage = async (message: MessageEvent<{ id: number; question: Question }>) => {
  const { id, question } = message.data;
  try {
    self.postMessage({ id, answer: await answer(question) });
  } catch (fault) {
    // What is thrown here is no error of the library, and the core may be unsound: the page starts a new worker.
    self.postMessage({ id, broken: String(fault) });
  }
};
