/** The page is one script, one style sheet and one WebAssembly module; the widget is one module for notebooks. */

import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { defineConfig, type Plugin } from "vite";

const here = dirname(fileURLToPath(import.meta.url));
const built = resolve(here, "../build/web");
const posterior = resolve(here, "../bindings/python/opiodyn/_posterior");
const EVERY = 16; // 100 of 1,600 draws

/** Gives the script that loads the core, as Emscripten wrote it. */
function core(): Plugin {
  return {
    name: "opiodyn-core",
    resolveId: (id) => (id === "virtual:core" ? resolve(built, "core/web/core/core.mjs") : null),
  };
}

/**
 * Writes the core beside the page: as WebAssembly for servers, and as a script for a page that was opened as a file,
 * since a browser lets such a page fetch nothing.
 */
function beside(): Plugin {
  return {
    name: "opiodyn-beside",
    generateBundle() {
      const wasm = readFileSync(resolve(built, "core/web/core/core.wasm"));
      this.emitFile({ type: "asset", fileName: "core.wasm", source: wasm });
      const source = `globalThis.opiodynCore = "${wasm.toString("base64")}";\n`;
      this.emitFile({ type: "asset", fileName: "core.wasm.js", source });
    },
  };
}

/** Makes a page that a browser also opens as a file: its script is no module. */
function classic(): Plugin {
  return {
    name: "opiodyn-classic",
    enforce: "post",
    transformIndexHtml: (html) =>
      html
        .replace(/<script type="module" crossorigin/g, "<script defer")
        .replace(/<link rel="stylesheet" crossorigin/g, '<link rel="stylesheet"'),
  };
}

/**
 * Gives every 16th draw of the posterior, and the biophase that the draws hold for. Columns are sent rather than draws,
 * which would repeat the names.
 */
function draws(): Plugin {
  const id = "\0virtual:draws";
  return {
    name: "opiodyn-draws",
    resolveId: (name) => (name === "virtual:draws" ? id : null),
    load(name) {
      if (name !== id) return null;
      const [head = "", ...rows] = readFileSync(resolve(posterior, "draws.csv"), "utf8")
        .trim()
        .split("\n");
      const kept = rows.filter((_, k) => k % EVERY === 0).map((row) => row.split(",").map(Number));
      const columns = head.split(",").map((key, k) => [key, kept.map((row) => row[k])]);
      const about = readFileSync(resolve(posterior, "about.toml"), "utf8");
      const biophase = /^biophase = "(\w+)"$/m.exec(about)?.[1];
      if (!biophase) throw new Error("about.toml does not name a biophase");
      return `export const biophase = ${JSON.stringify(biophase)};
              const columns = ${JSON.stringify(columns)};
              export const draws = columns[0][1].map((_, k) =>
                Object.fromEntries(columns.map(([name, values]) => [name, values[k]])));`;
    },
  };
}

/** Gives the text of the page that was built before, with its script and its styles inside. */
function inside(): Plugin {
  const id = "\0virtual:page";
  const file = (name: string) => readFileSync(resolve(built, "page", name), "utf8");
  const whole = () =>
    file("index.html")
      .replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, "")
      .replace(
        /<link rel="stylesheet" href="\.\/([^"]+)"[^>]*>/g,
        (_, name) => `<style>${file(name)}</style>`,
      )
      .replace(/<script defer src="\.\/([^"]+)"><\/script>/, "")
      .replace(
        "</body>",
        () => `<script>${script().replaceAll("</script", "<\\/script")}</script></body>`,
      );
  const script = () => {
    const name = /<script defer src="\.\/([^"]+)">/.exec(file("index.html"))?.[1];
    if (!name) throw new Error("the page has no script: build it before the widget");
    return file(name);
  };
  return {
    name: "opiodyn-inside",
    resolveId: (name) => (name === "virtual:page" ? id : null),
    load: (name) => (name === id ? `export default ${JSON.stringify(whole())};` : null),
  };
}

export default defineConfig(({ mode }) => ({
  root: here,
  base: "./",
  plugins: [core(), draws(), ...(mode === "widget" ? [inside()] : [beside(), classic()])],
  worker: { format: "iife" as const, plugins: () => [core()] },
  build: {
    outDir: resolve(built, mode === "widget" ? "widget" : "page"),
    emptyOutDir: true,
    target: "es2022",
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: { format: mode === "widget" ? ("es" as const) : ("iife" as const) },
    },
    ...(mode === "widget" && {
      lib: { entry: resolve(here, "src/widget.ts"), formats: ["es" as const], fileName: "widget" },
      // The page within is a text, which would only be made longer.
      minify: false,
    }),
  },
}));
