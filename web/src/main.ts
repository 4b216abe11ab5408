import { CoreClient } from "./core/client";
import { coreBytes } from "./core/wasm";
coreBytes()
  .then((wasm) => new CoreClient(wasm).start())
  .then((facts) => document.body.append(JSON.stringify(facts).slice(0, 300)));
