/** Measures of effect: one row each. Formulas are those of metafor's `escalc`. */
import { exp } from "../../../engine/math/exp.js";
import { lgamma } from "../../../engine/math/lgamma.js";
import { log } from "../../../engine/math/log.js";
import { log1p } from "../../../engine/math/log1p.js";

export type Measure = "OR" | "RR" | "RD" | "IRR" | "MD" | "SMD" | "ROM" | "ZCOR" | "PLO";

/** One effect. */
export interface EffectSize {
  readonly effect: number;
  readonly variance: number;
  /** Whether 1/2 was added to its counts. */
  readonly isCorrected?: boolean;
}

export interface MeasureRow {
  /** What numbers are given, by the names of metafor. */
  readonly columns: readonly string[];
  /** Counts that may be told as what a total leaves beside another count. */
  readonly totals?: readonly { readonly missing: string; readonly part: string; readonly total: string }[];
  /** What is wrong with the numbers of a row; undefined where nothing is. */
  wrong(numbers: readonly number[]): string | undefined;
  of(numbers: readonly number[]): EffectSize;
  readonly words: string;
  readonly ratio?: string;
}

const tableColumns = ["ai", "bi", "ci", "di"] as const;
const tableTotals = [
  { missing: "bi", part: "ai", total: "n1i" },
  { missing: "di", part: "ci", total: "n2i" },
];
const meanColumns = ["m1i", "sd1i", "n1i", "m2i", "sd2i", "n2i"] as const;

const ofTable = (words: string, of: MeasureRow["of"], ratio?: string): MeasureRow => ({
  columns: tableColumns,
  totals: tableTotals,
  wrong: (counts) =>
    counts.every((count) => count >= 0)
      ? undefined
      : `a count of the 2 x 2 table is ${Math.min(...counts)}; events must not exceed their total`,
  of,
  words,
  ...(ratio === undefined ? {} : { ratio }),
});

const ofMeans = (words: string, of: MeasureRow["of"], ratio?: string): MeasureRow => ({
  columns: meanColumns,
  wrong([, firstSd, first, , secondSd, second]) {
    if (!(firstSd! > 0 && secondSd! > 0)) return "a standard deviation is not above 0";
    return first! > 1 && second! > 1 ? undefined : "a group has fewer than 2 people";
  },
  of,
  words,
  ...(ratio === undefined ? {} : { ratio }),
});

export const measures: ReadonlyMap<string, MeasureRow> = new Map([
  [
    "OR",
    ofTable(
      "log odds ratio",
      corrected(([a, b, c, d]) => ({
        effect: log((a! / b!) * (d! / c!)),
        variance: 1 / a! + 1 / b! + 1 / c! + 1 / d!,
      })),
      "odds ratio",
    ),
  ],
  [
    "RR",
    ofTable(
      "log risk ratio",
      corrected(([a, b, c, d]) => ({
        effect: log(a! / (a! + b!)) - log(c! / (c! + d!)),
        variance: 1 / a! - 1 / (a! + b!) + 1 / c! - 1 / (c! + d!),
      })),
      "risk ratio",
    ),
  ],
  [
    "RD",
    ofTable(
      "risk difference",
      corrected(([a, b, c, d]) => {
        const [p, q] = [a! / (a! + b!), c! / (c! + d!)];
        return { effect: p - q, variance: (p * (1 - p)) / (a! + b!) + (q * (1 - q)) / (c! + d!) };
      }),
    ),
  ],
  [
    "IRR",
    {
      columns: ["x1i", "t1i", "x2i", "t2i"],
      wrong: ([x, t, y, u]) =>
        x! >= 0 && y! >= 0 && t! > 0 && u! > 0 ? undefined : "events must be at least 0 and person-times above 0",
      of([x, t, y, u]) {
        return corrected(([a, b]) => ({ effect: log(a! / t!) - log(b! / u!), variance: 1 / a! + 1 / b! }))([x!, y!]);
      },
      words: "log rate ratio",
      ratio: "rate ratio",
    },
  ],
  [
    "MD",
    ofMeans("mean difference", ([m1, s1, n1, m2, s2, n2]) => ({
      effect: m1! - m2!,
      variance: (s1! * s1!) / n1! + (s2! * s2!) / n2!,
    })),
  ],
  [
    "SMD",
    ofMeans("standardised mean difference", ([m1, s1, n1, m2, s2, n2]) => {
      const freedom = n1! + n2! - 2;
      const pooled = Math.sqrt(((n1! - 1) * s1! * s1! + (n2! - 1) * s2! * s2!) / freedom);
      const effect = (hedgesFactor(freedom) * (m1! - m2!)) / pooled;
      return { effect, variance: 1 / n1! + 1 / n2! + (effect * effect) / (2 * (n1! + n2!)) };
    }),
  ],
  [
    "ROM",
    {
      ...ofMeans(
        "log ratio of means",
        ([m1, s1, n1, m2, s2, n2]) => ({
          effect: log(m1! / m2!),
          variance: (s1! * s1!) / (n1! * m1! * m1!) + (s2! * s2!) / (n2! * m2! * m2!),
        }),
        "ratio of means",
      ),
      wrong: ([m1, s1, n1, m2, s2, n2]) =>
        m1! / m2! > 0 && s1! > 0 && s2! > 0 && n1! > 1 && n2! > 1
          ? undefined
          : "a ratio of means needs means of one sign, standard deviations above 0 and groups of 2 or more",
    },
  ],
  [
    "ZCOR",
    {
      columns: ["ri", "ni"],
      wrong: ([r, n]) =>
        Math.abs(r!) < 1 && n! > 3 ? undefined : "a correlation must lie between -1 and 1, of more than 3 people",
      of: ([r, n]) => ({ effect: (log1p(r!) - log1p(-r!)) / 2, variance: 1 / (n! - 3) }),
      words: "Fisher's z of the correlation",
    },
  ],
  [
    "PLO",
    {
      columns: ["xi", "ni"],
      wrong: ([x, n]) => (x! >= 0 && n! >= x! && n! > 0 ? undefined : "events must lie between 0 and the total"),
      of: ([x, n]) => corrected(([a, b]) => ({ effect: log(a! / b!), variance: 1 / a! + 1 / b! }))([x!, n! - x!]),
      words: "logit of the proportion",
    },
  ],
]);

/** Adds 1/2 to all cells where one is zero. */
function corrected(of: (cells: readonly number[]) => EffectSize): (cells: readonly number[]) => EffectSize {
  return (cells) => {
    if (cells.every((count) => count !== 0)) return of(cells);
    return { ...of(cells.map((count) => count + 0.5)), isCorrected: true };
  };
}

/** Takes the bias off a standardised mean difference: Γ(m/2) / (√(m/2) Γ((m − 1)/2)) (Hedges 1981). */
function hedgesFactor(freedom: number): number {
  return exp(lgamma(freedom / 2) - lgamma((freedom - 1) / 2)) / Math.sqrt(freedom / 2);
}
