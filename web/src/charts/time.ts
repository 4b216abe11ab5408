/** Times are hours from midnight of the first day. This module writes them for people, and divides axes. */

/** A view is the part of the run that all panels show [h]. */
export interface View {
  from: number;
  to: number;
}

const STEPS = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 3, 6, 12, 24, 48, 72, 168, 336, 672, 1344];

/** Returns the places of marks on a time axis, at most about so many. */
export function marks(view: View, most: number): number[] {
  const least = (view.to - view.from) / Math.max(2, most);
  const step = STEPS.find((one) => one >= least) ?? 10 ** Math.ceil(Math.log10(least / 24)) * 24;
  const found: number[] = [];
  for (let k = Math.ceil(view.from / step - 1e-9) || 0; k * step <= view.to + 1e-9; ++k)
    found.push(k * step);
  return found;
}

/** Tells whether an axis counts days rather than hours. */
export function inDays(view: View): boolean {
  return view.to - view.from > 72;
}

/** Returns a mark of the axis as text. */
export function markText(time: number, view: View): string {
  return String(Math.round((inDays(view) ? time / 24 : time) * 100) / 100);
}

/** Returns a time in words: day 3, 22:00 (70 h). */
export function timeText(time: number): string {
  const minutes = Math.round(time * 60);
  const day = Math.floor(minutes / 1440) + 1;
  const clock = `${Math.floor((minutes % 1440) / 60)}:${String(minutes % 60).padStart(2, "0")}`;
  return `day ${day}, ${clock} (${Math.round(time * 100) / 100} h)`;
}
