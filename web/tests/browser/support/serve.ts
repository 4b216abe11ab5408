/** The built page is served by Vite, and shown by the system's Chromium. */

import { type BrowserServer, chromium } from "playwright-core";
import { preview } from "vite";
import { chromiumPath, web } from "./places";

export interface Server {
  address: string;
  close(): Promise<void>;
}

/** Serves the built page on a free port of this machine. */
export async function served(): Promise<Server> {
  const server = await preview({
    root: web,
    logLevel: "error",
    preview: { host: "127.0.0.1", port: 0, open: false },
  });
  const address = server.resolvedUrls?.local[0];
  if (!address) throw new Error("the preview has no address");
  return { address, close: () => server.close() };
}

/** Starts the browser without its sandbox, which containers do not let it have. */
export function launched(): Promise<BrowserServer> {
  return chromium.launchServer({
    executablePath: chromiumPath,
    headless: true,
    args: ["--no-sandbox"],
  });
}
