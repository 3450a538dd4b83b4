/** Hypotheses of parameters, asked of draws. */
import { evenChains } from "../../diagnostics/evenChains.js";
import { savageDickey } from "../../diagnostics/hypothesis/savageDickey.js";
import { mad } from "../../diagnostics/mad.js";
import { mean, standardDeviation } from "../../diagnostics/moments.js";
import { probabilityOf } from "../../diagnostics/probabilityOf.js";
import { rope as ropeOf } from "../../diagnostics/rope.js";
import { describeReason } from "../../diagnostics/statistic.js";
import type { Posterior } from "../../engine/core/Posterior.js";
import { UserError } from "../../engine/core/UserError.js";
import { quantileOfSorted } from "../../engine/math/quantileOfSorted.js";
import {
  hypothesisDraws,
  type Hypotheses,
  type HypothesisComparison,
  type HypothesisDifference,
  type HypothesisScope,
} from "../../models/glmm/hypothesis/index.js";
import { refuseUnknownOptions } from "../../models/program/refuseUnknownOptions.js";

export interface HypothesisOptions extends HypothesisScope {
  /** 0.05 unless told: intervals hold 1 - alpha of the draws of a point hypothesis, 1 - 2 alpha of those of a one-sided one. */
  readonly alpha?: number;
  /** Median and median absolute deviation in place of mean and standard deviation; no unless told. */
  readonly robust?: boolean;
  /** Ends of a region in which left minus right is as good as 0. */
  readonly rope?: readonly [low: number, high: number];
}

/** Shares of the draws of left minus right around a region of practical equivalence. */
export interface HypothesisRope {
  readonly low: number;
  readonly high: number;
  readonly below: number;
  readonly inside: number;
  readonly above: number;
  /** Monte Carlo standard error of `inside`; NaN where all draws or none are inside. */
  readonly mcse: number;
  /** Of the draws in the 95 % highest-density interval, the share inside (Kruschke 2018). */
  readonly insideHdi: number;
}

/** What is said of one hypothesis, of the draws of its left side minus its right side. Numbers that do not exist are NaN. */
export interface HypothesisRow {
  readonly name: string;
  readonly hypothesis: string;
  readonly comparison: HypothesisComparison;
  readonly level?: string;
  readonly estimate: number;
  readonly error: number;
  readonly low: number;
  readonly high: number;
  /** Of a one-sided hypothesis the posterior odds, of a point its density after over before seeing the data (Savage–Dickey). */
  readonly evidenceRatio: number;
  readonly evidenceRatioMcse: number;
  /** Of a point with prior odds of 1. */
  readonly posteriorProbability: number;
  readonly probabilityMcse: number;
  /** Where the prior has draws: its probability of a one-sided hypothesis, and what the data made of its odds. */
  readonly priorProbability: number;
  readonly bayesFactor: number;
  /** Whether the interval of a point hypothesis leaves 0 out, or a one-sided one has more than 1 - alpha of the posterior. */
  readonly star: boolean;
  /** Why numbers are NaN, or what they do not tell. */
  readonly reason?: string;
  readonly rope?: HypothesisRope;
}

export interface HypothesisResult {
  readonly alpha: number;
  readonly robust: boolean;
  readonly rows: readonly HypothesisRow[];
}

const optionNames = ["class", "group", "scope", "prior", "alpha", "robust", "rope"];

/**
 * How far draws speak for hypotheses such as `x1 - x2 > 0`, as `hypothesis` of brms: arithmetic and functions of parameters on both sides of
 * one of `<`, `>` and `=`. Coefficients may stand without their `b_`, all other parameters have the names of their draws; a name that is
 * no plain word may stand in back-quotes. Asked of any posterior, also of programs and networks.
 *
 * The evidence ratio of a one-sided hypothesis is its posterior odds; `bayesFactor` divides them by the odds of the prior. That of a point is
 * the Savage–Dickey ratio, for which the prior must be proper: a flat one has no density (`reason`). Draws of the prior are made of the
 * priors of a formula; for other models hand over a fit that saw no data as `prior`.
 *
 * @throws UserError with a caret for what cannot be read, naming the nearest parameter, and for impossible options.
 * @example
 * const { rows } = hypothesis(posterior, ["x1 - x2 > 0", "sd_g__Intercept^2 / (sd_g__Intercept^2 + sigma^2) = 0.3"]);
 */
export function hypothesis(
  posterior: Posterior,
  hypotheses: Hypotheses,
  options: HypothesisOptions = {},
): HypothesisResult {
  refuseUnknownOptions("hypothesis", options, optionNames);
  const { alpha = 0.05, robust = false } = options;
  checkOptions(options);
  const asked = hypothesisDraws(posterior, hypotheses, options);
  return { alpha, robust, rows: asked.map((one) => rowOf(posterior, one, alpha, robust, options.rope)) };
}

function checkOptions({ alpha = 0.05, rope }: HypothesisOptions): void {
  if (!(alpha > 0 && alpha < 0.5)) throw new UserError(`alpha must lie between 0 and 0.5; it is ${alpha}.`);
  if (rope !== undefined && !(rope.length === 2 && rope[0] < rope[1])) {
    throw new UserError(`rope must be two numbers, the lower one first; it is ${JSON.stringify(rope)}.`);
  }
}

