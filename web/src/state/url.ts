/** The page is kept in the address, behind #. Only what differs from the defaults of version 1 is written. */

import { cut, dosesAs, dosesIn, Fault, LONGEST_TEXT, numberOf, oneOf, type Read } from "./check";
import {
  type Choice,
  DEFAULT,
  FIRST_PAGE,
  HEPATIC,
  IMMUNE,
  type Page,
  type Side,
  SPANS,
} from "./choice";
import { plain } from "./regimen";

export const VERSION = 1;

/** Says how one field is written and read. A field at its default is not written. */
interface Field<T> {
  write(from: T): string | null;
  read(into: T, text: string, name: string): void;
}

const word = (text: string, name: string): string => {
  if (!/^[a-z0-9][a-z0-9-]{0,39}$/i.test(text))
    throw new Fault(`${name} = '${cut(text)}': unknown.`);
  return text;
};

function number(key: "dose" | "interval" | "hour" | "days" | "phi"): Field<Choice> {
  return {
    write: (from) => plain(from[key]),
    read: (into, text, name) => {
      into[key] = numberOf(name, text, key);
    },
  };
}

function optional(key: "clearance" | "end"): Field<Choice> {
  return {
    write: (from) => (from[key] === null ? null : plain(from[key])),
    read: (into, text, name) => {
      into[key] = numberOf(name, text, key);
    },
  };
}

function name(key: "drug" | "route" | "biophase"): Field<Choice> {
  return {
    write: (from) => from[key],
    read: (into, text, called) => {
      into[key] = word(text, called);
    },
  };
}

const FIELDS: Record<string, Field<Choice>> = {
  drug: name("drug"),
  route: name("route"),
  dose: number("dose"),
  interval: number("interval"),
  hour: number("hour"),
  days: number("days"),
  missed: {
    write: (from) => dosesAs(from.missed),
    read: (into, text, called) => {
      into.missed = dosesIn(called, text);
    },
  },
  other: {
    write: ({ other }) =>
      other && [other.drug, plain(other.amount), other.route, plain(other.time)].join(" "),
    read: (into, text, called) => {
      const [drug = "", amount = "", route = "", time = ""] = text.split(" ");
      into.other = {
        drug: word(drug, called),
        amount: numberOf(called, amount, "other.amount"),
        route: word(route, called),
        time: numberOf(called, time, "other.time"),
      };
    },
  },
  text: {
    write: (from) => from.text,
    read: (into, text, called) => {
      if (text.length > LONGEST_TEXT) throw new Fault(`${called}: is longer than ${LONGEST_TEXT}.`);
      into.text = text;
    },
  },
  end: optional("end"),
  hepatic: {
    write: (from) => from.hepatic,
    read: (into, text, called) => {
      into.hepatic = oneOf(called, text, HEPATIC);
    },
  },
  clearance: optional("clearance"),
  biophase: name("biophase"),
  phi: number("phi"),
  immune: {
    write: (from) => from.immune,
    read: (into, text, called) => {
      into.immune = oneOf(called, text, IMMUNE);
    },
  },
};

const STATISTIC = /^[a-z0-9_.-]{1,80}:[a-z0-9_]{1,20}$/i;

/** Returns the page as the part of the address behind #. */
export function addressOf(page: Page): string {
  const found = new URLSearchParams([["v", String(VERSION)]]);
  for (const side of ["a", "b"] as const) {
    const choice = page[side];
    if (!choice) continue;
    if (side === "b") found.set("b", "1");
    for (const [key, field] of Object.entries(FIELDS)) {
      const text = field.write(choice);
      if (text !== null && text !== field.write(DEFAULT)) found.set(`${side}.${key}`, text);
    }
  }
  if (page.edit === "b") found.set("edit", "b");
  for (const key of ["span", "y1", "y2"] as const)
    if (page[key] !== FIRST_PAGE[key]) found.set(key, page[key]);
  if (!page.bands) found.set("bands", "0");
  return found.toString();
}

/** Reads the part of an address behind #. A value that is refused leaves the default. */
export function pageOf(address: string): Read {
  const page: Page = { ...FIRST_PAGE, a: { ...DEFAULT } };
  const faults: string[] = [];
  const given = new URLSearchParams(address.replace(/^#/, ""));
  if ([...given.keys()].length === 0) return { page, faults };
  const version = given.get("v");
  if (version !== String(VERSION)) {
    faults.push(
      `v = '${cut(version ?? "")}': this page reads addresses of version ${VERSION}; it shows its defaults.`,
    );
    return { page, faults };
  }
  if (given.get("b") === "1") page.b = { ...DEFAULT };
  for (const [key, text] of given) {
    try {
      take(page, key, text);
    } catch (fault) {
      if (!(fault instanceof Fault)) throw fault;
      faults.push(fault.message);
    }
  }
  return { page, faults };
}

function take(page: Page, key: string, text: string): void {
  const [side, ...rest] = key.split(".");
  const name = rest.join(".");
  const field = Object.hasOwn(FIELDS, name) ? FIELDS[name] : undefined;
  if (rest.length > 0 && (side === "a" || side === "b") && field) {
    const choice = page[side satisfies Side];
    if (!choice) throw new Fault(`${key}: there is no second setting; b=1 makes one.`);
    return field.read(choice, text, key);
  }
  switch (key) {
    case "v":
      return;
    case "b":
      oneOf(key, text, ["1"]);
      return;
    case "edit":
      if (oneOf(key, text, ["a", "b"]) === "b" && !page.b)
        throw new Fault("edit = 'b': there is no second setting; b=1 makes one.");
      page.edit = text as Side;
      return;
    case "span":
      page.span = oneOf(key, text, SPANS);
      return;
    case "bands":
      page.bands = oneOf(key, text, ["0", "1"]) === "1";
      return;
    case "y1":
    case "y2":
      if (!STATISTIC.test(text)) throw new Fault(`${key} = '${cut(text)}': must be row:statistic.`);
      page[key] = text;
      return;
    default:
      throw new Fault(`${cut(key)}: unknown part of the address.`);
  }
}
