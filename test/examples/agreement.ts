/** What it means that a fit of ours agrees with a reference made by another program, for tests and `npm run check:agreement`. */
import { readFileSync } from "node:fs";

import type { SummaryColumn, SummaryRow } from "poolwise/diagnostics";
import type { NetworkSummary } from "poolwise";

/** One variable of a reference posterior. */
export interface ReferenceRow {
  readonly variable: string;
  readonly mean: number;
  readonly sd: number;
  readonly "q2.5": number;
  readonly q50: number;
  readonly "q97.5": number;
  readonly mcse: number;
  readonly ess_bulk: number;
  readonly ess_tail: number;
}

/** A file of test/reference/posteriors. */
export interface ReferencePosterior {
  readonly formula: string;
  readonly variables: readonly ReferenceRow[];
}

/** A file of test/reference/nma: rel[i,j] is the effect of treatment j against treatment i, counted from 1 and in order. */
export interface ReferenceNetwork {
  readonly treatments: readonly string[];
  /** For "lower is better", in the order of treatments. */
  readonly sucra_lower_better: readonly number[];
  readonly variables: readonly ReferenceRow[];
}

/** One figure of ours beside the reference's. */
export interface Comparison {
  readonly figure: string;
  readonly ours: number;
  readonly theirs: number;
  /** Distance as a share of what is allowed: above 1 the two disagree. */
  readonly share: number;
  /** The allowance in words. */
  readonly allowed: string;
}

/** How much sampling error is tolerated. */
export interface Tolerance {
  /** Combined Monte Carlo standard errors by which means and sds may differ, whatever else they are. */
  readonly errors: number;
  /** Bulk ESS that ours must have. */
  readonly ess: number;
  /** Reference sds by which a quantile may differ. */
  readonly quantile: number;
  /** Variables that may stray by chance, as a share of all. */
  readonly strays: number;
}

/**
 * With 4.5 standard errors, one comparison in 150,000 strays by chance; a difference of a quarter of an sd is never excused by
 * a poor sampler's own error; quantiles of heavy tails, as of eight schools, vary by up to 0.3 sd with 4,000 draws.
 */
export const fullTolerance: Tolerance = { errors: 4.5, ess: 400, quantile: 0.3, strays: 1 / 200 };

/** Reads a reference, such as "posteriors/eight_schools.json". */
export function readReference<T>(file: string, folder = new URL("../reference/", import.meta.url)): T {
  return JSON.parse(readFileSync(new URL(file, folder), "utf8")) as T;
}

/**
 * Compares every variable of a reference posterior: its mean, sd, quantiles, and our effective sample size.
 * Throws an Error when we do not have one of the variables.
 */
export function comparePosterior(
  summary: readonly SummaryRow[],
  { variables }: ReferencePosterior,
  tolerance: Tolerance = fullTolerance,
): Comparison[] {
  const rows = new Map(summary.map((row) => [row.variable, row]));
  return variables.flatMap((theirs) => {
    const ours = rows.get(theirs.variable);
    if (!ours) throw new Error(`missing variable: "${theirs.variable}"`);
    return compareVariable(ours, theirs, tolerance);
  });
}

function compareVariable(row: SummaryRow, theirs: ReferenceRow, { errors, ess, quantile }: Tolerance): Comparison[] {
  // A figure that could not be computed is null, and agrees with nothing.
  const ours = row as { readonly [Column in SummaryColumn]: number };
  const name = theirs.variable;
  const { sd } = theirs;
  // An error of its own excuses a difference, but not one that matters; nor does a difference that is nothing count.
  const meanError = Math.hypot(ours.mcse_mean, theirs.mcse);
  // The reference does not say how sure it is of its sd: as sure as we are, with as many effective draws.
  const sdError = ours.mcse_sd * Math.sqrt(1 + ours.ess_bulk / theirs.ess_bulk);
  const meanAllowed = Math.min(Math.max(errors * meanError, 0.02 * sd), 0.25 * sd);
  const sdAllowed = Math.min(Math.max(errors * sdError, 0.02 * sd), 0.25 * sd);
  return [
    compare(`${name} mean`, ours.mean, theirs.mean, meanAllowed),
    compare(`${name} sd`, ours.sd, sd, sdAllowed),
    ...(["q2.5", "q50", "q97.5"] as const).map((q) => compare(`${name} ${q}`, ours[q], theirs[q], quantile * sd)),
    { figure: `${name} ESS`, ours: ours.ess_bulk, theirs: ess, share: ess / ours.ess_bulk, allowed: "at least" },
  ];
}

/** What a network's figures may differ by. */
export interface NetworkTolerance {
  /** Posterior sds by which a mean may differ. */
  readonly mean: number;
  readonly residualDeviance: number;
  readonly sucra: number;
}

/** Twenty thousand draws and more have Monte Carlo errors of a third of these. */
export const fullNetworkTolerance: NetworkTolerance = { mean: 0.05, residualDeviance: 0.5, sucra: 0.01 };

/** Compares relative effects of all pairs, heterogeneity, residual deviance and SUCRA, for a network where higher is better. */
export function compareNetwork(
  summary: NetworkSummary,
  reference: ReferenceNetwork,
  tolerance: NetworkTolerance = fullNetworkTolerance,
): Comparison[] {
  const theirs = new Map(reference.variables.map((row) => [row.variable, row]));
  const place = (treatment: string) => reference.treatments.indexOf(treatment) + 1;
  const ofSd = (figure: string, ours: number, { mean, sd }: ReferenceRow) =>
    compare(figure, ours, mean, tolerance.mean * sd);
  const effects = summary.relative_effects
    .filter(({ from, to }) => place(from) < place(to))
    .map(({ from, to, mean }) =>
      ofSd(`${to} against ${from} mean`, mean, theirs.get(`rel[${place(from)},${place(to)}]`)!),
    );
  const tau = summary.tau ? [ofSd("tau mean", summary.tau.mean, theirs.get("tau")!)] : [];
  const deviance = compare(
    "residual deviance",
    summary.residual_deviance!,
    theirs.get("resdev")!.mean,
    tolerance.residualDeviance,
  );
  const ranks = summary.ranks!.sucra.map((sucra, t) => {
    // The reference ranks the lowest effect first; turned round, every rank is counted from the other end.
    const higherBetter = 1 - reference.sucra_lower_better[place(summary.treatments[t]!) - 1]!;
    return compare(`SUCRA ${summary.treatments[t]}`, sucra, higherBetter, tolerance.sucra);
  });
  return [...effects, ...tau, deviance, ...ranks];
}

/** The comparisons that fail. */
export function disagreements(comparisons: readonly Comparison[]): Comparison[] {
  return comparisons.filter(({ share }) => !(share <= 1));
}

function compare(figure: string, ours: number, theirs: number, allowed: number): Comparison {
  return { figure, ours, theirs, share: Math.abs(ours - theirs) / allowed, allowed: allowed.toPrecision(2) };
}
