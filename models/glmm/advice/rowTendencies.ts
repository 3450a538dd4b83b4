/** Which way the log likelihood of each row rises for ever, along its linear predictor. */
import type { Response } from "../Frame.js";

/** 1 and −1: upwards and downwards without end. 0: it has a maximum. `silent`: the row says nothing. */
export type Tendency = 1 | -1 | 0 | typeof silent;
export const silent = 2;

type TendencyOf = (y: number, trials: number) => Tendency;

const ofSuccesses: TendencyOf = (y, trials) => (trials === 0 ? silent : y === 0 ? -1 : y === trials ? 1 : 0);
const ofCounts: TendencyOf = (y) => (y === 0 ? -1 : 0);
const isZero: TendencyOf = (y) => (y === 0 ? 1 : -1);
/** A positive count given that it is positive: 1 is as near to 0 as there is. */
const ofPositiveCounts: TendencyOf = (y) => (y === 0 ? silent : y === 1 ? -1 : 0);

/** Links of a probability, under which 0 and 1 are at infinity. */
const ofProbabilities: ReadonlySet<string> = new Set(["logit", "probit", "cloglog", "cauchit"]);
const ofLogs: ReadonlySet<string> = new Set(["log"]);

interface Row {
  readonly links: ReadonlySet<string>;
  readonly of: TendencyOf;
}

const successes: Row = { links: ofProbabilities, of: ofSuccesses };
const counts: Row = { links: ofLogs, of: ofCounts };
const positiveCounts: Row = { links: ofLogs, of: ofPositiveCounts };
const zeros: Row = { links: ofProbabilities, of: isZero };

/** By family and distributional parameter. */
const table: ReadonlyMap<string, Row> = new Map([
  ...["bernoulli", "binomial", "beta_binomial", "zero_inflated_binomial", "zero_inflated_beta_binomial"].map(
    (name) => [`${name} mu`, successes] as const,
  ),
  ...["poisson", "negbinomial", "nbinom1", "geometric", "com_poisson"].map((name) => [`${name} mu`, counts] as const),
  ...["zero_inflated_poisson", "zero_inflated_negbinomial"].map((name) => [`${name} mu`, counts] as const),
  ...["hurdle_poisson", "hurdle_negbinomial"].map((name) => [`${name} mu`, positiveCounts] as const),
  ...["hurdle_poisson", "hurdle_negbinomial", "hurdle_gamma", "hurdle_lognormal"].map(
    (name) => [`${name} hu`, zeros] as const,
  ),
  ...["zero_inflated_beta", "zero_inflated_poisson", "zero_inflated_negbinomial", "zero_inflated_binomial"].map(
    (name) => [`${name} zi`, zeros] as const,
  ),
]);

/**
 * The tendency of every row about one distributional parameter; undefined where the family has none, as that of a normal response, or
 * the link keeps the mean from its limits, as the identity.
 *
 * @param family Its name, as in brms
 * @param link That of the parameter
 * @example rowTendencies("poisson", "mu", "log", { name: "y", values: Float64Array.of(0, 3) }); // [-1, 0]
 */
export function rowTendencies(
  family: string,
  parameter: string,
  link: string,
  { values, trials, weights }: Pick<Response, "values" | "trials" | "weights">,
): Int32Array | undefined {
  const row = table.get(`${family} ${parameter}`);
  if (!row?.links.has(link)) return undefined;
  return Int32Array.from(values, (y, i) => (weights?.values[i] === 0 ? silent : row.of(y, trials?.[i] ?? 1)));
}
