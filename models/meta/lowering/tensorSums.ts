/** Sums of tensors of which some may be absent. */
import { tf, type Tensor } from "../../../engine/autodiff/ops.js";

/** The sum of those that are there; undefined where none is. */
export function sumOf(parts: readonly (Tensor | undefined)[]): Tensor | undefined {
  const present = parts.filter((part) => part !== undefined);
  if (present.length < 2) return present[0];
  return tf().addN(present as never[]) as Tensor;
}

/** A product; undefined where a factor is. */
export function productOf(a: Tensor | undefined, b: Tensor | undefined): Tensor | undefined {
  return a && b ? (tf().mul(a, b) as Tensor) : undefined;
}

/** One after the other. */
export function joined(pieces: readonly Tensor[]): Tensor {
  return pieces.length === 1 ? pieces[0]! : (tf().concat([...pieces] as never[]) as Tensor);
}

/** A matrix times a vector. */
export function matrixTimes(matrix: Tensor, vector: Tensor): Tensor {
  const column = tf().reshape(vector as never, [vector.size, 1]);
  return tf().reshape(tf().matMul(matrix as never, column as never), [matrix.shape[0]!]) as Tensor;
}
