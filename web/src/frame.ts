/** What the widget of a notebook and the page in its frame say to each other. */

import type { Setting } from "./core/contract";

export type ToFrame =
  | { opiodyn: "core"; core: ArrayBuffer }
  | { opiodyn: "setting"; setting: Setting };

export type FromFrame = { opiodyn: "ready" } | { opiodyn: "setting"; setting: Setting };

const said = (data: unknown): unknown =>
  typeof data === "object" && data !== null && "opiodyn" in data ? data.opiodyn : undefined;

export function isFromFrame(data: unknown): data is FromFrame {
  return ["ready", "setting"].includes(said(data) as string);
}

export function isToFrame(data: unknown): data is ToFrame {
  return ["core", "setting"].includes(said(data) as string);
}

/** Tells whether this page stands in the frame of a widget, which gives it its text and no address. */
export function inFrame(): boolean {
  return window.parent !== window && location.protocol === "about:";
}