function rowOf(
  posterior: Posterior,
  asked: HypothesisDifference,
  alpha: number,
  robust: boolean,
  rope: HypothesisOptions["rope"],
): HypothesisRow {
  const { name, hypothesis: text, comparison, level, draws } = asked;
  const sorted = draws.slice().sort();
  const isFinite = Number.isFinite(sorted[0]) && Number.isFinite(sorted.at(-1));
  const tail = comparison === "=" ? alpha / 2 : alpha;
  const estimates = {
    estimate: isFinite ? (robust ? quantileOfSorted(sorted, 0.5) : mean(draws)) : NaN,
    error: isFinite ? (robust ? mad([draws]).value : standardDeviation(draws)) : NaN,
    low: isFinite ? quantileOfSorted(sorted, tail) : NaN,
    high: isFinite ? quantileOfSorted(sorted, 1 - tail) : NaN,
  };
  const chains = chainsOf(posterior, draws);
  const evidence = comparison === "=" ? ofPoint(asked, chains) : ofSide(asked, comparison, chains);
  const star = comparison === "=" ? estimates.low > 0 || estimates.high < 0 : evidence.posteriorProbability > 1 - alpha;
  const reason = isFinite ? evidence.reason : "the expression is not a finite number in every draw";
  return {
    ...{ name, hypothesis: text, comparison },
    ...(level === undefined ? {} : { level }),
    ...estimates,
    ...evidence,
    star,
    ...(reason === undefined ? {} : { reason }),
    ...(rope === undefined || !isFinite ? {} : { rope: ropeRow(chains, rope) }),
  };
}

/** The numbers that answer for or against. */
type Evidence = Pick<
  HypothesisRow,
  | "evidenceRatio"
  | "evidenceRatioMcse"
  | "posteriorProbability"
  | "probabilityMcse"
  | "priorProbability"
  | "bayesFactor"
  | "reason"
>;

/** Of x < 0 or x > 0: draws that are 0 speak against it, as in brms. */
function ofSide({ draws, prior }: HypothesisDifference, side: "<" | ">", chains: readonly Float64Array[]): Evidence {
  const isSo = (x: number) => (side === ">" ? x > 0 : x < 0);
  if (draws.some(Number.isNaN)) return unknownEvidence(undefined);
  const probability = shareOf(draws, isSo);
  const { mcse } = probabilityOf(chains, isSo);
  const priorProbability = prior === undefined || prior.some(Number.isNaN) ? NaN : shareOf(prior, isSo);
  const odds = probability / (1 - probability);
  return {
    evidenceRatio: odds,
    // Of p / (1 - p), by its slope.
    evidenceRatioMcse: mcse.value / ((1 - probability) * (1 - probability)),
    posteriorProbability: probability,
    probabilityMcse: mcse.value,
    priorProbability,
    bayesFactor: odds / (priorProbability / (1 - priorProbability)),
    ...(mcse.reason === undefined ? {} : { reason: describeReason(mcse.reason) }),
  };
}

function ofPoint(asked: HypothesisDifference, chains: readonly Float64Array[]): Evidence {
  const { prior, priorPoint, noPrior } = asked;
  if (prior === undefined) return unknownEvidence(noPrior);
  const exact = priorPoint === undefined ? {} : { exact: priorPoint };
  const { value, mcse, reason, caution } = savageDickey(chains, { draws: prior, ...exact }, 0);
  const said = reason ?? caution;
  return {
    evidenceRatio: value,
    evidenceRatioMcse: mcse,
    posteriorProbability: value / (1 + value),
    probabilityMcse: mcse / ((1 + value) * (1 + value)),
    priorProbability: Number.isNaN(value) ? NaN : 0.5,
    bayesFactor: value,
    ...(said === undefined ? {} : { reason: said }),
  };
}

function unknownEvidence(reason: string | undefined): Evidence {
  return {
    evidenceRatio: NaN,
    evidenceRatioMcse: NaN,
    posteriorProbability: NaN,
    probabilityMcse: NaN,
    priorProbability: NaN,
    bayesFactor: NaN,
    ...(reason === undefined ? {} : { reason }),
  };
}

function ropeRow(chains: readonly Float64Array[], [low, high]: readonly [number, number]): HypothesisRope {
  const { below, inside, above, insideHdi } = ropeOf(chains, low, high);
  return {
    ...{ low, high },
    below: below.value,
    inside: inside.value,
    above: above.value,
    mcse: inside.mcse.value,
    insideHdi: insideHdi.value,
  };
}

/** Chains of one length, as statistics across chains need them. */
function chainsOf({ draws }: Posterior, pooled: Float64Array): readonly Float64Array[] {
  const even = evenChains(draws);
  let at = 0;
  return draws.chains.flatMap((chain) => {
    const start = at;
    at += chain.drawCount;
    return even.chains.includes(chain) ? [pooled.subarray(start, start + even.draws)] : [];
  });
}

function shareOf(draws: Float64Array, isSo: (x: number) => boolean): number {
  return draws.reduce((count, x) => (isSo(x) ? count + 1 : count), 0) / draws.length;
}
