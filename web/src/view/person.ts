/** The controls of the person and of the assumptions. */

import type { Facts } from "../core/contract";
import { shown } from "../elements/dom";
import { HEPATIC, IMMUNE, RANGES } from "../state/choice";
import { type Complain, type Field, listField, numberField, type Take } from "./fields";

export function person(take: Take, complain: Complain): Field[] {
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

export function assumptions(facts: Facts, take: Take, complain: Complain): Field[] {
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
        items: () =>
          facts.presets.map((one) => ({
            value: one.name,
            text: `${one.name}: half-life ${shown(one.half_life)} h`,
          })),
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
