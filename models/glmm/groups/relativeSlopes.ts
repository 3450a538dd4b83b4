/** Slopes of a probability relative to it and to its complement, which hold where all three underflow. */
import { exp } from "../../../engine/math/exp.js";
import type { Link } from "../Family.js";
import { complementOf, probabilityLink } from "../links.js";

/** slope/p, the score of a success, and slope/(1 − p), minus that of a failure. */
export interface RelativeSlopes {
  readonly up: number;
  readonly down: number;
}

/**
 * How fast a probability p changes with the predictor, relative to p and to 1 − p.
 *
 * @param link One of probabilities.
 * @throws Error for another link.
 * @example relativeSlopes(linkOf("logit"), 0) // { up: 0.5, down: 0.5 }
 */
export function relativeSlopes(link: Link, eta: number): RelativeSlopes {
  const [p, q] = probabilities(link, eta);
  if (p > 1e-200 && q > 1e-200) {
    const slope = link.slope(eta);
    return { up: slope / p, down: slope / q };
  }
  // By logarithms, since slope and probability underflow together.
  const { logSlope, logInverse, logComplement } = probabilityLink(link);
  const slope = logSlope(eta);
  return { up: exp(slope - (logInverse(eta) as number)), down: exp(slope - (logComplement(eta) as number)) };
}

/** p and 1 − p; of a symmetric link the larger is taken from the smaller. */
function probabilities(link: Link, eta: number): readonly [number, number] {
  if (link.name === "cloglog") return [link.inverse(eta) as number, complementOf(link, eta) as number];
  const smaller = link.inverse(-Math.abs(eta)) as number;
  return eta > 0 ? [1 - smaller, smaller] : [smaller, 1 - smaller];
}
