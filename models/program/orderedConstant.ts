/** The normalising constant of a law of independent numbers that is cut to vectors in increasing order. */
import { isTensor } from "../../engine/distributions/arrays.js";
import type { Distribution } from "../../engine/distributions/Distribution.js";
import { log } from "../../engine/math/log.js";
import { sizeOf } from "./supports/Transform.js";

/**
 * Σ ln n! over the vectors of a shape [..., n], when the elements of a vector share one law: of the n! orders, all as
 * likely, one is kept. 0 when the elements have laws of their own, or depend on each other: the chance of their order
 * is then not known, and the density is the law's, not normalised.
 *
 * @example orderedConstant(normal(0, 1), [3]); // ln 6
 */
export function orderedConstant(prior: Distribution, shape: readonly number[]): number {
  const shared = Object.values(prior.parameters).every((value) => !isTensor(value) || (value.shape.at(-1) ?? 1) === 1);
  const n = shape[shape.length - 1]!;
  if (!shared || prior.eventShape.length > 0) return 0;
  const logFactorial = Array.from({ length: n }, (_, i) => log(i + 1)).reduce((sum, term) => sum + term, 0);
  return (sizeOf(shape) / n) * logFactorial;
}
