/** Sums a value over the elements of a shape that it broadcasts to. */
import { tf, type Tensor } from "../../engine/autodiff/ops.js";
import { asTensor } from "../../engine/distributions/algebra.js";
import type { Value } from "../../engine/distributions/Value.js";
import { sizeOf } from "./supports/Transform.js";

/** The sum over all elements of a shape of a value that broadcasts to it. */
export function summedOver(shape: readonly number[], value: Value): Tensor {
  const tensor = asTensor(value);
  const sum = tf().sum(tensor);
  return tensor.size === sizeOf(shape) ? sum : tf().mul(sum, sizeOf(shape) / tensor.size);
}
