/**
 * The widget of notebooks shows the page in a frame, by the protocol of anywidget. The frame keeps the styles and the
 * names of the page apart from those of the notebook. Python brings the core, and the setting goes both ways.
 */

import page from "virtual:page";
import type { Setting } from "./core/contract";
import { type FromFrame, isFromFrame, type ToFrame } from "./frame";

/** The part of anywidget's model that is used here. */
interface Model {
  get(name: "_core"): DataView;
  get(name: "setting"): Setting;
  get(name: "height"): number;
  set(name: "setting", value: Setting): void;
  save_changes(): void;
  on(event: string, listener: () => void): void;
  off(event: string, listener: () => void): void;
}

function render({ model, el }: { model: Model; el: HTMLElement }): () => void {
  const frame = document.createElement("iframe");
  const send = (message: ToFrame) => frame.contentWindow?.postMessage(message, "*");
  const high = () => {
    frame.style.height = `${model.get("height")}px`;
  };
  // The setting that the frame has: the model tells its own listeners of what comes from there, too.
  let known = "";
  const changed = () => {
    const setting = model.get("setting");
    const text = JSON.stringify(setting);
    if (text === known) return;
    known = text;
    send({ opiodyn: "setting", setting });
  };
  const answer = (message: FromFrame) => {
    if (message.opiodyn === "ready") {
      send({ opiodyn: "core", core: bytesOf(model.get("_core")) });
      known = "";
      changed();
    } else {
      known = JSON.stringify(message.setting);
      model.set("setting", message.setting);
      model.save_changes();
    }
  };
  const heard = (event: MessageEvent) => {
    if (event.source === frame.contentWindow && isFromFrame(event.data)) answer(event.data);
  };
  frame.title = "opiodyn: a regimen and what it does";
  frame.className = "opiodyn-page";
  frame.setAttribute("sandbox", "allow-scripts allow-downloads allow-modals");
  frame.allow = "clipboard-write";
  high();
  window.addEventListener("message", heard);
  model.on("change:setting", changed);
  model.on("change:height", high);
  frame.srcdoc = page;
  el.append(frame);
  return () => {
    window.removeEventListener("message", heard);
    model.off("change:setting", changed);
    model.off("change:height", high);
    frame.remove();
  };
}

function bytesOf(view: DataView): ArrayBuffer {
  return view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength) as ArrayBuffer;
}

export default { render };
