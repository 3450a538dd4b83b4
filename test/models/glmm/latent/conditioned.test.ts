import { beforeAll, describe, expect, it } from "vitest";
import { loadTensorflow } from "../../../../engine/autodiff/ops.js";
import { compile } from "../../../../engine/compiler/compile.js";
import { load } from "../../../../engine/compiler/load.js";
import type { Rng } from "../../../../engine/core/Rng.js";
import { outerCentre, outerFactor } from "../../../../engine/core/Model.js";
import { glmm } from "../../../../models/glmm/glmm.js";
import { settingNames } from "../../../../models/glmm/latent/latentInputs.js";
import { testRng } from "../../../engine/distributions/testRng.js";
import { conditionedCases, type ConditionedCase } from "./conditionedCases.js";
import { derivatives } from "./extrapolated.js";
import { logAbsDeterminant } from "./matrices.js";
import { plainPosition } from "./plainPosition.js";

beforeAll(async () => void (await loadTensorflow()));

const traces = new Map<ConditionedCase, ReturnType<typeof traceAnew>>();

/** As {@link traceAnew}, once for each case. */
function trace(one: ConditionedCase): ReturnType<typeof traceAnew> {
  const known = traces.get(one) ?? traceAnew(one);
  traces.set(one, known);
  return known;
}

/** The model with effects relative to the data, and where the plain one has the same draws. */
function traceAnew({ formula, options, table, integrate = false }: ConditionedCase) {
  const model = glmm(formula as string, options);
  const traced = model.trace(table, { centre: true, whiten: true, integrate });
  const plain = model.trace(table);
  const [compiled, density] = [traced, plain].map(({ graph, names }) => load(compile(graph, names))) as [
    ReturnType<typeof load>,
    ReturnType<typeof load>,
  ];
  const { outer } = traced.coordinates!;
  const latent = traced.blocks.flatMap(({ latent: is, offset, length }) =>
    is ? Array.from({ length }, (_, i) => offset + i) : [],
  );
  const rng = testRng(3);
  const position = Float64Array.from({ length: traced.dimension }, () => 0.7 * rng.normal());
  const out = new Float64Array(traced.names.length);
  let normals = 0;
  const plainAt = (at: Float64Array, map: OuterMap, normal: (i: number) => number = () => 0): Float64Array => {
    normals = 0;
    compiled.constrain(at, { normal: () => normal(normals++) } as Rng, out);
    const draws = new Map(traced.names.map((name, i) => [name, out[i]!]));
    const values = at.slice();
    map(Array.from(outer, (place) => at[place]!)).forEach((value, i) => void (values[outer[i]!] = value));
    return plainPosition(model, table, plain, traced, values, draws);
  };
  const evaluate = (at: Float64Array) => compiled.evaluate(at, new Float64Array(at.length));
  const plainly = (at: Float64Array) => density.evaluate(at, new Float64Array(at.length));
  plainAt(position, (y) => y);
  return { traced, plain, compiled, outer, latent, normals, rng, position, plainAt, evaluate, plainly };
}

type OuterMap = (y: readonly number[]) => readonly number[];

it("has a block for each of two terms whose levels meet in too many pairs", () => {
  const { traced } = trace(conditionedCases.at(-2)!);
  expect(traced.blocks.flatMap(({ name, latent }) => (latent ? [name] : []))).toEqual([
    "effects of k, block 1",
    "effects of g, block 2",
  ]);
});

it("may sample one term beside another that is integrated out with the intercept", () => {
  const { traced, normals } = trace(conditionedCases.at(-1)!);
  expect(traced.blocks.flatMap(({ name, latent, length }) => (latent ? [[name, length > 0]] : []))).toEqual([
    ["effects of k, block 1", true],
    ["b_Intercept, integrated out", false],
    ["b_x, integrated out", false],
    ["effects of g, integrated out", false],
  ]);
  expect(normals).toBeGreaterThan(50);
});

