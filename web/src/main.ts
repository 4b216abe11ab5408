/**
 * The page is wired here. Data flows one way: the controls change the page, the page is asked of the core, and the
 * answer is drawn.
 *
 * Ids that tests and links may rely on:
 * - controls: drug, route, dose, interval, hour, days, missed, other-drug, other-dose, other-route, other-time, hepatic,
 *   clearance, biophase, phi, immune, end; a slider has -slider behind it, and a fault stands in -wrong;
 * - regimen, regimen-mode, regimen-error, back-to-controls; tab-a, tab-b, compare, single; example-*; span-run,
 *   span-first, span-last; bands, all-rows, cancel, theme, zoom-out, cursor-time, cursor-read;
 * - report and data are tables (data-row, data-statistic, data-setting, data-column, data-value in full precision);
 * - status is the quiet live region, error the loud one, notes and bands-note hold sentences;
 * - a chart is figure[data-panel]: plasma, occupancy, tone, effects, withdrawal, peptides, density, immune.
 *
 * Measures: opiodyn:first-curve, opiodyn:redraw and opiodyn:dose-response (performance.getEntriesByType("measure")).
 */

import { coreBytes } from "./core/wasm";
import { byId } from "./elements/dom";
import { Embedded } from "./embedded";
import { inFrame } from "./frame";
import { begin } from "./page";
import { Status } from "./view/status";

// The address holds the setting, so the link to the curves must not write into it.
byId("skip").addEventListener("click", (event) => {
  event.preventDefault();
  byId("curves").focus();
});

const status = new Status();
const notebook = inFrame() ? new Embedded() : null;
(notebook?.core ?? coreBytes())
  .then((wasm) => begin(wasm, status, notebook))
  .catch((fault: unknown) => {
    const why = fault instanceof Error ? fault.message : String(fault);
    status.fault(
      "core",
      `The core did not start, so that nothing can be computed: ${why}. Load the page again.`,
    );
    status.say("The core did not start.");
  });
