/** A log density written with tensorflow.js operations: traced, interpreted and compiled, for tests. */
import type { Tensor } from "../../../engine/autodiff/ops.js";
import { tf } from "../../../engine/autodiff/ops.js";
import { traceGraph, type TraceContext } from "../../../engine/autodiff/trace.js";
import { compile } from "../../../engine/compiler/compile.js";
import { interpret } from "../../../engine/compiler/interpret.js";
import { load } from "../../../engine/compiler/load.js";
import { optimise } from "../../../engine/compiler/optimise.js";
import type { Graph } from "../../../engine/core/Graph.js";

export interface Evaluated {
  readonly value: number;
  readonly gradient: readonly number[];
}

export type Density = (context: TraceContext) => Tensor;

/** The graph of a density without rows or priors of its own. */
export function traceDensity(dimension: number, density: Density): Graph {
  return traceGraph(dimension, (context) => {
    const logDensity = density(context);
    return {
      logDensity,
      constrained: context.position,
      logLikelihood: tf().reshape(logDensity, [1]),
      logPrior: tf().reshape(logDensity, [1]),
    };
  });
}

/** Nodes that are left of a density after all passes. */
export function nodeCount(dimension: number, density: Density): number {
  return optimise(traceDensity(dimension, density)).nodes.length;
}

/** Value and gradient by the interpreter of the traced graph. */
export function interpreted(position: readonly number[], density: Density): Evaluated {
  const graph = interpret(traceDensity(position.length, density));
  const gradient = new Float64Array(position.length);
  return { value: graph.evaluate(Float64Array.from(position), gradient), gradient: [...gradient] };
}

/** Value and gradient by the compiled module. */
export function compiled(position: readonly number[], density: Density): Evaluated {
  const model = load(compile(traceDensity(position.length, density)));
  const gradient = new Float64Array(position.length);
  return { value: model.evaluate(Float64Array.from(position), gradient), gradient: [...gradient] };
}

/** Value and gradient by both ways of evaluation, by name. */
export const evaluators = [
  ["interpreted", interpreted],
  ["compiled", compiled],
] as const;

/** Slopes by central differences of a plain function. */
export function slopes(f: (x: readonly number[]) => number, position: readonly number[], h = 1e-5): number[] {
  return position.map((at, i) => {
    const moved = (by: number) => position.map((x, k) => (k === i ? at + by : x));
    return (f(moved(h)) - f(moved(-h))) / (2 * h);
  });
}

/** Slopes of a density by central differences with h = 1e-5, of the interpreted graph. */
export function ownSlopes(position: readonly number[], density: Density): number[] {
  const graph = interpret(traceDensity(position.length, density));
  const scratch = new Float64Array(position.length);
  return slopes((x) => graph.evaluate(Float64Array.from(x), scratch), position);
}
