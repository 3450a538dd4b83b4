/** Responses that a fitted GLMM would give, beside those observed. */
import type { Posterior } from "../../../engine/core/Posterior.js";
import type { Replicates } from "../../../engine/core/Replicates.js";
import { spacedDraws } from "../../../engine/data/spacedDraws.js";
import { UserError } from "../../../engine/core/UserError.js";
import { fittedOf } from "../fittedOf.js";
import type { FittedGlmm } from "../FittedGlmm.js";
import type { Frame } from "../Frame.js";
import { expectationOf } from "../prediction/epred.js";
import { predictOf } from "../prediction/predict.js";
import { predictionContext } from "../prediction/predictionContext.js";
import type { Predictions } from "../prediction/Predictions.js";
import type { PredictionOptions } from "../prediction/PredictionOptions.js";
import { refuseUnknownOptions } from "../../program/refuseUnknownOptions.js";
import { anewRows, type AnewKind, type AnewOptions } from "./anewRows.js";
import { evenDraws } from "./evenDraws.js";
import { rowTerms } from "./rowEffects.js";

export interface ReplicatesOptions extends Pick<PredictionOptions, "groups" | "seed"> {
  /**
   * How many replicates, of evenly spaced draws, or of which draws, numbered from 0 through the chains cut to one length, one after
   * another; 50, enough for curves, unless told.
   */
  readonly draws?: number | ArrayLike<number>;
  /**
   * Whether effects of groups that have one row at each level are drawn anew from their law, or are those drawn, which have seen the
   * response of their row and agree with nearly any; anew unless told.
   */
  readonly rowEffects?: "anew" | "conditional";
}

const usualDraws = 50;
/** A mean over so many draws has a Monte Carlo error of a twentieth of the posterior sd, which no figure shows. */
const expectedDraws = 400;
/** Of large data so many draws that these are the numbers made, but some draws in any case. */
const [mostExpected, fewestExpected] = [1e6, 50] as const;

/**
 * Posterior predictive replicates of the rows fitted, given the effects of their groups (or without them: `groups`), those of single
 * rows apart, which are drawn anew; with the expected response and the groupings of the rows. The same seed and draws give the same replicates. Of a fit of the prior alone
 * these are prior predictions.
 *
 * @throws UserError when the posterior is of no GLMM or has no draws, and for draws and groups that it does not have.
 * @example
 * const { observed, values } = replicates(posterior, { draws: 100, seed: 1 });
 */
export function replicates(asked: Posterior | FittedGlmm, options: ReplicatesOptions = {}): Replicates {
  refuseUnknownOptions("replicates", options, ["draws", "seed", "groups", "rowEffects"]);
  const fitted = fittedOf(asked);
  const { frame, family } = fitted;
  const { draws: howMany = usualDraws, rowEffects = "anew", ...shared } = options;
  const { places } = evenDraws(fitted.posterior.draws);
  const draws = typeof howMany === "number" ? evenlySpaced(howMany, places.length) : listed(howMany, places.length);
  const made = rowEffects === "conditional" ? conditional : anewRows;
  const predictions = made(fitted, "response", { ...shared, draws: draws.map((draw) => places[draw]!) });
  const values = new Float64Array(draws.length * frame.rows);
  for (const block of predictions.blocks()) {
    for (let k = 0; k < block.rows; k += 1) {
      const row = block.firstRow + k;
      for (let d = 0; d < draws.length; d += 1) values[d * frame.rows + row] = block.values[k * draws.length + d]!;
    }
  }
  const { name, values: observed, trials, weights, categories, censoring, columns } = frame.response!;
  const isOfTimes = censoring?.kind.every((kind) => kind === "none" || kind === "right");
  const groups = groupingsOf(frame);
  return {
    // Of several columns the first is drawn.
    name: columns ? categories![0]! : name,
    outcome: family.outcome,
    ...(categories && !columns ? { categories } : {}),
    ...(isOfTimes ? { censored: Int32Array.from(censoring!.kind, (kind) => Number(kind === "right")) } : {}),
    observed,
    draws,
    values,
    expected: expectedResponses(fitted, made, shared, places),
    notes: notesOf(fitted, shared, rowEffects),
    ...(trials ? { trials } : {}),
    ...(weights ? { weights: weights.values } : {}),
    ...(groups.length > 0 ? { groups } : {}),
  };
}

function conditional(fitted: FittedGlmm, kind: AnewKind, options: AnewOptions = {}): Predictions {
  return (kind === "response" ? predictOf : expectationOf)(fitted, options);
}

/** `given the effects of herd`, `effects of single rows (obs) drawn anew`. */
function notesOf(
  fitted: FittedGlmm,
  shared: AnewOptions,
  rowEffects: NonNullable<ReplicatesOptions["rowEffects"]>,
): readonly string[] {
  const { terms, frame } = predictionContext(fitted, { ...shared, draws: 1 });
  const single = rowEffects === "anew" ? rowTerms(frame).filter((term) => terms.includes(term)) : [];
  const drawn = [...new Set(single.map(({ group }) => group))];
  const given = [...new Set(terms.filter((term) => !single.includes(term)).map(({ group }) => group))];
  return [
    ...(given.length === 0 ? [] : [`given the effects of ${given.join(", ")}`]),
    ...(drawn.length === 0 ? [] : [`with effects of single rows (${drawn.join(", ")}) drawn anew`]),
  ];
}

/** So many draws, or all where there are fewer. */
function evenlySpaced(count: number, of: number): Int32Array {
  if (!Number.isInteger(count) || count < 1) {
    throw new UserError(`draws of replicates must be a whole number of at least 1, or a list of them; it is ${count}.`);
  }
  return spacedDraws(of, count);
}

function listed(draws: ArrayLike<number>, of: number): Int32Array {
  const wrong = Array.from(draws).find((draw) => !(Number.isInteger(draw) && draw >= 0 && draw < of));
  if (wrong !== undefined || draws.length === 0) {
    const what = wrong === undefined ? "none are" : `${wrong} is not`;
    throw new UserError(`the draws listed for replicates must be numbers from 0 to ${of - 1}, but ${what} given.`);
  }
  return Int32Array.from(draws);
}

/** Means over draws, without those that have none. */
function expectedResponses(
  fitted: FittedGlmm,
  made: typeof anewRows,
  shared: AnewOptions,
  places: Int32Array,
): Float64Array {
  const affordable = Math.max(fewestExpected, Math.floor(mostExpected / Math.max(1, fitted.frame.rows)));
  const used = evenlySpaced(Math.min(expectedDraws, affordable), places.length).map((draw) => places[draw]!);
  const expected = new Float64Array(fitted.frame.rows);
  for (const { firstRow, rows, values } of made(fitted, "expectation", { ...shared, draws: used }).blocks()) {
    for (let k = 0; k < rows; k += 1) {
      const known = values.subarray(k * used.length, (k + 1) * used.length).filter((value) => !Number.isNaN(value));
      expected[firstRow + k] = known.reduce((sum, value) => sum + value, 0) / known.length;
    }
  }
  return expected;
}

/** One for each grouping, whatever terms and parameters it enters by. */
function groupingsOf({ groups }: Frame): NonNullable<Replicates["groups"]> {
  const byName = new Map(groups.map((term) => [term.grouping, term]));
  return Array.from(byName, ([name, { index, levels }]) => ({ name, codes: index, levels }));
}
