/** Examples answer a question with one press. */

import { type Choice, DEFAULT, FIRST_PAGE, type Page } from "./choice";

export interface Example {
  id: string;
  text: string;
  /** What to look at, in one sentence. */
  point: string;
  page: Page;
}

function two(a: Partial<Choice>, b: Partial<Choice>, rest: Partial<Page> = {}): Page {
  return { ...FIRST_PAGE, a: { ...DEFAULT, ...a }, b: { ...DEFAULT, ...b }, ...rest };
}

const morphine = { drug: "morphine", route: "po", dose: 20, interval: 12, hour: 8 };
const fentanyl = { drug: "fentanyl", route: "iv", dose: 0.3, hour: 0, days: 1, end: 3 };
const naloxone = { drug: "naloxone", amount: 0.4, route: "iv", time: 0.25 };

export const EXAMPLES: Example[] = [
  {
    id: "example-doses",
    text: "4.5 mg against 50 mg",
    point:
      "Look at the receptors occupied just before the next dose, and at tone: how much of the day does each dose leave free?",
    page: two({}, { dose: 50 }),
  },
  {
    id: "example-missed",
    text: "Missed nights",
    point:
      "Look at the two nights without a dose: the receptors become free, and the peptides that the block has raised fall more slowly.",
    page: two({ days: 10 }, { days: 10, missed: [5, 6] }),
  },
  {
    id: "example-liver",
    text: "Impaired liver",
    point:
      "Look at plasma first and then at occupancy: the receptors fill up, so block grows less than the drug in plasma does.",
    page: two({}, { hepatic: "decompensated" }),
  },
  {
    id: "example-rescue",
    text: "Rescue with naloxone",
    point:
      "Look at ventilation a quarter of an hour after the dose: naloxone takes the receptors from fentanyl, and breathing returns.",
    page: two(fentanyl, { ...fentanyl, other: naloxone }),
  },
  {
    id: "example-tolerance",
    text: "Tolerance",
    point:
      "Look at the effects of the same dose on the first day and on the last: the body has adapted.",
    page: two({ ...morphine, days: 28 }, { ...morphine, days: 1, end: 28 * 24 }, { span: "run" }),
  },
];
