/** Where a distribution lives: what a value may be, and so how a parameter is transformed to be sampled. */

/** Supports of single numbers come first, then those of whole vectors and matrices. */
export type Support =
  | { readonly kind: "real" }
  | { readonly kind: "positive" }
  | { readonly kind: "interval"; readonly lower: number; readonly upper: number }
  | { readonly kind: "lower"; readonly lower: number }
  | { readonly kind: "upper"; readonly upper: number }
  | { readonly kind: "integers"; readonly lower: number; readonly upper: number }
  | { readonly kind: "ordered" }
  | { readonly kind: "simplex" }
  | { readonly kind: "correlationCholesky" };

/** All real numbers. */
export const real: Support = { kind: "real" };
/** Numbers above 0. */
export const positive: Support = { kind: "positive" };
/** Vectors whose elements increase. */
export const ordered: Support = { kind: "ordered" };
/** Vectors of probabilities that sum to 1. */
export const simplex: Support = { kind: "simplex" };
/** Lower-triangular Cholesky factors of correlation matrices. */
export const correlationCholesky: Support = { kind: "correlationCholesky" };

/**
 * Numbers between two bounds; an infinite bound is none.
 *
 * @example interval(0, 1)
 */
export function interval(lower: number, upper: number): Support {
  if (lower === -Infinity && upper === Infinity) return real;
  if (upper === Infinity) return above(lower);
  if (lower === -Infinity) return below(upper);
  return { kind: "interval", lower, upper };
}

/** Numbers above a bound. */
export function above(lower: number): Support {
  return lower === 0 ? positive : { kind: "lower", lower };
}

/** Numbers below a bound. */
export function below(upper: number): Support {
  return { kind: "upper", upper };
}

/** Whole numbers from `lower` to `upper`, both included. */
export function integers(lower: number, upper: number): Support {
  return { kind: "integers", lower, upper };
}

/** The least and the greatest number of a support of single numbers; infinite for vectors. */
export function boundsOf(support: Support): { readonly lower: number; readonly upper: number } {
  switch (support.kind) {
    case "positive":
      return { lower: 0, upper: Infinity };
    case "interval":
    case "integers":
      return { lower: support.lower, upper: support.upper };
    case "lower":
      return { lower: support.lower, upper: Infinity };
    case "upper":
      return { lower: -Infinity, upper: support.upper };
    default:
      return { lower: -Infinity, upper: Infinity };
  }
}

/** Whether a single number is in a support of single numbers. Bounds count as inside: densities may be finite there. */
export function contains(support: Support, x: number): boolean {
  const { lower, upper } = boundsOf(support);
  if (!(x >= lower && x <= upper)) return false;
  return support.kind !== "integers" || Number.isInteger(x);
}

/** Whether the least and the greatest number of a support may be taken: a density may be 0, infinite or NaN there. */
export interface Edges {
  readonly lower: boolean;
  readonly upper: boolean;
}

/** Both ends may be taken. */
export const closed: Edges = { lower: true, upper: true };
/** Neither end may be taken. */
export const open: Edges = { lower: false, upper: false };

/** Whether a number is the end of a support, and an end that may not be taken. */
export function onOpenEdge(support: Support, edges: Edges, x: number): boolean {
  const { lower, upper } = boundsOf(support);
  return (x === lower && !edges.lower) || (x === upper && !edges.upper);
}

/** A number well inside a support of single numbers. */
export function innerPoint(support: Support): number {
  const { lower, upper } = boundsOf(support);
  if (support.kind === "integers") return lower;
  if (lower === -Infinity) return upper === Infinity ? 0 : upper - 1;
  return upper === Infinity ? lower + 1 : lower + (upper - lower) / 2;
}

/** A support in words, for messages: `numbers above 0`. */
export function describeSupport(support: Support): string {
  switch (support.kind) {
    case "real":
      return "real numbers";
    case "positive":
      return "numbers above 0";
    case "interval":
      return `numbers between ${support.lower} and ${support.upper}`;
    case "lower":
      return `numbers above ${support.lower}`;
    case "upper":
      return `numbers below ${support.upper}`;
    case "integers":
      return support.upper === Infinity
        ? `whole numbers from ${support.lower}`
        : `whole numbers from ${support.lower} to ${support.upper}`;
    case "ordered":
      return "vectors in increasing order";
    case "simplex":
      return "vectors of probabilities that sum to 1";
    case "correlationCholesky":
      return "Cholesky factors of correlation matrices";
  }
}
