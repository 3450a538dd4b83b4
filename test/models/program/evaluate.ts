/** Eight schools, and a traced program evaluated by the interpreter. */
import { expect } from "vitest";
import { interpret } from "../../../engine/compiler/interpret.js";
import type { TracedModel } from "../../../engine/core/Model.js";
import { tableFromColumns } from "../../../engine/data/table.js";

// Rubin 1981, Estimation in parallel randomized experiments.
export const schools = tableFromColumns({
  y: [28, 8, -3, 7, -1, 1, 18, 12],
  sigma: [15, 10, 16, 11, 9, 11, 10, 18],
  school: ["A", "B", "C", "D", "E", "F", "G", "H"],
});

export interface Evaluated {
  readonly logDensity: number;
  readonly gradient: Float64Array;
  readonly draws: Map<string, number>;
  readonly logLikelihood: Float64Array;
  readonly logPrior: Float64Array;
}

export function evaluate(
  model: TracedModel,
  position: ArrayLike<number>,
  settings: Record<string, number[]> = {},
): Evaluated {
  const at = Float64Array.from(position);
  const gradient = new Float64Array(model.dimension);
  const graph = interpret(model.graph);
  for (const [name, values] of Object.entries(settings)) graph.set(name, values);
  const logDensity = graph.evaluate(at, gradient);
  const constrained = graph.output("constrained", at);
  expect(constrained).toHaveLength(model.names.length);
  return {
    logDensity,
    gradient,
    draws: new Map(model.names.map((name, i) => [name, constrained[i]!])),
    logLikelihood: graph.output("logLikelihood", at),
    logPrior: graph.output("logPrior", at),
  };
}

export const logNormal = (x: number, m: number, s: number): number =>
  -0.5 * ((x - m) / s) ** 2 - Math.log(s) - 0.5 * Math.log(2 * Math.PI);
export const total = (values: Iterable<number>): number => [...values].reduce((a, b) => a + b, 0);
