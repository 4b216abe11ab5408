/** The page runs here: its store, the runner, and all that shows an answer. */

import { Board } from "./charts/board";
import { CoreClient } from "./core/client";
import type { Facts, Failure, Setting } from "./core/contract";
import { byId, hide, shown } from "./elements/dom";
import { glossary } from "./elements/term";
import type { Embedded } from "./embedded";
import { inFrame } from "./frame";
import { Later } from "./later";
import { type Outcome, type Outcomes, Runner } from "./run/runner";
import { cut, withKnownNames } from "./state/check";
import { type Choice, changed, DEFAULT, edited, FIRST_PAGE, type Page } from "./state/choice";
import { choiceOf } from "./state/choiceof";
import { settingOf } from "./state/setting";
import { Store } from "./state/store";
import { pageOf } from "./state/url";
import { controls } from "./view/controls";
import { showData } from "./view/data";
import { examples, tabs } from "./view/examples";
import { showLegend } from "./view/legend";
import { showPresets } from "./view/preset";
import { firstLine, regimenBox } from "./view/regimen";
import { showReport } from "./view/report";
import type { Status } from "./view/status";
import { TakeAway } from "./view/takeaway";
import { theme } from "./view/theme";

/** Starts the core and shows the page that the address holds, or what a notebook asks for. */
export async function begin(
  wasm: ArrayBuffer,
  status: Status,
  notebook: Embedded | null,
): Promise<void> {
  const client = new CoreClient(wasm);
  const facts = await client.start();
  new Shown(client, facts, status, wasm).start(notebook);
}

/** Returns why there is no answer, as a sentence. */
function why(failure: Failure): string {
  if (failure.kind !== "Stopped") return firstLine(failure);
  const what =
    failure.message === "cancelled"
      ? "The run was cancelled"
      : `The core stopped twice (${cut(failure.message)})`;
  return `${what}; change the setting to run again.`;
}

/** The report follows the curves after this rest [ms], so that a drag moves curves alone. */
const AFTER = 150;

class Shown {
  private readonly store = new Store(FIRST_PAGE);
  private readonly board: Board;
  private readonly runner: Runner;
  private readonly later: Later;
  private readonly takeAway: TakeAway;
  private since = 0;
  private outcomes: Outcomes = { a: null, b: null };
  private drawn = 0;
  /** The page that was drawn last. */
  private page: Page = FIRST_PAGE;
  private shown = "";
  private timer = 0;
  private told: (setting: Setting) => void = () => {};

  constructor(
    private readonly client: CoreClient,
    private readonly facts: Facts,
    private readonly status: Status,
    wasm: ArrayBuffer,
  ) {
    const agonists = new Set(facts.drugs.filter((one) => one.agonist).map((one) => one.name));
    this.board = new Board((drug) => agonists.has(drug));
    this.runner = new Runner(client);
    const choose = (key: "y1" | "y2", value: string) =>
      this.turn({ ...this.store.get(), [key]: value });
    this.later = new Later(wasm, facts, this.board, choose);
    this.takeAway = new TakeAway(
      () => this.outcomes,
      () => {
        this.board.settle();
        return [...this.board.charts.values()];
      },
      (text) => status.say(text),
      !inFrame(),
    );
  }

  start(notebook: Embedded | null): void {
    const take = (changes: Partial<Choice>, done: boolean) => {
      this.since = performance.now();
      this.store.set(changed(this.store.get(), changes), done ? "change" : "drag");
    };
    const turn = (page: Page) => this.turn(page);
    byId("version").textContent = this.facts.version;
    byId("glossary").append(glossary());
    const fields = controls(this.facts, take, (id, fault) =>
      this.status.fault(`field ${id}`, fault),
    );
    const box = regimenBox(take);
    byId("controls").replaceChildren(fields.root);
    const showPoint = examples(turn);
    const showTabs = tabs(() => this.store.get(), turn);
    theme(() => {
      this.board.recolour();
      this.later.recolour();
    });
    const bands = byId<HTMLInputElement>("bands");
    bands.addEventListener("change", () => turn({ ...this.store.get(), bands: bands.checked }));
    this.answers(box.fail);
    this.store.listen((page, how) => {
      this.runner.want(page, this.since); // first: the worker computes while the rest is written
      if (how !== "address") this.status.lift("address");
      fields.show(edited(page));
      box.show(edited(page));
      showTabs(page);
      showPoint(page);
      bands.checked = page.bands;
      showPresets(this.facts, [page.a.biophase, page.b?.biophase ?? page.a.biophase]);
    });
    this.details();
    this.store.follow((address) => this.read(address));
    if (notebook) this.follow(notebook);
  }

  /** Shows what a notebook gives, and tells it what the user does. A regimen that fails is told to nobody. */
  private follow(notebook: Embedded): void {
    let last: Setting;
    notebook.follow(async (setting) => {
      last = setting;
      const { a } = this.store.get();
      const read = await this.client.askAgain("regimen", { text: setting.regimen });
      if (last !== setting) return;
      // What the user has done meanwhile is newer.
      if (this.store.get().a === a) {
        if (!read.value) return this.status.fault("run", why(read.error));
        this.since = performance.now();
        this.store.set({ ...this.store.get(), a: choiceOf(setting, read.value) }, "address");
      }
      this.told = (shown) => notebook.tell(shown); // and not of the default before
    });
  }

