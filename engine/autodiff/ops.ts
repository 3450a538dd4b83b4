/** tensorflow.js on demand, and the differentiable operations that it lacks. */
import type { FactorSizes } from "../math/sparse/FactorPattern.js";
import type * as TensorflowModule from "./tensorflow.js";

export type { FactorSizes };
export type Tensorflow = typeof TensorflowModule;
export type { Tensor, Tensor1D, TensorLike } from "./tensorflow.js";
type Tensor = TensorflowModule.Tensor;
type Operand = Tensor | number;

let loaded: Tensorflow | undefined;

/** Loads tensorflow.js, which takes a tenth of a second and is needed to trace a model, not to evaluate one. */
export async function loadTensorflow(): Promise<Tensorflow> {
  loaded ??= await import("./tensorflow.js");
  return loaded;
}

/**
 * The tensorflow.js namespace.
 * @throws Error when {@link loadTensorflow} has not been awaited.
 */
export function tf(): Tensorflow {
  if (!loaded) throw new Error("tensorflow.js is not loaded: await loadTensorflow() before tracing a model.");
  return loaded;
}

/** Runs one of our own kernels, whose gradients are registered while a model is traced. */
function run(name: string, inputs: Record<string, Operand>, attributes: Record<string, unknown> = {}): Tensor {
  const tensors = Object.fromEntries(
    Object.entries(inputs).map(([key, value]) => [key, typeof value === "number" ? tf().scalar(value) : value]),
  );
  return tf()
    .engine()
    .runKernel(`Poolwise${name}`, tensors, attributes as TensorflowModule.NamedAttrMap);
}

/** log |Γ(x)|, element by element. */
export const lgamma = (x: Operand): Tensor => run("Lgamma", { x });

/** Derivative of {@link lgamma}. */
export const digamma = (x: Operand): Tensor => run("Digamma", { x });

/** Derivative of {@link digamma}. */
export const trigamma = (x: Operand): Tensor => run("Trigamma", { x });

/** log(1 − eˣ) for x < 0, accurate near 0 and far from it (Mächler 2012). */
export const log1mexp = (x: Operand): Tensor => run("Log1mexp", { x });

/** The error function. */
export const erf = (x: Operand): Tensor => run("Erf", { x });

/** 1 − erf(x), accurate in the right tail. */
export const erfc = (x: Operand): Tensor => run("Erfc", { x });

/** log Φ(x) of the standard normal, accurate far into the left tail. */
export const normalLogCdf = (x: Operand): Tensor => run("NormalLogCdf", { x });

/** log Σ exp(x) over an axis, or over all elements. */
export function logSumExp(x: Tensor, axis?: number): Tensor {
  return tf().logSumExp(x, axis);
}

/**
 * Lower Cholesky factor (n × n) of a symmetric positive definite matrix (n × n), whose lower triangle is read.
 * NaN where the matrix is not positive definite, so that the position is rejected.
 */
export const cholesky = (a: Tensor): Tensor => run("Cholesky", { a });

/**
 * Solves L X = B, or Lᵀ X = B, with L lower triangular (n × n) and B of shape (n) or (n × m).
 */
export function triangularSolve(l: Tensor, b: Tensor, options: { readonly transpose?: boolean } = {}): Tensor {
  const matrix = b.rank === 1 ? tf().reshape(b, [b.shape[0]!, 1]) : b;
  const solution = run("TriangularSolve", { l, b: matrix }, { transpose: options.transpose ?? false });
  return b.rank === 1 ? tf().reshape(solution, [b.shape[0]!]) : solution;
}

/**
 * Sparse Cholesky factor L with L Lᵀ = P A Pᵀ (factorEntries), from the entries of one triangle of A (entries). A NaN is on its
 * diagonal where A is not positive definite, so that the position is rejected.
 *
 * @param values Entries of A, in the order of its pattern
 * @param table What `factorTable` gave of the pattern, as whole numbers
 * @param sizes Of the factor, such as its pattern
 * @example sparseCholesky(values, context.integers("pattern", factorTable(pattern)), pattern)
 */
export function sparseCholesky(values: Tensor, table: Tensor, sizes: FactorSizes): Tensor {
  return run("SparseCholesky", { a: values, table }, factorAttributes(sizes));
}

/**
 * Solves L x = b, or Lᵀ x = b, with a sparse factor.
 *
 * @param l Values of the factor (factorEntries)
 * @param b Right side (n), and with it x, in the order of elimination
 * @param table What `factorTable` gave of the pattern, as whole numbers
 * @param sizes Of the factor, such as its pattern
 */
export function sparseSolve(
  l: Tensor,
  b: Tensor,
  table: Tensor,
  sizes: FactorSizes,
  options: { readonly transpose?: boolean } = {},
): Tensor {
  const transpose = options.transpose ?? false;
  return run("SparseSolve", { l, b, table }, { ...factorAttributes(sizes), transpose });
}

/** Diagonal (n) of a sparse factor (factorEntries), in the order of elimination; arguments as of {@link sparseSolve}. */
export function factorDiagonal(l: Tensor, table: Tensor, { size }: FactorSizes): Tensor {
  // The table begins with the places of the diagonal.
  return tf().gather(l, tf().slice(table, [0], [size]) as TensorflowModule.Tensor1D);
}

/** Adjoint of {@link sparseCholesky}: derivatives by the entries of A (entries) from L and derivatives by L. */
export const sparseCholeskyAdjoint = (l: Tensor, dy: Tensor, table: Tensor, sizes: FactorSizes): Tensor =>
  run("SparseCholeskyAdjoint", { l, dy, table }, factorAttributes(sizes));

/** −u vᵀ at the places of a sparse factor (factorEntries); u by row and v by column (n), in the order of elimination. */
export const sparseOuter = (u: Tensor, v: Tensor, table: Tensor, sizes: FactorSizes): Tensor =>
  run("SparseOuter", { u, v, table }, factorAttributes(sizes));

/** The sizes alone, of what may be a whole pattern. */
const factorAttributes = ({ size, entries, factorEntries }: FactorSizes) => ({ size, entries, factorEntries });

/** Diagonal (n) of a matrix (n × n). */
export function diagonal(a: Tensor): Tensor {
  const n = a.shape[0]!;
  const places = Int32Array.from({ length: n }, (_, i) => i * (n + 1));
  return tf().gather(tf().reshape(a, [n * n]), tf().tensor1d(places, "int32"));
}

/** log |A| of a symmetric positive definite matrix (n × n). */
export function logDeterminant(a: Tensor): Tensor {
  return tf().mul(2, tf().sum(tf().log(diagonal(cholesky(a)))));
}
