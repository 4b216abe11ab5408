/** Where things are. Commands run in the folder web. */

import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const web = resolve(dirname(fileURLToPath(import.meta.url)), "../../..");
export const repository = resolve(web, "..");
/** The page as `npm run build` leaves it. */
export const built = resolve(repository, "build/web/page");
/** The widget as `npm run build` leaves it. */
export const builtWidget = resolve(repository, "build/web/widget/widget.js");
export const expectedFile = resolve(repository, "build/web/expected.json");
/** The native library is that of this Python; OPIODYN_PYTHON names another one. */
export const python = process.env.OPIODYN_PYTHON ?? resolve(repository, ".venv/bin/python");
/** The command of the library stands beside its Python. */
export const opiodyn = resolve(dirname(python), "opiodyn");
/** OPIODYN_CHROMIUM names another browser than the system's. */
export const chromiumPath = process.env.OPIODYN_CHROMIUM ?? "/usr/bin/chromium";

if (!existsSync(resolve(built, "core.wasm")))
  throw new Error("build/web/page has no page: build the core, then run `npm run build`");
