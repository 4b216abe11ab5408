/** Before the first test: the expected numbers are written, the built page is served, and the browser starts. */

import { execFileSync } from "node:child_process";
import type { TestProject } from "vitest/node";
import { expectedFile, python } from "./places";
import { launched, served } from "./serve";

declare module "vitest" {
  export interface ProvidedContext {
    /** The address of the page, with a slash at its end. */
    page: string;
    /** Where the browser is reached. */
    browser: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  execFileSync(python, ["tests/browser/expected.py", expectedFile], { stdio: "inherit" });
  const server = await served();
  const browser = await launched();
  project.provide("page", server.address);
  project.provide("browser", browser.wsEndpoint());
  return async () => {
    await browser.close();
    await server.close();
  };
}
