/** The law of the effects of a term where those of others over its levels, or within them, are not known and blur what the rows tell. */
import { tf, type Tensor } from "../../../engine/autodiff/ops.js";
import { rotatedBack } from "../nodeLaw.js";
import { levelFactor, type LatentFactor } from "./LatentFactor.js";
import { levelSums, levelWeights } from "./latentMatrix.js";
import type { LatentTerm, RootForm, RowData } from "./LatentTerm.js";

/** The other terms: each has one effect a level. */
export interface BlurTerms {
  /** Of independent levels, the finest first, with the level of the next that holds each of theirs. */
  readonly independent: readonly { readonly term: LatentTerm; readonly within: Tensor }[];
  /** Along its axes, and the variance along each. */
  readonly dense: { readonly term: LatentTerm; readonly variances: Tensor } | undefined;
}

/** What rows tell of levels: precisions, and these times residuals. */
interface Told {
  readonly weights: Tensor;
  readonly sums: Tensor;
}

/**
 * The factor C and the vector b of a term, as in conditionalLaw. Independent effects of standard deviation λ turn a precision w of a level
 * into w / (1 + λ² w). Dense ones, λ₁ U D^½ v, turn equal precisions w into U diag(w / (1 + λ₁² w D)) Uᵀ; unequal ones are taken along
 * these axes. Of the precision I + λ₂² R₂ᵀ P R₂ of the term, P being what the rows tell so blurred, the diagonal is taken, along its own
 * axes R₂. All this is exact where rows tell equally much of every level; elsewhere C and b are still valid coordinates.
 *
 * @param term One effect a level, along axes.
 */
export function marginalLaw(
  term: LatentTerm,
  { independent, dense }: BlurTerms,
  data: RowData,
): { readonly factor: LatentFactor; readonly linear: Tensor } {
  const finest = independent[0]?.term ?? term;
  let told: Told = { weights: levelWeights(finest, data), sums: levelSums(finest, data) };
  independent.forEach((one, i) => {
    const { nodes } = independent[i + 1]?.term ?? term;
    const left = tf().reciprocal(tf().add(1, tf().mul(tf().square(scaleOf(one.term)), told.weights)));
    const held = (x: Tensor): Tensor => tf().unsortedSegmentSum(tf().mul(x, left), one.within as never, nodes);
    told = { weights: held(told.weights), sums: held(told.sums) };
  });
  const { weights, sums } = dense ? blurredByDense(term, dense, told) : alongAxes(rootOf(term), told);
  const scale = scaleOf(term);
  const linear = tf().mul(scale, tf().addN([sums, ...atCentre(term, weights, data)])) as Tensor;
  const entries = tf().add(1, tf().mul(tf().square(scale), weights)) as Tensor;
  return { factor: levelFactor([entries], term.nodes), linear };
}

/** What is told of the term along its axes. */
function blurredByDense(
  term: LatentTerm,
  { term: other, variances }: NonNullable<BlurTerms["dense"]>,
  told: Told,
): Told {
  const along = alongAxes(rootOf(other), told);
  const left = tf().reciprocal(tf().add(1, tf().mul(tf().square(scaleOf(other)), along.weights)));
  const deviations = tf().sqrt(variances) as Tensor;
  // Along U, not U D^½.
  return alongAxes(betweenAxes(term, other, deviations), {
    weights: tf().mul(tf().div(along.weights, variances), left),
    sums: tf().mul(tf().div(along.sums, deviations), left),
  });
}

/** Rᵀ of sums, and the diagonal of Rᵀ diag(weights) R. */
function alongAxes(root: Tensor, { weights, sums }: Told): Told {
  return { weights: rotatedBack(tf().square(root), weights), sums: rotatedBack(root, sums) };
}

/** What the rows say of the term from where it is thought to lie: the slope there, and the precision times the place. */
function atCentre(term: LatentTerm, weights: Tensor, { centre, score, ...data }: RowData): Tensor[] {
  if (!centre || !score) return [];
  const slopes = levelSums(term, { ...data, weighted: [{ factor: undefined, column: score }] });
  return [rotatedBack(rootOf(term), slopes), tf().mul(weights, centre[0]!)];
}

/** Uᵀ R₂, row by row. */
function betweenAxes(term: LatentTerm, other: LatentTerm, deviations: Tensor): Tensor {
  const { nodes } = term;
  const matrix = (root: Tensor) => tf().reshape(root, [nodes, nodes]) as never;
  const product = tf().matMul(matrix(rootOf(other)), matrix(rootOf(term)), true);
  return tf().reshape(tf().div(product, tf().reshape(deviations, [nodes, 1])), [nodes * nodes]);
}

function rootOf({ related }: LatentTerm): Tensor {
  return (related!.form as RootForm).root;
}

function scaleOf({ loading }: LatentTerm): Tensor {
  return loading[0]![0] as Tensor;
}
