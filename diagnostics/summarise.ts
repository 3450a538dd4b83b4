/** One row of estimates and diagnostics for every variable. */
import type { Draws } from "../engine/core/Draws.js";
import { finiteEss } from "./ess.js";
import { essTailOf } from "./essTail.js";
import { evenChains, variableChains } from "./evenChains.js";
import { foldedOrder } from "./foldedOrder.js";
import { madOf } from "./mad.js";
import { mcseMeanOf } from "./mcseMean.js";
import { mcseSdOf } from "./mcseSd.js";
import { variance } from "./moments.js";
import { quantileOf } from "./quantile.js";
import { normalScores } from "./rankNormalise.js";
import type { NormalScores } from "./rankNormalise.js";
import { rhatOf } from "./rhat.js";
import { sampleOf } from "./sample.js";
import type { Sample } from "./sample.js";
import { bulkScores, foldedScores, splitCount } from "./splitScores.js";
import { missing } from "./statistic.js";
import type { Reason, Statistic } from "./statistic.js";

/** What a row holds besides the variable's name, in the order of columns. */
export const summaryColumns = [
  "mean",
  "median",
  "sd",
  "mad",
  "q2.5",
  "q25",
  "q50",
  "q75",
  "q97.5",
  "rhat",
  "ess_bulk",
  "ess_tail",
  "mcse_mean",
  "mcse_sd",
] as const;

/** Name of a column of the summary. */
export type SummaryColumn = (typeof summaryColumns)[number];

/** Estimates and diagnostics of one variable; null where a number cannot be computed, with the reason in `reasons`. */
export type SummaryRow = { readonly variable: string } & { readonly [Column in SummaryColumn]: number | null } & {
  readonly reasons?: Readonly<Partial<Record<SummaryColumn, Reason>>>;
};

/** Variables that are read from the draws at once. */
const blockSize = 8;

/**
 * A row for every variable, in the order of `draws.names`. Chains of unequal lengths are cut to the shortest (see
 * `evenChains`); `chainWarnings` says so in words.
 *
 * @example summarise(posterior.draws)[0].rhat
 */
export function summarise(draws: Draws): SummaryRow[] {
  const known = rowsOfDraws.get(draws);
  if (known) return [...known];
  const rows = computeRows(draws);
  rowsOfDraws.set(draws, rows);
  return [...rows];
}

/** Draws never change, and warnings, text, JSON and report all ask for the same rows. */
const rowsOfDraws = new WeakMap<Draws, readonly SummaryRow[]>();

function computeRows(draws: Draws): SummaryRow[] {
  const even = evenChains(draws);
  const width = draws.names.length;
  const scores = normalScores(even.chains.length * (even.draws - (even.draws % 2)));
  const rows: SummaryRow[] = [];
  for (let first = 0; first < width; first += blockSize) {
    const count = Math.min(blockSize, width - first);
    variableChains(even, width, first, count).forEach((chains, v) => {
      rows.push(summariseVariable(draws.names[first + v], chains, scores));
    });
  }
  return rows;
}

/**
 * The row of one variable. Sorting, ranks and scores are shared between its statistics; `scores` may be shared between
 * variables of one shape.
 *
 * @throws RangeError if the chains are not of one length.
 */
export function summariseVariable(
  variable: string,
  chains: readonly Float64Array[],
  scores?: NormalScores,
): SummaryRow {
  const sample = sampleOf(chains);
  const folded = foldedOrder(sample);
  const { rhat, essBulk } = rankDiagnostics(sample, folded, scores ?? normalScores(splitCount(sample)));
  const statistics: Record<SummaryColumn, Statistic> = {
    mean: finiteMoment(sample, sample.mean),
    median: quantileOf(sample, 0.5),
    sd: finiteMoment(sample, Math.sqrt(variance(sample.pooled, sample.mean))),
    mad: madOf(sample, folded),
    "q2.5": quantileOf(sample, 0.025),
    q25: quantileOf(sample, 0.25),
    q50: quantileOf(sample, 0.5),
    q75: quantileOf(sample, 0.75),
    "q97.5": quantileOf(sample, 0.975),
    rhat,
    ess_bulk: essBulk,
    ess_tail: essTailOf(sample),
    mcse_mean: mcseMeanOf(sample),
    mcse_sd: mcseSdOf(sample),
  };
  return rowOf(variable, statistics);
}

function rankDiagnostics(
  sample: Sample,
  folded: Uint32Array,
  scores: NormalScores,
): { rhat: Statistic; essBulk: Statistic } {
  if (sample.reason !== undefined) return { rhat: missing(sample.reason), essBulk: missing(sample.reason) };
  const bulk = bulkScores(sample, scores);
  return { rhat: rhatOf(sample, bulk, foldedScores(sample, scores, folded)), essBulk: finiteEss(bulk) };
}

function finiteMoment(sample: Sample, value: number): Statistic {
  if (Number.isFinite(value)) return { value };
  return missing(sample.reason === "noDraws" || sample.reason === "nonfinite" ? sample.reason : "tooShort");
}

function rowOf(variable: string, statistics: Record<SummaryColumn, Statistic>): SummaryRow {
  const numbers = {} as Record<SummaryColumn, number | null>;
  const reasons: Partial<Record<SummaryColumn, Reason>> = {};
  let complete = true;
  for (const column of summaryColumns) {
    const { value, reason } = statistics[column];
    numbers[column] = reason === undefined ? value : null;
    if (reason === undefined) continue;
    reasons[column] = reason;
    complete = false;
  }
  return complete ? { variable, ...numbers } : { variable, ...numbers, reasons };
}
