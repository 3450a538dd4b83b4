/** Compares models by how well they predict observations that were left out. */
import { UserError } from "../../engine/core/UserError.js";
import type { Warning } from "../../engine/core/Warning.js";
import { normalCdf } from "../../engine/math/normalCdf.js";
import { compareWarnings } from "./compareWarnings.js";
import type { Elpd, ElpdReason, ElpdStatistic, Estimate } from "./Elpd.js";
import type { Loo } from "./assembleLoo.js";
import { estimateOf } from "./estimateOf.js";
import { stacking } from "./stacking.js";

/** A model to be compared. */
export interface NamedElpd {
  readonly name: string;
  readonly result: Elpd;
}

/** Models to be compared: named, in order without names (`model 1`, `model 2`, …), or a record of them by name. */
export type ComparedModels = readonly (NamedElpd | Elpd)[] | Readonly<Record<string, Elpd>>;

/** Why a difference and its standard error say less than they seem to, in the words of R's `loo`; empty where they do not. */
export type DifferenceFlag = "" | "N < 100" | "|elpd_diff| < 4";

/** One model beside the best. */
export interface ComparedModel {
  readonly name: string;
  readonly method: Elpd["method"];
  /** Its elpd minus that of the best model: 0 for the best, negative for all others. */
  readonly elpdDiff: number;
  /** Standard error of the difference, from the differences by observation. */
  readonly seDiff: number;
  /** Normal probability that it predicts worse than the best model; none for the best itself. */
  readonly pWorse?: ElpdStatistic;
  readonly diagDiff: DifferenceFlag;
  /** Such as `3 k_psis > 0.7`, where numbers of the model itself are not reliable. */
  readonly diagElpd: string;
  /** Observations whose Pareto k is too high. */
  readonly highK: number;
  /** Stacking weight. */
  readonly weight: number;
  readonly elpd: Estimate;
  readonly p: Estimate;
  readonly ic: Estimate;
  /** By observation, its elpd minus that of the best model. */
  readonly differences: Float64Array;
}

/** Models, the best first. */
export interface Comparison {
  readonly observations: number;
  readonly labels?: readonly string[];
  readonly models: readonly ComparedModel[];
  readonly warnings: readonly Warning[];
}

/** Fewer observations than this make the standard error of a difference too small (Sivula, Magnusson and Vehtari 2020, arXiv 2008.10296). */
export const fewObservations = 100;
/** Models closer than this predict so alike that the normal approximation fails (the same). */
export const smallDifference = 4;

/**
 * Differences in elpd to the best model with standard errors √n sd(differences), and what they can tell, as in R's `loo` 2.10:
 * `N < 100`, `|elpd_diff| < 4` (the first that holds), and the number of observations with a high Pareto k. Of more than 11
 * models, whether the best may be so by chance (McLatchie and Vehtari 2024, Statistics and Computing 34).
 *
 * A model whose elpd cannot be computed stands last, its difference NaN.
 *
 * @throws UserError for fewer than two models, two of one name, what is no result of cross-validation, or models of different observations
 * @example
 * const comparison = looCompare({ "with age": looA, without: looB });
 * const { models } = looCompare([
 *   { name: "with age", result: looA },
 *   { name: "without", result: looB },
 * ]);
 */
export function looCompare(asked: ComparedModels): Comparison {
  const models = named(asked);
  requireComparable(models);
  const ordered = [...models].sort((a, b) => rank(b.result) - rank(a.result));
  const best = ordered[0].result;
  const weights = stacking(ordered.map(({ result }) => result.pointwise.elpd));
  const compared = ordered.map((model, k) => compareOne(model, best, k === 0, weights[k]));
  const labels = models.map(({ result }) => result.labels).find((given) => given !== undefined);
  return {
    observations: best.observations,
    ...(labels && { labels }),
    models: compared,
    warnings: compareWarnings(compared, ordered),
  };
}

