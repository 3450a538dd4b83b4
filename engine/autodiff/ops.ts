/** tensorflow.js on demand, and the differentiable operations that it lacks. */
import type * as TensorflowModule from "./tensorflow.js";

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
