/** Traces an expression and evaluates it with the interpreter, in float64. */
import type { Tensor } from "../../../engine/autodiff/ops.js";
import { tf } from "../../../engine/autodiff/ops.js";
import { traceGraph, type TraceContext } from "../../../engine/autodiff/trace.js";
import { interpret } from "../../../engine/compiler/interpret.js";

export interface Traced {
  readonly values: Float64Array;
  /** Gradient of the sum of the values. */
  readonly gradient: Float64Array;
}

/** Elements of what `build` returns at a position, and the gradient of their sum. */
export function traced(
  position: readonly number[],
  build: (position: Tensor, context: TraceContext) => Tensor,
): Traced {
  const graph = traceGraph(position.length, (context) => {
    const result = tf().reshape(build(context.position, context), [-1]);
    return {
      logDensity: tf().sum(result),
      constrained: context.position,
      logLikelihood: result,
      logPrior: context.position,
    };
  });
  const model = interpret(graph);
  const at = Float64Array.from(position);
  const gradient = new Float64Array(position.length);
  model.evaluate(at, gradient);
  return { values: model.output("logLikelihood", at), gradient };
}
