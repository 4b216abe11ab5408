/** The controls of the page, in groups: what is taken, the person, the assumptions, another drug. */

import type { Facts } from "../core/contract";
import { routesOf } from "../state/check";
import { type Choice, countOf, HEPATIC, IMMUNE, type Other, RANGES } from "../state/choice";
import { el } from "./dom";
import { type Complain, type Field, listField, numberField, type Take } from "./fields";
import { missedField } from "./missed";
import { ROUTES, startOf } from "./words";

const [, MOST] = RANGES.dose;

function drugs(facts: Facts): { value: string; text: string }[] {
  const kind = (agonist: boolean) => (agonist ? "agonist" : "antagonist");
  const given = facts.drugs.filter((one) => one.routes.length > 0);
  return given.map((one) => ({ value: one.name, text: `${one.name} (${kind(one.agonist)})` }));
}

function routes(facts: Facts, drug: string): { value: string; text: string }[] {
  return routesOf(facts, drug).map((word) => ({
    value: word,
    text: `${word}: ${ROUTES[word] ?? word}`,
  }));
}

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
        put: (days, choice) => {
          const count = countOf({ ...choice, days: days ?? 1 });
          return { days: days ?? 1, missed: choice.missed.filter((one) => one <= count) };
        },
      },
      take,
      complain,
    ),
    missedField(take),
  ];
}

function otherDrug(facts: Facts, take: Take, complain: Complain): Field[] {
  const none: Other = { drug: "naloxone", amount: 0.4, route: "iv", time: 0 };
  const part = (changes: Partial<Other>, choice: Choice) => ({
    other: choice.other && { ...choice.other, ...changes },
  });
  const hidden = (field: Field): Field => ({
    root: field.root,
    show(choice) {
      field.root.hidden = choice.other === null;
      if (choice.other) field.show(choice);
    },
  });
  const number = (id: string, label: string, unit: string, key: "amount" | "time") =>
    numberField(
      {
        id,
        label,
        unit,
        low: 0,
        high: RANGES[`other.${key}`][1],
        get: (choice) => choice.other?.[key] ?? 0,
        put: (value, choice) => part({ [key]: value ?? 0 }, choice),
      },
      take,
      complain,
    );
  return [
    listField(
      {
        id: "other-drug",
        label: "Another drug on top, or a rescue",
        items: () => [{ value: "", text: "none" }, ...drugs(facts)],
        get: (choice) => choice.other?.drug ?? "",
        put: (drug, choice) => {
          if (drug === "") return { other: null };
          const route = routesOf(facts, drug)[0] ?? "iv";
          const time = choice.other?.time ?? choice.hour + (countOf(choice) - 1) * choice.interval;
          return { other: { ...none, drug, route, amount: startOf(drug), time } };
        },
      },
      take,
    ),
    hidden(number("other-dose", "Its dose", "mg", "amount")),
    hidden(
      listField(
        {
          id: "other-route",
          label: "Its route",
          items: (choice) => routes(facts, choice.other?.drug ?? ""),
          get: (choice) => choice.other?.route ?? "",
          put: (route, choice) => part({ route }, choice),
        },
        take,
      ),
    ),
    hidden(number("other-time", "Its time", "h from the start", "time")),
  ];
}

function person(take: Take, complain: Complain): Field[] {
  return [
    listField(
      {
        id: "hepatic",
        label: "Liver",
        items: () => HEPATIC.map((value) => ({ value, text: value })),
        get: (choice) => choice.hepatic,
        put: (hepatic) => ({ hepatic: HEPATIC.find((one) => one === hepatic) ?? "normal" }),
      },
      take,
    ),
    numberField(
      {
        id: "clearance",
        label: "Kidney: creatinine clearance",
        unit: "mL/min",
        low: RANGES.clearance[0],
        high: RANGES.clearance[1],
        slide: { low: 5, high: 180, step: 1 },
        empty: { at: 100, says: "typical" },
        hint: "An empty box is the typical person.",
        get: (choice) => choice.clearance,
        put: (clearance) => ({ clearance }),
      },
      take,
      complain,
    ),
  ];
}

function assumptions(facts: Facts, take: Take, complain: Complain): Field[] {
  const immune = {
    off: "off",
    mechanism: "on, no weights (flat by assumption)",
    illustrative: "on, illustrative weights",
  };
  return [
    listField(
      {
        id: "biophase",
        label: "Preset",
        term: "preset",
        items: () => facts.presets.map((one) => ({ value: one.name, text: one.name })),
        get: (choice) => choice.biophase,
        put: (biophase) => ({ biophase }),
      },
      take,
    ),
    numberField(
      {
        id: "phi",
        label: "phi",
        unit: "-",
        term: "phi",
        low: 0,
        high: 1,
        slide: { low: 0, high: 1, step: 0.05 },
        hint: "1: the body senses block. 0: it senses lost tone.",
        get: (choice) => choice.phi,
        put: (phi) => ({ phi: phi ?? 1 }),
      },
      take,
      complain,
    ),
    listField(
      {
        id: "immune",
        label: "Immune part",
        term: "immune part",
        items: () => IMMUNE.map((value) => ({ value, text: immune[value] })),
        get: (choice) => choice.immune,
        put: (value) => ({ immune: IMMUNE.find((one) => one === value) ?? "off" }),
      },
      take,
    ),
    numberField(
      {
        id: "end",
        label: "End of the run",
        unit: "h",
        low: RANGES.end[0],
        high: RANGES.end[1],
        empty: { at: 0, says: "one interval after the last dose" },
        get: (choice) => choice.end,
        put: (end) => ({ end }),
      },
      take,
      complain,
    ),
  ];
}

/** The controls as one element; those of dosing are switched off while the regimen is written by hand. */
export function controls(facts: Facts, take: Take, complain: Complain): Field {
  const doses = dosing(facts, take, complain);
  const other = otherDrug(facts, take, complain);
  const rest = [...person(take, complain), ...assumptions(facts, take, complain)];
  const group = (id: string, legend: string, ...fields: Field[]) =>
    el("fieldset", { id }, el("legend", {}, legend), ...fields.map((one) => one.root));
  const byHand = el(
    "p",
    { id: "by-hand", class: "hint", hidden: true },
    "by hand: the text says what is taken.",
  );
  const taken = group("dosing", "What is taken", ...doses);
  const top = group("other", "On top", ...other);
  taken.querySelector("legend")?.after(byHand);
  const root = el("div", { class: "controls" });
  root.append(
    taken,
    top,
    group("person", "Who takes it", ...rest.slice(0, 2)),
    group("assumptions", "Assumptions", ...rest.slice(2)),
  );
  return {
    root,
    show(choice) {
      const hand = choice.text !== null;
      taken.disabled = top.disabled = hand;
      byHand.hidden = !hand;
      for (const field of [...doses, ...other, ...rest]) field.show(choice);
    },
  };
}
