/** What each level's own rows say of its coefficients: estimates without pooling, and the factors of pooling. */
import { cholesky } from "../../../engine/math/cholesky.js";
import { solveTriangular } from "../../../engine/math/solveTriangular.js";
import { correlationDraw, effectDraw, scaleDraw } from "../drawNames.js";
import type { FittedGlmm } from "../FittedGlmm.js";
import type { GroupTerm } from "../Frame.js";
import { hasPlainRows, whyNotPlain } from "../hasPlainRows.js";
import { selectDraws, type DrawSelection } from "../prediction/drawSelection.js";
import { likelihoodWeights } from "../rowWeights.js";
import { fitLevel, type LevelFit } from "./fitLevel.js";
import { levelLikelihood, type LevelLikelihood } from "./levelLikelihood.js";
import { shrinkageFactors } from "./shrinkageFactors.js";
import { whyNoMaximum, whySingular, whyUnsettled } from "./whyNoEstimate.js";

/** Of one level, in the draws selected. */
export interface OwnEstimate {
  /** Shrinkage factors, `[coefficient][draw]`. */
  readonly factors: readonly Float64Array[];
  readonly fit?: LevelFit;
  /** Why there is no fit. */
  readonly reason?: string;
}

/**
 * The own estimate of every level of a term.
 *
 * Whether a likelihood has a maximum does not depend on the rest of the predictor, so it is found out in one draw, to the
 * last digit. From the maximum there the search in the other draws starts, moved by what the rest of their predictors
 * differs: two or three steps are enough.
 *
 * @param rowsOf Rows of each level.
 */
export function ownEstimates(
  fitted: FittedGlmm,
  term: GroupTerm,
  selection: DrawSelection,
  rowsOf: readonly Int32Array[],
): OwnEstimate[] {
  const what = whyNotPlain(fitted);
  if (what !== undefined) {
    const factors = term.coefficients.map(() => new Float64Array(selection.count).fill(NaN));
    return rowsOf.map(() => ({
      factors,
      reason: `estimates of one level by itself are not available where responses are ${what}`,
    }));
  }
  const likelihood = levelLikelihood(fitted, term, selection);
  const firstDraw = selectDraws(fitted, 1);
  const pilot = levelLikelihood(fitted, term, firstDraw);
  const factorsOf = shrinkageFactors(
    term.coefficients.map((coefficient) => selection.column(scaleDraw(term, coefficient))),
    (first, second) =>
      term.correlated
        ? selection.column(correlationDraw(term, term.coefficients[first]!, term.coefficients[second]!))
        : undefined,
  );
  const everyDraw = new Uint8Array(selection.count).fill(1);
  const quadratic = isQuadratic(fitted);
  const weights = likelihoodWeights(fitted.frame.response!);
  return rowsOf.map((all, j) => {
    const rows = weights ? all.filter((row) => weights[row]! > 0) : all;
    const drawn = effectsOf(term, j, selection);
    const information = likelihood.slopes(rows, drawn, everyDraw).information;
    // Effects of a related level have the covariance Σ times the level's variance v; vΣ and I give what Σ and vI do.
    const variance = term.related?.kernel.variances[j] ?? 1;
    const factors = factorsOf(variance === 1 ? information : information.map((entry) => variance * entry));
    const singular = rows.length === 0 && all.length > 0 ? "all its rows have weight 0" : whySingular(term, rows);
    if (singular !== undefined) return { factors, reason: singular };
    if (quadratic) return { factors, fit: fitLevel(likelihood, { rows, start: drawn, quadratic }) };
    const anchor = fitLevel(pilot, {
      rows,
      start: effectsOf(term, j, firstDraw),
      quadratic,
      tolerance: 1e-10,
      mostSteps: 200,
    });
    if (anchor.outcome !== "settled") {
      return { factors, reason: whyNoMaximum(fitted, rows, anchor.outcome === "infinite") };
    }
    const start = movedStart(pilot, likelihood, rows, anchor.effects);
    const fit = fitLevel(likelihood, { rows, start, quadratic });
    return fit.outcome === "settled" ? { factors, fit } : { factors, reason: whyUnsettled };
  });
}

/** Normal likelihoods are quadratic in the effects. */
export function isQuadratic({ family, link, frame }: Pick<FittedGlmm, "family" | "link" | "frame">): boolean {
  return (
    hasPlainRows({ frame, family }) &&
    (family.name === "gaussian" || family.name === "lognormal") &&
    link.name === "identity"
  );
}

/** The effects drawn, (draws × K). */
function effectsOf(term: GroupTerm, j: number, selection: DrawSelection): Float64Array {
  const size = term.coefficients.length;
  const effects = new Float64Array(selection.count * size);
  term.coefficients.forEach((coefficient, k) => {
    const draws = selection.column(effectDraw(term, term.levels[j]!, coefficient));
    for (let d = 0; d < selection.count; d += 1) effects[d * size + k] = draws[d]!;
  });
  return effects;
}

/**
 * The anchor's effects u plus (ZᵀWZ)⁻¹ ZᵀW δ in each draw, where δ is what the rest of the predictor is lower there than in
 * the anchor's draw: the maximum itself where the predictor's effect on the likelihood is linear.
 */
function movedStart(
  pilot: LevelLikelihood,
  likelihood: LevelLikelihood,
  rows: Int32Array,
  anchor: Float64Array,
): Float64Array {
  const { size, draws } = likelihood;
  const one = Uint8Array.of(1);
  const factor = cholesky(pilot.slopes(rows, anchor, one).information, size, new Float64Array(size * size));
  const pulls = new Float64Array(draws * size);
  const rest = new Float64Array(draws);
  const anchored = new Float64Array(1);
  for (const row of rows) {
    const squares = zz(likelihood, row);
    if (squares === 0) continue;
    const { information } = pilot.slopes([row], anchor, one);
    // The trace of w z zᵀ is w zᵀz.
    let weight = 0;
    for (let k = 0; k < size; k += 1) weight += information[k * size + k]! / squares;
    pilot.rest(row, anchored);
    likelihood.rest(row, rest);
    for (let d = 0; d < draws; d += 1) {
      const pull = weight * (anchored[0]! - rest[d]!);
      for (let k = 0; k < size; k += 1) pulls[d * size + k]! += likelihood.column(k, row) * pull;
    }
  }
  const start = new Float64Array(draws * size);
  for (let d = 0; d < draws; d += 1) {
    const pull = pulls.subarray(d * size, (d + 1) * size);
    const moved = solveTriangular(factor, solveTriangular(factor, pull), "transposed");
    for (let k = 0; k < size; k += 1) start[d * size + k] = anchor[k]! + moved[k]!;
  }
  return start;
}

/** zᵀz of a row. */
function zz({ size, column }: LevelLikelihood, row: number): number {
  let sum = 0;
  for (let k = 0; k < size; k += 1) sum += column(k, row) * column(k, row);
  return sum;
}