const close = (value: number, expected: number, tolerance: number) =>
  expect(Math.abs(value - expected)).toBeLessThan(tolerance * Math.max(1, Math.abs(expected)));

/** Logarithm of the volume of the map from coordinates of effects, and normals, to what the plain model samples. */
function logVolume({ latent, normals, position, plainAt }: ReturnType<typeof trace>, map: OuterMap): number {
  const same = plainAt(position, map);
  const moved = [
    ...latent.map((place) => plainAt(position.with(place, position[place]! + 1), map)),
    ...Array.from({ length: normals }, (_, i) => plainAt(position, map, (k) => (k === i ? 1 : 0))),
  ].map((other) => other.map((x, i) => x - same[i]!));
  const free = Array.from(same, (_, i) => i).filter((i) => moved.some((column) => Math.abs(column[i]!) > 1e-12));
  expect(free).toHaveLength(latent.length + normals);
  return logAbsDeterminant(moved.map((column) => free.map((i) => column[i]!)));
}

describe.each(conditionedCases.map((one) => ({ one, title: JSON.stringify([one.formula, one.options.family]) })))(
  "$title",
  ({ one }) => {
    it("is the plain non-centred model while nothing is set", () => {
      const made = trace(one);
      const { position, outer, latent, normals, plainAt, evaluate, plainly, traced, plain } = made;
      expect(latent.length).toBeGreaterThan(0);
      expect(outer.length + latent.length).toBe(traced.dimension);
      expect(plain.dimension).toBe(traced.dimension + normals);
      const same = plainAt(position, (y) => y);
      if (normals > 0) {
        close(
          evaluate(position),
          plainly(same) + logVolume(made, (y) => y) + 0.5 * normals * Math.log(2 * Math.PI),
          1e-9,
        );
        return;
      }
      close(evaluate(position), plainly(same), 1e-10);
      // The same numbers in another order, up to what the way through the draws rounds away.
      const sorted = (numbers: Float64Array) => numbers.slice().sort();
      sorted(same).forEach((x, i) => expect(x).toBeCloseTo(sorted(position)[i]!, 9));
    });

    it("with any settings is the plain density times the volume of the map of its effects, with its gradient", () => {
      const made = trace(one);
      const { traced, compiled, position, outer, normals, rng, plainAt, evaluate, plainly } = made;
      const { rows } = one.table;
      compiled.set(
        settingNames.weight,
        Float64Array.from({ length: rows }, () => 2 * rng.uniform()),
      );
      const blocks = traced.blocks.filter((block) => block.latent && block.length > 0).length;
      for (let k = 0; k < blocks; k++) {
        compiled.set(
          settingNames.pull(k),
          Float64Array.from({ length: rows }, () => rng.normal()),
        );
      }
      const size = outer.length;
      const centre = Array.from({ length: size }, () => 0.3 * rng.normal());
      const factor = Array.from({ length: size }, (_, i) =>
        Array.from({ length: size }, (_, j) => (j < i ? 0.2 * rng.normal() : j === i ? 0.5 + rng.uniform() : 0)),
      );
      compiled.set(outerCentre, centre);
      compiled.set(outerFactor, factor.flat());
      const map = (y: readonly number[]) =>
        centre.map((c, i) => c + factor[i]!.reduce((sum, f, j) => sum + f * y[j]!, 0));
      // What is drawn afterwards is standard normal in the normals, which are 0 here.
      const drawn = 0.5 * normals * Math.log(2 * Math.PI);
      close(evaluate(position), plainly(plainAt(position, map)) + logVolume(made, map) + drawn, 1e-9);

      const gradient = new Float64Array(position.length);
      compiled.evaluate(position, gradient);
      const slopes = derivatives(evaluate, position);
      const largest = slopes.reduce((most, slope) => Math.max(most, Math.abs(slope)), 1);
      slopes.forEach((slope, i) => expect(Math.abs(gradient[i]! - slope)).toBeLessThan(1e-7 * largest));
    });
  },
);
