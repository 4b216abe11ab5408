/** Elements are made here, from text alone: what a user writes never becomes markup. */

type Child = Node | string | null;
type Value = string | number | boolean | null | undefined | ((event: Event) => void);

function given(node: Element, key: string, value: Value): void {
  if (value === null || value === undefined || value === false) return;
  if (typeof value === "function") node.addEventListener(key.replace(/^on/, ""), value);
  else node.setAttribute(key, value === true ? "" : String(value));
}

/** Returns an element with attributes, listeners (onclick and so on) and children. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, Value> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(attributes)) given(node, key, value);
  node.append(...children.filter((one) => one !== null));
  return node;
}

/** Returns the element of the page with this id. */
export function byId<T extends HTMLElement = HTMLElement>(id: string): T {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no element ${id}`);
  return found as T;
}

/** Hides a button, or shows it. The focus then goes to another place rather than to none. */
export function hide(button: HTMLElement, hidden: boolean, next: HTMLElement): void {
  if (hidden && document.activeElement === button) next.focus({ preventScroll: true });
  button.hidden = hidden;
}

/** Returns a number with so many significant digits, for people. What is less than `least` counts as 0. */
export function shown(value: number | undefined, digits = 3, least = 1e-9): string {
  if (value === undefined) return "";
  if (!Number.isFinite(value)) return "–";
  const size = Math.abs(value);
  if (size < least || size === 0) return "0";
  if (size >= 1e6 || size < 1e-4) return value.toExponential(digits - 1).replaceAll("-", "−");
  const places = Math.max(0, digits - 1 - Math.floor(Math.log10(size)));
  return value.toFixed(Math.min(places, 6)).replace("-", "−");
}
