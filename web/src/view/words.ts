/** Names of the library in the words of people. */

/** Routes of administration, by the short word of a regimen. */
export const ROUTES: Record<string, string> = {
  po: "by mouth (tablet)",
  er: "by mouth, extended release",
  iv: "into a vein",
  im: "into a muscle",
  sc: "under the skin",
  in: "into the nose",
  sl: "under the tongue",
  depotrex: "Depotrex, into a muscle",
};

/** Where a slider starts when a drug is chosen [mg]. These numbers are ours and advise nobody. */
const START: Record<string, number> = {
  alfentanil: 0.5,
  buprenorphine: 2,
  carfentanil: 0.01,
  codeine: 30,
  fentanyl: 0.1,
  hydromorphone: 2,
  methylnaltrexone: 12,
  morphine: 10,
  nalbuphine: 10,
  nalmefene: 18,
  naloxone: 0.4,
  naltrexone: 4.5,
  remifentanil: 0.1,
  samidorphan: 10,
  sufentanil: 0.01,
};

export function startOf(drug: string): number {
  return START[drug] ?? 5;
}

const HEADS: Record<string, string> = {
  mass_concentration: "plasma",
  ogf: "OGF",
  pain: "pain index",
  withdrawal: "withdrawal index",
};

/** Returns the name of a row of the report: occupancy.naltrexone.mu is "occupancy, naltrexone, mu". */
export function rowText(name: string): string {
  const [head = "", ...rest] = name.split(".");
  return [HEADS[head] ?? head, ...rest].join(", ");
}

export const STATISTICS = {
  peak: "peak",
  t_peak: "time of peak [h after the dose]",
  trough: "trough",
  mean: "mean",
  area: "area",
  hours_above_50: "hours above 50 %",
  hours_above_1: "hours above 1",
} as const;

export type Statistic = keyof typeof STATISTICS;
