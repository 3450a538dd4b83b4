/** A number known now, or a tensor of a trace: every formula of a log density is written once for both. */
import type { Tensor } from "../autodiff/ops.js";

export type Value = number | Tensor;

/** Whether a value is a plain number. */
export function isNumber(value: Value): value is number {
  return typeof value === "number";
}
