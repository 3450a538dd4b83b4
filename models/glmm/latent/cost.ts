/** What evaluating a density and its gradient costs, roughly: nanoseconds on a server of 2023, of which only ratios count. */
import type { Frame, GroupTerm } from "../Frame.js";
import { nodeCount } from "../nodes.js";

export const cost = {
  /** An operation of a sparse factorisation, with its adjoint. */
  operation: 5,
  /** The same where columns are long, as those of a dense law: several are done at once. */
  denseOperation: 1,
  /** An entry of a factor: solves, and their adjoints. */
  entry: 15,
  /** A row of a likelihood, and its share of one term's gathers and scatters. */
  row: 10,
  rowOfTerm: 3,
  /** An effect as a coordinate of the sampler. */
  coordinate: 8,
  /** An entry of a dense matrix that is multiplied with a vector, and its transpose with another. */
  product: 0.5,
} as const;

/** A gradient of the density in which the effects of terms are sampled as they are. */
export function plainCost({ rows, groups }: Frame, places: readonly number[]): number {
  const terms = places.map((place) => groups[place]!);
  const effects = terms.reduce((sum, term) => sum + effectsOf(term), 0);
  const kernels = terms.reduce((sum, term) => sum + kernelCost(term), 0);
  return rows * (cost.row + cost.rowOfTerm * places.length) + cost.coordinate * effects + kernels;
}

/** Of a term, its nodes times its coefficients. */
export function effectsOf(term: GroupTerm): number {
  return nodeCount(term) * term.coefficients.length;
}

/** Making related effects from independent ones. */
function kernelCost({ related, coefficients }: GroupTerm): number {
  if (!related) return 0;
  const { law, nodes } = related.kernel;
  const one = law.kind === "dense" ? cost.product * nodes * nodes : cost.entry * law.factor.factorEntries;
  return one * coefficients.length;
}
