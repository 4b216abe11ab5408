/** The compiled core comes from beside the page, whether a server or a folder has it. */

declare global {
  /** The core in base64, which core.wasm.js sets. */
  var opiodynCore: string | undefined;
}

/** Returns the bytes of the core. A browser lets a page that was opened as a file load scripts alone. */
export async function coreBytes(): Promise<ArrayBuffer> {
  if (location.protocol === "file:") return fromScript();
  const reply = await fetch(new URL("core.wasm", location.href));
  if (!reply.ok) throw new Error(`core.wasm: the server answered ${reply.status}`);
  return reply.arrayBuffer();
}

async function fromScript(): Promise<ArrayBuffer> {
  await new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = "core.wasm.js";
    script.onload = resolve;
    script.onerror = () => reject(new Error("core.wasm.js is not beside the page"));
    document.head.append(script);
  });
  const text = atob(globalThis.opiodynCore ?? "");
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0)).buffer;
}
