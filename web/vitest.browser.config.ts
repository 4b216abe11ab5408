/**
 * The tests of the built page run in one real browser, one file after the other: times are measured, and two tests
 * beside each other would measure each other.
 */

import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["tests/browser/**/*.test.ts"],
    globalSetup: ["tests/browser/support/setup.ts"],
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
