/** The controls of the page, in groups: what is taken, another drug, the person, the assumptions. */

import type { Facts } from "../core/contract";
import { el } from "../elements/dom";
import { routesOf } from "../state/check";
import { RANGES } from "../state/choice";
import { type Complain, type Field, listField, numberField, type Take } from "./fields";
import { missedField } from "./missed";
import { drugs, otherDrug, routes } from "./other";
import { assumptions, person } from "./person";
import { startOf } from "./words";

const [, MOST] = RANGES.dose;
/** Where controls stand beside the curves all are open; above them most are folded, so that the curves are near. */
const WIDE = "(min-width: 64.01rem)";

function dosing(facts: Facts, take: Take, complain: Complain): Field[] {
  return [
    listField(
      {
        id: "drug",
        label: "Drug",
        items: () => drugs(facts),
        get: (choice) => choice.drug,
        put: (drug) => ({ drug, route: routesOf(facts, drug)[0] ?? "po", dose: startOf(drug) }),
      },
      take,
    ),
    listField(
      {
        id: "route",
        label: "Formulation and route",
        items: (choice) => routes(facts, choice.drug),
        get: (choice) => choice.route,
        put: (route) => ({ route }),
      },
      take,
    ),
    numberField(
      {
        id: "dose",
        label: "Dose",
        unit: "mg",
        low: 0,
        high: MOST,
        slide: { low: 0.01, high: 500, step: 0.01, log: true },
        get: (choice) => choice.dose,
        put: (dose) => ({ dose: dose ?? 0 }),
      },
      take,
      complain,
    ),
    numberField(
      {
        id: "interval",
        label: "Interval",
        unit: "h",
        term: "dosing interval",
        low: RANGES.interval[0],
        high: RANGES.interval[1],
        slide: { low: 2, high: 96, step: 1 },
        get: (choice) => choice.interval,
        put: (interval) => ({ interval: interval ?? 24 }),
      },
      take,
      complain,
    ),
    numberField(
      {
        id: "hour",
        label: "Hour of the first dose",
        unit: "h after midnight",
        low: 0,
        high: 24,
        slide: { low: 0, high: 24, step: 0.5 },
        get: (choice) => choice.hour,
        put: (hour) => ({ hour: hour ?? 0 }),
      },
      take,
      complain,
    ),
    numberField(
      {
        id: "days",
        label: "Days",
        unit: "",
        low: RANGES.days[0],
        high: RANGES.days[1],
        slide: { low: 1, high: 56, step: 1 },
        get: (choice) => choice.days,
        put: (days) => ({ days: days ?? 1 }),
      },
      take,
      complain,
    ),
    missedField(take),
  ];
}

/** The controls as one element; those of dosing are switched off while the regimen is written by hand. */
export function controls(facts: Facts, take: Take, complain: Complain): Field {
  const doses = dosing(facts, take, complain);
  const other = otherDrug(facts, take, complain);
  const rest = [...person(take, complain), ...assumptions(facts, take, complain)];
  const group = (id: string, legend: string, ...fields: Field[]) =>
    el("fieldset", { id }, el("legend", {}, legend), ...fields.map((one) => one.root));
  const wide = matchMedia(WIDE).matches;
  const folded = (id: string, title: string, ...fields: Field[]) =>
    el(
      "details",
      { open: wide },
      el("summary", {}, title),
      el("fieldset", { id, "aria-label": title }, ...fields.map((one) => one.root)),
    );
  const byHand = el(
    "p",
    { id: "by-hand", class: "hint", hidden: true },
    "by hand: the text says what is taken.",
  );
  const taken = group("dosing", "What is taken", ...doses);
  const top = folded("other", "On top", ...other);
  taken.querySelector("legend")?.after(byHand);
  const root = el("div", { class: "controls" });
  root.append(
    taken,
    top,
    folded("person", "Who takes it", ...rest.slice(0, 2)),
    folded("assumptions", "Assumptions", ...rest.slice(2)),
  );
  return {
    root,
    show(choice) {
      const hand = choice.text !== null;
      taken.disabled = hand;
      for (const set of top.querySelectorAll("fieldset")) set.disabled = hand;
      byHand.hidden = !hand;
      for (const field of [...doses, ...other, ...rest]) field.show(choice);
    },
  };
}
