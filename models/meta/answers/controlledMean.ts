/** Means of draws made more exact by functions of the same draws whose mean is known to be 0. */
import { cholesky } from "../../../engine/math/cholesky.js";
import { solveTriangular } from "../../../engine/math/solveTriangular.js";

/** The posterior mean of a quantity, from its draws. */
export type MeanOf = (draws: Float64Array) => number;

/** At least so many draws for each control: with fewer, chance is taken for knowledge. */
const drawsPerControl = 40;

/**
 * The mean of draws less what the controls explain of it: ȳ − βᵀ c̄, β from the regression of the draws on the controls (control
 * variates; Mira, Solgi & Imparato 2013, Statistics and Computing 23, 653-662). The plain mean where there are no controls, too few draws for
 * them, or controls that hang together exactly.
 *
 * @param controls By control and draw, each with posterior mean 0.
 */
export function controlledMean(controls: readonly Float64Array[]): MeanOf {
  const size = controls.length;
  const count = controls[0]?.length ?? 0;
  if (size === 0 || count < drawsPerControl * size) return meanOf;
  const means = controls.map(meanOf);
  const centred = controls.map((column, k) => column.map((value) => value - means[k]!));
  const products = Float64Array.from({ length: size * size }, (_, i) =>
    productOf(centred[Math.floor(i / size)]!, centred[i % size]!),
  );
  const factor = cholesky(products, size);
  // How much each draw counts for: 1 each, less what the controls tell.
  const weights = solveTriangular(factor, solveTriangular(factor, Float64Array.from(means)), "transposed");
  if (weights.some((weight) => !Number.isFinite(weight))) return meanOf;
  return (draws) => {
    const plain = meanOf(draws);
    let explained = 0;
    for (let k = 0; k < size; k++) explained += weights[k]! * productOf(centred[k]!, draws);
    return Number.isFinite(explained) ? plain - explained : plain;
  };
}

function meanOf(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

function productOf(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