  private turn(page: Page): void {
    this.since = performance.now();
    this.store.set(page, "change");
  }

  private answers(failed: (failure: Failure | null) => void): void {
    const { runner, status, client } = this;
    runner.onDone = (page, outcomes, since) => {
      status.lift("run", "core", "stopgap", "report");
      failed(null);
      this.outcomes = outcomes;
      this.draw(page, since);
      if (outcomes.a) this.told({ ...outcomes.a.setting, regimen: outcomes.a.run.regimen.text });
    };
    runner.onReports = () => this.rest();
    runner.onUnanswered = (page, outcomes) => void this.stopgap(page, outcomes);
    runner.onFailure = (side, failure) => {
      const page = this.store.get();
      const here = side === page.edit || page.b === null;
      const ofText = failure.position !== undefined;
      failed(here && ofText ? failure : null);
      const name = page.b ? `Setting ${side.toUpperCase()}: ` : "";
      status.fault(
        "run",
        `${name}${why(failure)}${this.outcomes.a ? " The curves are the last ones." : ""}`,
      );
    };
    runner.onNoReport = (failure) => {
      status.lift("core");
      status.fault("report", `There is no report. ${why(failure)}`, false);
      byId("report").replaceChildren();
      this.data();
    };
    runner.onSlow = (slow) => {
      hide(byId("cancel"), !slow, byId("curves"));
      if (slow) status.say("The run takes long; Cancel ends it.");
    };
    client.onRestart = () =>
      runner.busy
        ? status.fault("core", "The core stopped and was started again; the run is repeated.")
        : status.fault("core", "The core stopped; the next change starts another one.", false);
    byId("cancel").addEventListener("click", () => runner.cancel());
  }

  /** Reads an address, and shows what it or the library refuses. */
  private read(address: string): Page {
    const read = pageOf(address);
    const known = withKnownNames(read.page, this.facts);
    const all = [...read.faults, ...known.faults];
    const text = `Some of the address was refused, and has its default: ${all.join(" ")}`;
    this.status.fault("address", all.length > 0 ? text : null, false);
    return known.page;
  }

  /** Draws A alone or the default setting where nothing could be drawn yet: the page is never blank. */
  private async stopgap(page: Page, outcomes: Outcomes): Promise<void> {
    if (this.drawn > 0) return;
    if (outcomes.a) {
      this.outcomes = { a: outcomes.a, b: null };
      return this.draw(page, 0);
    }
    const answer = await this.client.askAgain("run", { setting: settingOf(DEFAULT) });
    if (!answer.value || this.drawn > 0) return;
    this.board.draw(answer.value, null, page.span, []);
    this.status.fault("stopgap", "The curves are those of the default setting.", true);
  }

  /** Draws the curves first; what is read rather than watched follows when the browser has time. */
  private draw(page: Page, since: number): void {
    const { a, b } = this.outcomes;
    if (!a) return;
    this.later.stop();
    const shown = JSON.stringify([a.key, b?.key, page.span, page.bands]);
    if (shown !== this.shown) {
      this.shown = shown;
      showLegend(this.outcomes);
      this.board.draw(a.run, b?.run ?? null, page.span, this.later.bandsOf(page, a));
      queueMicrotask(() => this.measure(since));
      this.takeAway.show();
    }
    this.page = page;
    this.ask();
  }

  /** Asks for the reports of what is drawn once the page rests. */
  private ask(): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(async () => {
      if (await this.runner.report(this.outcomes)) this.ask();
    }, AFTER);
  }

  private measure(since: number): void {
    const name = this.drawn === 0 ? "opiodyn:first-curve" : "opiodyn:redraw";
    performance.measure(name, { start: this.drawn === 0 ? 0 : since, end: performance.now() });
    this.drawn += 1;
  }

  private rest(): void {
    this.status.lift("core", "report");
    this.board.settle();
    this.report();
    this.data();
    this.status.say(`Curves updated: ${this.summary()}`);
    this.later.show(this.page, this.outcomes);
  }

  private report(): void {
    const { a, b } = this.outcomes;
    if (a?.report) showReport(a.report, b?.report ?? null);
  }

  private summary(): string {
    const mean = (found: Outcome | null) =>
      shown(found?.report?.find((one) => one.name === "tone.mu")?.mean);
    const { a, b } = this.outcomes;
    const both = b ? `${mean(a)} (A) and ${mean(b)} (B)` : mean(a);
    return mean(a) ? `mean tone at mu ${both} of drug-free.` : "";
  }

  private data(): void {
    const { a, b } = this.outcomes;
    const panels = [...this.board.charts.values()].map((chart) => chart.panel);
    if (a && byId<HTMLDetailsElement>("data-details").open) showData(panels, a.run, b?.run ?? null);
  }

  private details(): void {
    byId("data-details").addEventListener("toggle", () => this.data());
    byId("all-rows").addEventListener("change", () => this.report());
  }
}