function named(asked: ComparedModels): readonly NamedElpd[] {
  const models = isList(asked)
    ? asked.map((one, k): NamedElpd => ("result" in one ? one : { name: `model ${k + 1}`, result: one }))
    : Object.entries(asked).map(([name, result]): NamedElpd => ({ name, result }));
  for (const { name, result } of models) {
    const isElpd = typeof result === "object" && result !== null && "elpd" in result && "pointwise" in result;
    if (isElpd) continue;
    throw new UserError(
      `${JSON.stringify(name)} is no result of cross-validation: give what loo, waic or kfold resolves to, such as ` +
        `looCompare({ a: await loo(first), b: await loo(second) }).`,
    );
  }
  return models;
}

function isList(asked: ComparedModels): asked is readonly (NamedElpd | Elpd)[] {
  return Array.isArray(asked);
}

function compareOne({ name, result }: NamedElpd, best: Elpd, isBest: boolean, weight: number): ComparedModel {
  const differences = result.pointwise.elpd.map((value, i) => (isBest ? 0 : value - best.pointwise.elpd[i]));
  const { value, se, reason } = isBest
    ? { value: 0, se: 0, reason: undefined }
    : estimateOf(differences, result.reasons);
  const { method, elpd, p, ic } = result;
  return {
    name,
    method,
    elpdDiff: value,
    seDiff: se,
    ...(!isBest && { pWorse: probabilityWorse(value, se, reason) }),
    diagDiff: isBest ? "" : differenceFlag(value, result.observations),
    diagElpd: reliabilityFlag(result),
    highK: isLoo(result) ? result.unreliable.length : 0,
    weight,
    elpd,
    p,
    ic,
    differences,
  };
}

function probabilityWorse(difference: number, se: number, reason: ElpdReason | undefined): ElpdStatistic {
  if (reason !== undefined) return { value: NaN, reason };
  return se === 0 && difference === 0 ? { value: NaN, reason: "equalModels" } : { value: normalCdf(-difference / se) };
}

function differenceFlag(difference: number, observations: number): DifferenceFlag {
  if (difference === 0 || Number.isNaN(difference)) return "";
  if (observations < fewObservations) return "N < 100";
  return Math.abs(difference) < smallDifference ? "|elpd_diff| < 4" : "";
}

function reliabilityFlag(result: Elpd): string {
  if (!isLoo(result) || result.unreliable.length === 0) return "";
  // 0.70 is written 0.7, as in R's loo.
  return `${result.unreliable.length} k_psis > ${Number(result.threshold.toFixed(2))}`;
}

/** Whether a record is that of importance sampling. */
export function isLoo(result: Elpd): result is Loo {
  return result.method === "loo";
}

function rank({ elpd }: Elpd): number {
  return Number.isNaN(elpd.value) ? -Number.MAX_VALUE : elpd.value;
}

function requireComparable(models: readonly NamedElpd[]): void {
  if (models.length < 2) throw new UserError("one model is nothing to compare: give at least two");
  const [first, ...others] = models;
  const names = new Set<string>();
  for (const { name } of models) {
    if (names.has(name))
      throw new UserError(`two models are called ${JSON.stringify(name)}: give each a name of its own`);
    names.add(name);
  }
  for (const { name, result } of others) {
    const pair = `${JSON.stringify(first.name)} and ${JSON.stringify(name)}`;
    if (result.observations !== first.result.observations) {
      throw new UserError(
        `${pair} have ${first.result.observations} and ${result.observations} observations: fit both to the same rows`,
      );
    }
    if (differ(result.data, first.result.data)) {
      throw new UserError(
        `${pair} have different responses, whose predictive densities cannot be compared: fit both to the same response`,
      );
    }
    const place = result.labels?.findIndex((label, i) => differ(label, first.result.labels?.[i])) ?? -1;
    if (place >= 0) {
      throw new UserError(
        `observation ${place + 1} is ${JSON.stringify(first.result.labels![place])} in ${JSON.stringify(first.name)} and ` +
          `${JSON.stringify(result.labels![place])} in ${JSON.stringify(name)}: leave out the same observations in both`,
      );
    }
  }
}

/** Whether both are known and differ. */
function differ(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && b !== undefined && a !== b;
}
