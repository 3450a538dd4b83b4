import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkGraph } from "../../../engine/compiler/checkGraph.js";
import { compile } from "../../../engine/compiler/compile.js";
import { interpret } from "../../../engine/compiler/interpret.js";
import { load } from "../../../engine/compiler/load.js";
import { allPasses, graphPasses, optimise, passNames, type Passes } from "../../../engine/compiler/optimise.js";
import type { Graph, OutputName } from "../../../engine/core/Graph.js";
import type { Rng } from "../../../engine/core/Rng.js";
import { scattered } from "../../support/models.js";
import { printGraph } from "../../../engine/compiler/printGraph.js";
import { randomData, randomGraph, type Recipe } from "./randomGraph.js";

const lengths = [1, 2, 3, 4, 5, 6, 7, 8, 9, 40, 41];
const step = fc.tuple(fc.nat(15), fc.nat(60), fc.nat(60), fc.nat(60));
const recipes: fc.Arbitrary<Recipe> = fc.record({
  dimension: fc.constantFrom(...lengths),
  rows: fc.constantFrom(...lengths),
  steps: fc.array(step, { minLength: 1, maxLength: 14 }),
});
const passSets = fc.subarray([...passNames]).map((names): Passes => new Set(names));
const noRng = {} as Rng;
const outputNames: readonly OutputName[] = ["gradient", "logPrior", "constrained", "logLikelihood", "logDensity"];
const positionOf = (dimension: number, seed = 3) =>
  Float64Array.from(scattered(dimension, seed), (u) => Math.round(64 * (4 * u - 2)) / 64);

/** Values are below 1000 and slopes of what follows are moderate, so 1e-9 leaves room for 14 roundings of 1e-13. */
const tolerance = 1e-9;

function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>, graph: Graph, what: string): void {
  if (actual.length !== expected.length) throw new Error(`${what}: length ${actual.length}, not ${expected.length}`);
  for (let i = 0; i < expected.length; i++) {
    const [a, e] = [actual[i]!, expected[i]!];
    if (!(Object.is(a, e) || Math.abs(a - e) <= tolerance * Math.max(1, Math.abs(e)))) {
      throw new Error(`${what}[${i}] is ${a}, not ${e}\n${printGraph(graph)}`);
    }
  }
}

describe("random graphs", () => {
  it.each([...Object.entries(graphPasses), ["all of them, repeated", (graph: Graph) => optimise(graph)] as const])(
    "mean the same after the pass %s, and are well formed",
    (name, pass) => {
      fc.assert(
        fc.property(recipes, (recipe) => {
          const graph = randomGraph(recipe);
          checkGraph(graph);
          const passed = pass(graph);
          checkGraph(passed);
          const position = positionOf(recipe.dimension);
          const [before, after] = [interpret(graph), interpret(passed)];
          for (const output of outputNames) {
            // A pass may store equal elements once.
            const wanted = before.output(output, position);
            const found = after.output(output, position);
            expectClose(found, wanted, graph, `${name}: ${output}`);
          }
        }),
        { seed: 11, numRuns: 700 },
      );
    },
  );

  it("compiled with any set of passes, equal the interpreter in every output", () => {
    fc.assert(
      fc.property(recipes, fc.oneof(fc.constant(allPasses), passSets), (recipe, passes) => {
        const graph = randomGraph(recipe);
        const { oracle, model } = both(graph, passes);
        for (const seed of [3, 8]) expectAgree(graph, oracle, model, positionOf(recipe.dimension, seed));
      }),
      { seed: 12, numRuns: 700 },
    );
  });

  it("given other data, equal a graph compiled with that data, to the bit", () => {
    fc.assert(
      fc.property(recipes, fc.oneof(fc.constant(allPasses), passSets), (recipe, passes) => {
        const graph = randomGraph(recipe, 1);
        const fresh = randomGraph(recipe, 2);
        const { oracle, model } = both(graph, passes);
        const position = positionOf(recipe.dimension);
        const gradient = new Float64Array(recipe.dimension);
        model.evaluate(position, gradient);
        for (const [name, values] of Object.entries(randomData(recipe.rows, 2))) {
          const known = graph.nodes.some((node) => node.op === "input" && node.name === name);
          if (!known) continue;
          oracle.set(name, values);
          if (optimise(graph, passes).nodes.some((node) => node.op === "input" && node.name === name)) {
            model.set(name, values);
          }
        }
        expectAgree(graph, oracle, model, position);
        const again = both(fresh, passes).model;
        const expected = new Float64Array(recipe.dimension);
        const value = again.evaluate(position, expected);
        expect(Object.is(model.evaluate(position, gradient), value)).toBe(true);
        expect(gradient).toEqual(expected);
      }),
      { seed: 13, numRuns: 300 },
    );
  });
});

function both(graph: Graph, passes: Passes) {
  const names = Array.from({ length: graph.nodes[graph.outputs.constrained]!.length }, (_, i) => `c${i}`);
  return { oracle: interpret(graph), model: load(compile(graph, names, passes)) };
}

function expectAgree(
  graph: Graph,
  oracle: ReturnType<typeof interpret>,
  model: ReturnType<typeof load>,
  position: Float64Array,
): void {
  const expected = new Float64Array(graph.dimension);
  const gradient = new Float64Array(graph.dimension);
  const value = oracle.evaluate(position, expected);
  // Twice: a second evaluation must not see what the first left in memory.
  for (let round = 0; round < 2; round++) {
    expectClose([model.evaluate(position, gradient)], [value], graph, "logDensity");
    expectClose(gradient, expected, graph, "gradient");
    const constrained = new Float64Array(model.names.length);
    model.constrain(position, noRng, constrained);
    expectClose(constrained, oracle.output("constrained", position), graph, "constrained");
    const rows = new Float64Array(model.rows);
    model.logLikelihood(position, rows);
    expectClose(rows, oracle.output("logLikelihood", position), graph, "logLikelihood");
  }
}
