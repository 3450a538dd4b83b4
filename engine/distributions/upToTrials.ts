/** Where counts are at most their trials, when those are a tensor. */
import { tf, type Tensor } from "../autodiff/ops.js";
import { isNumber, type Value } from "./Value.js";

/** Where y ≤ trials and trials are whole; undefined for plain trials, which are the upper end of the support. */
export function upToTrials(y: Tensor, trials: Value): Tensor | undefined {
  if (isNumber(trials)) return undefined;
  return tf().logicalAnd(tf().lessEqual(y, trials), tf().equal(trials, tf().floor(trials)));
}
