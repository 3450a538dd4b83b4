/** Parameters that are vectors or matrices: plain arrays known now, or tensors of a trace. */
import { tf, type Tensor } from "../autodiff/ops.js";
import { UserError } from "../core/UserError.js";

export type VectorValue = Tensor | readonly number[] | Float64Array;
export type MatrixValue = Tensor | readonly (readonly number[])[];

/** Whether a parameter is a tensor. */
export function isTensor(value: unknown): value is Tensor {
  return typeof value === "object" && value !== null && "dataId" in value;
}

/** A vector as a tensor. */
export function vectorTensor(value: VectorValue): Tensor {
  return isTensor(value) ? value : tf().tensor1d([...value]);
}

/** A matrix as a tensor. */
export function matrixTensor(value: MatrixValue): Tensor {
  return isTensor(value) ? value : tf().tensor2d(value.map((row) => [...row]));
}

/** Numbers of a plain vector; throws a {@link UserError} for a tensor, whose values are not known. */
export function plainVector(law: string, parameter: string, value: VectorValue): readonly number[] | Float64Array {
  if (isTensor(value)) throw new UserError(`a draw from ${law} needs its ${parameter} as numbers, not as a tensor.`);
  return value;
}

/** Rows of a plain matrix; throws a {@link UserError} for a tensor, whose values are not known. */
export function plainMatrix(law: string, parameter: string, value: MatrixValue): readonly (readonly number[])[] {
  if (isTensor(value)) throw new UserError(`a draw from ${law} needs its ${parameter} as numbers, not as a tensor.`);
  return value;
}

/** Rows and columns of a matrix. */
export function matrixShape(value: MatrixValue): readonly number[] {
  return isTensor(value) ? value.shape : [value.length, value[0]?.length ?? 0];
}

/** An operation on rows [N, n] → [N], for x of any rank: [...rows, n] → [...rows]. */
export function byRow(x: Tensor, operation: (rows: Tensor) => Tensor): Tensor {
  const n = x.shape[x.rank - 1]!;
  const rows = operation(tf().reshape(x, [-1, n]));
  return tf().reshape(rows, x.shape.slice(0, -1));
}
