/** Answers questions by the compiled core, without a page: node answers.mjs FOLDER <questions.json >answers.json */

import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const folder = process.argv[2];
// Emscripten's script is for browsers: it asks for these, and then loads nothing itself.
globalThis.window = globalThis;
globalThis.document = {};
const { default: create } = await import(pathToFileURL(`${folder}/core.mjs`).href);
const core = await create({ wasmBinary: readFileSync(`${folder}/core.wasm`) });

/** Numbers travel as the bytes of doubles, so that no bit is lost. */
const exact = (_, value) =>
  value instanceof Float64Array ? Buffer.from(value.buffer).toString("base64") : value;

const answer = ({ what, setting, draws, column, times }) => {
  if (what === "facts") return { value: core.facts() };
  if (what === "curves") return core.curves(setting, draws, column, Float64Array.from(times));
  return core[what](setting);
};

const questions = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(questions.map(answer), exact));
