/** What vite.config.ts makes while it builds. */

declare module "virtual:core" {
  export interface Core {
    facts(): unknown;
    readRegimen(text: string): Answer<unknown>;
    run(setting: unknown): Answer<unknown>;
    report(setting: unknown): Answer<unknown>;
    curves(setting: unknown, draws: unknown, column: string, times: Float64Array): Answer<unknown>;
  }
  type Answer<T> = import("./core/contract").Answer<T>;
  export default function create(options: { wasmBinary: ArrayBuffer }): Promise<Core>;
}

/** A hundred draws of the posterior, with the biophase that they hold for. */
declare module "virtual:draws" {
  export const biophase: string;
  export const draws: Record<string, number>[];
}

declare module "*?worker&inline" {
  const CoreWorker: new () => Worker;
  export default CoreWorker;
}

declare module "*.css";

/** The text of the built page, with its script and its styles inside. */
declare module "virtual:page" {
  const page: string;
  export default page;
}
