/** Light or dark follows the system until the user chooses. */

import { byId } from "../elements/dom";

const KEY = "opiodyn-theme";

/** Sets the theme, and calls back when it changes. */
export function theme(changed: () => void): void {
  const button = byId("theme");
  const system = matchMedia("(prefers-color-scheme: dark)");
  const chosen = (): string | null => {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return null; // some browsers keep nothing for a page that was opened as a file
    }
  };
  let dark = (chosen() ?? (system.matches ? "dark" : "light")) === "dark";
  const paint = (now: boolean) => {
    document.documentElement.dataset.theme = now ? "dark" : "light";
    changed();
  };
  const show = () => {
    button.setAttribute("aria-pressed", String(dark));
    paint(dark);
  };
  const set = (now: boolean) => {
    dark = now;
    show();
  };
  button.addEventListener("click", () => {
    set(!dark);
    try {
      localStorage.setItem(KEY, dark ? "dark" : "light");
    } catch {
      // The choice holds for this visit alone.
    }
  });
  system.addEventListener("change", (event) => chosen() === null && set(event.matches));
  window.addEventListener("beforeprint", () => dark && paint(false)); // paper is white
  window.addEventListener("afterprint", () => dark && paint(true));
  show();
}
