/** What may wait until the page rests: notes on organs, the dose-response curve and the bands. */

import type { Board } from "./charts/board";
import { CoreClient } from "./core/client";
import type { Facts } from "./core/contract";
import { byId } from "./elements/dom";
import { Background, type Work } from "./run/background";
import { type Band, bandWork, DRAWS, withoutBands } from "./run/bands";
import { curveWork, dosesOf, type Point, settingOfCurve } from "./run/doses";
import { organWork } from "./run/organs";
import type { Outcome, Outcomes } from "./run/runner";
import { type Choice, edited, type Page } from "./state/choice";
import { type Factor, type Note, notesOf } from "./state/notes";
import { DoseResponse } from "./view/doseresponse";
import { showNotes } from "./view/notes";

/** A result belongs to a key; it is kept while the key holds. */
interface Kept<T> {
  key: string;
  value: T;
  whole: boolean;
}

export class Later {
  private readonly background: Background;
  private readonly doseResponse: DoseResponse;
  private bands: Kept<Band[]> = { key: "", value: [], whole: false };
  private points: Kept<Point[]> = { key: "", value: [], whole: false };
  private readonly factors = new Map<string, Factor[]>();

  constructor(
    wasm: ArrayBuffer,
    private readonly facts: Facts,
    private readonly board: Board,
    choose: (key: "y1" | "y2", value: string) => void,
  ) {
    this.background = new Background(new CoreClient(wasm));
    this.doseResponse = new DoseResponse(choose);
  }

  /** Shows what is known of a page, and begins to compute the rest. */
  show(page: Page, outcomes: Outcomes): void {
    const { a } = outcomes;
    if (!a) return;
    const works = [
      ...this.organs(page, outcomes),
      ...this.curve(page, outcomes),
      ...this.band(page, a),
    ];
    this.background.start(works);
  }

  /** Ends what is computed for curves that are no longer drawn. */
  stop(): void {
    this.background.stop();
  }

  /** Returns the bands that belong to a run. */
  bandsOf(page: Page, outcome: Outcome): Band[] {
    return page.bands && this.bands.key === outcome.key ? this.bands.value : [];
  }

  recolour(): void {
    this.doseResponse.redraw();
  }

  private organs(page: Page, outcomes: Outcomes): Work[] {
    const works: Work[] = [];
    const sides = (["a", "b"] as const).flatMap((side) => {
      const [choice, run] = [page[side], outcomes[side]?.run];
      return choice && run ? [{ choice, ...run.regimen }] : [];
    });
    const keyOf = (choice: Choice, drugs: string) =>
      JSON.stringify([choice.hepatic, choice.clearance, choice.biophase, drugs]);
    const list = (one: (typeof sides)[number]) =>
      keyOf(one.choice, [...new Set(one.doses.map((dose) => `${dose.drug} ${dose.route}`))].join());
    const write = () => {
      const notes: Note[] = [];
      for (const one of sides) {
        const { hepatic, clearance } = one.choice;
        const factors = this.factors.get(list(one)) ?? [];
        for (const note of notesOf(this.facts, { ...one, hepatic, clearance, factors }))
          if (!notes.some((known) => known.text === note.text)) notes.push(note);
      }
      showNotes(
        this.facts,
        notes.sort((x, y) => x.severity - y.severity),
      );
    };
    write();
    for (const one of sides) {
      if (this.factors.has(list(one))) continue;
      works.push(
        organWork(one.choice, one.doses, (found) => {
          this.factors.set(list(one), found);
          write();
        }),
      );
    }
    return works;
  }

  private curve(page: Page, outcomes: Outcomes): Work[] {
    const choice = edited(page);
    const side = page.b && page.edit === "b" ? "b" : "a";
    const regimen = outcomes[side]?.run.regimen;
    const drug = choice.text === null ? choice.drug : regimen?.drugs[0];
    if (!drug) return [];
    const doseOf = (one: "a" | "b") => {
      const of = outcomes[one]?.run.regimen.doses.find((dose) => dose.drug === drug)?.amount;
      return page[one] && of !== undefined
        ? [{ name: page.b ? one.toUpperCase() : "", dose: of }]
        : [];
    };
    const now = merged([...doseOf("a"), ...doseOf("b")]);
    const doses = dosesOf(
      now.find((one) => one.name === "" || one.name.includes(side.toUpperCase()))?.dose ?? 1,
    );
    const setting = settingOfCurve(choice);
    const key = JSON.stringify([setting, drug, doses]);
    const y2 = page.y2 || `occupancy.${drug}.mu:peak`;
    const show = (points: Point[]) =>
      this.doseResponse.show(
        { points, drug, doses, now, byHand: choice.text !== null },
        page.y1,
        y2,
      );
    if (this.points.key !== key) this.points = { key, value: [], whole: false };
    show(this.points.value);
    if (this.points.whole) return [];
    const grown = (value: Point[]) => {
      this.points = { key, value, whole: false };
      show(value);
    };
    return [
      curveWork(setting, drug, doses, grown, (start) => {
        this.points.whole = true;
        performance.measure("opiodyn:dose-response", { start, end: performance.now() });
      }),
    ];
  }

  private band(page: Page, a: Outcome): Work[] {
    const why = withoutBands(a.setting, a.run);
    const say = (text: string) => {
      byId("bands-note").textContent = text;
    };
    byId<HTMLInputElement>("bands").disabled = why !== null;
    if (why !== null || !page.bands) {
      say(why ?? "");
      return [];
    }
    if (this.bands.key !== a.key) this.bands = { key: a.key, value: [], whole: false };
    const about = (draws: number) =>
      draws === 0
        ? "The band comes with the first draws of the posterior."
        : `Shaded: 90 % of ${draws} draws of the posterior${page.b ? ", for A" : ""}; dotted: their median. The solid line has the values of the library, which may lie outside. Occupancy and tone at mu; a band is cut at twice the curves.`;
    say(about(this.bands.value[0]?.draws ?? 0));
    if (this.bands.whole) return [];
    const drug = a.run.regimen.drugs[0];
    const columns = [`occupancy.${drug}.mu`, "tone.mu"].filter((name) =>
      a.run.columns.some((one) => one.name === name),
    );
    return [
      bandWork(
        a.setting,
        a.run,
        columns,
        (value) => {
          const draws = value[0]?.draws ?? 0;
          this.bands = { key: a.key, value, whole: draws >= DRAWS };
          say(about(draws));
          this.board.band(value);
        },
        (why) => say(`The band is not whole: ${why}`),
      ),
    ];
  }
}

/** Returns the doses of the settings, those that are the same under both names. */
function merged(doses: { name: string; dose: number }[]): { name: string; dose: number }[] {
  const [a, b] = doses;
  return a && b && a.dose === b.dose ? [{ name: "A and B", dose: a.dose }] : doses;
}
