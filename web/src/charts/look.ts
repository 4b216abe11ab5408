/** Colours of curves come from the style sheet, so that light, dark and print each have their own. */

/** The style sheet has so many colours of lines, --line-0 and on; after Okabe and Ito, for all kinds of colour vision. */
export const COLOURS = 9;

export interface Look {
  lines: string[];
  ink: string;
  faint: string;
  grid: string;
  paper: string;
  font: string;
}

let known: Look | undefined;

/** Returns the colours of the theme that holds. */
export function look(): Look {
  if (known) return known;
  const style = getComputedStyle(document.documentElement);
  const value = (name: string): string => style.getPropertyValue(name).trim();
  known = {
    lines: Array.from({ length: COLOURS }, (_, k) => value(`--line-${k}`)),
    ink: value("--ink"),
    faint: value("--faint"),
    grid: value("--grid"),
    paper: value("--card"),
    font: value("--font") || "sans-serif",
  };
  return known;
}

/** Forgets the colours, because the theme has changed. */
export function forgetLook(): void {
  known = undefined;
}

export function colour(index: number): string {
  return look().lines[index % COLOURS] ?? look().ink;
}

/** Returns a colour with an opacity, for bands. */
export function washed(index: number): string {
  return `color-mix(in srgb, ${colour(index)} 22%, transparent)`;
}
