/** Where the elements of a tensor lie in a support. */
import { tf, type Tensor } from "../autodiff/ops.js";
import { boundsOf, type Edges, type Support } from "./Support.js";

/** A boolean tensor of the shape of x, false for NaN and on ends that may not be taken; undefined for all real numbers. */
export function insideOf(support: Support, edges: Edges, x: Tensor): Tensor | undefined {
  const { lower, upper } = boundsOf(support);
  const parts: Tensor[] = [];
  if (lower > -Infinity) parts.push(edges.lower ? tf().greaterEqual(x, lower) : tf().greater(x, lower));
  if (upper < Infinity) parts.push(edges.upper ? tf().lessEqual(x, upper) : tf().less(x, upper));
  if (support.kind === "integers") parts.push(tf().equal(x, tf().floor(x)));
  return parts.length === 0 ? undefined : parts.reduce((all, part) => tf().logicalAnd(all, part));
}
