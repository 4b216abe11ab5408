/** The controls of another drug on top, with the lists of drugs and routes that all such controls share. */

import type { Facts } from "../core/contract";
import { routesOf } from "../state/check";
import { type Choice, countOf, type Other, RANGES } from "../state/choice";
import { type Complain, type Field, listField, numberField, type Take } from "./fields";
import { ROUTES, startOf } from "./words";

/** Returns the drugs that the library has a route for. */
export function drugs(facts: Facts): { value: string; text: string }[] {
  const kind = (agonist: boolean) => (agonist ? "agonist" : "antagonist");
  const given = facts.drugs.filter((one) => one.routes.length > 0);
  return given.map((one) => ({ value: one.name, text: `${one.name} (${kind(one.agonist)})` }));
}

/** Returns the routes of a drug, in words. */
export function routes(facts: Facts, drug: string): { value: string; text: string }[] {
  return routesOf(facts, drug).map((word) => ({
    value: word,
    text: `${word}: ${ROUTES[word] ?? word}`,
  }));
}

export function otherDrug(facts: Facts, take: Take, complain: Complain): Field[] {
  const none: Other = { drug: "naloxone", amount: 0.4, route: "iv", time: 0 };
  const part = (changes: Partial<Other>, choice: Choice) => ({
    other: choice.other && { ...choice.other, ...changes },
  });
  const hidden = (field: Field): Field => ({
    root: field.root,
    show(choice) {
      field.root.hidden = choice.other === null;
      field.show(choice); // a hidden field, too: what was wrong with its value no longer matters
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
