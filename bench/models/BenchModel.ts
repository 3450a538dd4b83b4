/** A density for benchmarks: as tensorflow.js operations, and as one hand-written pass over typed arrays. */
import type { TraceContext, TraceOutputs } from "../../engine/autodiff/trace.js";
import { tf, type Tensor } from "../../engine/autodiff/ops.js";

export interface BenchModel {
  readonly name: string;
  readonly rows: number;
  readonly dimension: number;
  /** The density, for tracing and for eager evaluation. */
  build(context: TraceContext): TraceOutputs;
  /** The same log density, up to a constant, with its gradient, in one fused pass. */
  handWritten(position: Float64Array, gradient: Float64Array): number;
}

/** Outputs of a benchmark, of which only the density counts. */
export function densityOnly(logDensity: Tensor, position: Tensor): TraceOutputs {
  return { logDensity, constrained: position, logLikelihood: position, logPrior: position };
}

/** One element of a vector as a scalar. */
export function element(x: Tensor, at: number): Tensor {
  return tf().reshape(tf().slice(x, [at], [1]), []);
}

/** Consecutive elements of a vector. */
export function part(x: Tensor, start: number, length: number): Tensor {
  return tf().slice(x, [start], [length]);
}

/** Numbers in (0, 1) that look random and are the same everywhere. */
export function scattered(count: number, seed: number): Float64Array {
  let state = seed >>> 0;
  return Float64Array.from({ length: count }, () => {
    state = (Math.imul(1_664_525, state) + 1_013_904_223) >>> 0;
    return (state + 0.5) / 4_294_967_296;
  });
}
