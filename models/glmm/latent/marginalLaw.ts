/** The law of the effects of one term where those of another over the same levels are not known, and blur what the rows tell. */
import { tf, type Tensor } from "../../../engine/autodiff/ops.js";
import { rotatedBack } from "../nodeLaw.js";
import { levelFactor, type LatentFactor } from "./LatentFactor.js";
import { levelSums, weightAlongAxes } from "./latentMatrix.js";
import type { LatentTerm, RootForm, RowData } from "./LatentTerm.js";

/**
 * The factor C and the vector b of a term, as in conditionalLaw. With the other's effects u₁ = λ₁ U D^½ v and rows that tell Ω of
 * each of its axes (Ω = λ₁⁻² times what they add to its precision), the rows bind the level sums of both by the precision
 * P = U diag(Ω/(D (1 + λ₁² Ω))) Uᵀ. This is exact where rows tell equally much of every level. Of the precision I + λ₂² R₂ᵀ P R₂ of the
 * term the diagonal is taken, along axes R₂ of its own; any C and b are valid coordinates.
 *
 * @param term One effect a level, along axes.
 * @param beside The other: one effect a level, along its own axes.
 * @param variances D of the other.
 * @param isAlong Whether the axes of the term are those of the other, U.
 */
export function marginalLaw(
  term: LatentTerm,
  beside: LatentTerm,
  variances: Tensor,
  isAlong: boolean,
  data: RowData,
): { readonly factor: LatentFactor; readonly linear: Tensor } {
  const told = weightAlongAxes(beside, data);
  const left = tf().reciprocal(tf().add(1, tf().mul(tf().square(scaleOf(beside)), told)));
  const deviations = tf().sqrt(variances) as Tensor;
  const sums = tf().div(rotatedBack(rootOf(beside), levelSums(beside, data)), deviations) as Tensor;
  const between = isAlong ? undefined : betweenAxes(term, beside, deviations);
  const scale = scaleOf(term);
  const precision = alongAxes(between && tf().square(between), tf().mul(tf().div(told, variances), left));
  const blurred = alongAxes(between, tf().mul(sums, left));
  const linear = tf().mul(scale, tf().addN([blurred, ...atCentre(term, precision, data)])) as Tensor;
  const entries = tf().add(1, tf().mul(tf().square(scale), precision)) as Tensor;
  return { factor: levelFactor([entries], term.nodes), linear };
}

/** What the rows say of the term from where it is thought to lie: the slope there, and the precision times the place. */
function atCentre(term: LatentTerm, precision: Tensor, { centre, score, ...data }: RowData): Tensor[] {
  if (!centre || !score) return [];
  const slopes = levelSums(term, { ...data, weighted: [{ factor: undefined, column: score }] });
  return [rotatedBack(rootOf(term), slopes), tf().mul(precision, centre[0]!)];
}

/** Uᵀ R₂, row by row. */
function betweenAxes(term: LatentTerm, beside: LatentTerm, deviations: Tensor): Tensor {
  const { nodes } = term;
  const matrix = (root: Tensor) => tf().reshape(root, [nodes, nodes]) as never;
  const product = tf().matMul(matrix(rootOf(beside)), matrix(rootOf(term)), true);
  return tf().reshape(tf().div(product, tf().reshape(deviations, [nodes, 1])), [nodes * nodes]);
}

function alongAxes(between: Tensor | undefined, x: Tensor): Tensor {
  return between ? rotatedBack(between, x) : x;
}

function rootOf({ related }: LatentTerm): Tensor {
  return (related!.form as RootForm).root;
}

function scaleOf({ loading }: LatentTerm): Tensor {
  return loading[0]![0] as Tensor;
}
