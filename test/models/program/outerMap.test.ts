import { beforeAll, describe, expect, it } from "vitest";
import { loadTensorflow } from "../../../engine/autodiff/ops.js";
import { compile } from "../../../engine/compiler/compile.js";
import { load } from "../../../engine/compiler/load.js";
import { outerCentre, outerFactor } from "../../../engine/core/Model.js";
import { halfNormal, normal, program, type ProgramModel } from "../../../models/index.js";
import { outerPlaces } from "../../../models/program/outerMap.js";

beforeAll(async () => void (await loadTensorflow()));

const noTable = { rows: 0, columns: new Map() };

/** Parameters that depend on no other around effects that do. */
const declare = (whiten: boolean): ProgramModel =>
  program(
    ({ parameter, observe }) => {
      const mu = parameter("mu", normal(1, 2));
      const tau = parameter("tau", halfNormal(0, 1));
      const theta = parameter("theta", normal(mu, tau), { dims: { i: 3 } });
      const sigma = parameter("sigma", halfNormal(0, 2));
      observe(normal(theta, sigma), [1, -2, 4]);
    },
    { whiten },
  );

const trace = (whiten: boolean) => {
  const traced = declare(whiten).trace(noTable);
  return { traced, compiled: load(compile(traced.graph, traced.names)) };
};

const position = Float64Array.of(0.4, -0.3, 1.1, -0.7, 0.2, 0.6);
const centre = [0.5, -1, 2];
const factor = [
  [1.5, 0, 0],
  [-0.4, 0.7, 0],
  [0.3, 0.2, 0.9],
];

describe("the linear map of parameters that depend on no other", () => {
  it("is of those alone, wherever they stand", () => {
    expect(trace(true).traced.coordinates).toEqual({ outer: Int32Array.of(0, 1, 5), conditioned: new Int32Array(0) });
    expect(trace(false).traced.coordinates).toBeUndefined();
    expect(trace(false).traced.graph.nodes.some((node) => node.op === "input" && node.name === outerFactor)).toBe(
      false,
    );
  });

  it("is the identity until it is set", () => {
    const [mapped, plain] = [trace(true).compiled, trace(false).compiled];
    const [ours, theirs] = [new Float64Array(6), new Float64Array(6)];
    expect(mapped.evaluate(position, ours)).toBe(plain.evaluate(position, theirs));
    expect([...ours]).toEqual([...theirs]);
  });

  it("takes parameters from centre + F y, and its transpose takes their gradient back", () => {
    const [mapped, plain] = [trace(true).compiled, trace(false).compiled];
    mapped.set(outerCentre, centre);
    mapped.set(outerFactor, factor.flat());
    const outer = [0, 1, 5];
    const at = position.slice();
    outer.forEach((place, i) => {
      at[place] = centre[i]! + outer.reduce((sum, from, j) => sum + factor[i]![j]! * position[from]!, 0);
    });
    const [ours, theirs] = [new Float64Array(6), new Float64Array(6)];
    expect(mapped.evaluate(position, ours)).toBeCloseTo(plain.evaluate(at, theirs), 12);
    const expected = theirs.slice();
    outer.forEach((place, j) => {
      expected[place] = outer.reduce((sum, from, i) => sum + factor[i]![j]! * theirs[from]!, 0);
    });
    ours.forEach((slope, i) => expect(slope).toBeCloseTo(expected[i]!, 11));
    const [drawn, draws] = [new Float64Array(6), new Float64Array(6)];
    const rng = undefined as never;
    mapped.constrain(position, rng, drawn);
    plain.constrain(at, rng, draws);
    drawn.forEach((value, i) => expect(value).toBeCloseTo(draws[i]!, 13));
  });

  it("is not made for more than 200 parameters", () => {
    const block = (length: number) => ({ name: "b", offset: 3, length });
    expect(outerPlaces([block(200)])).toEqual(Int32Array.from({ length: 200 }, (_, i) => 3 + i));
    expect(outerPlaces([block(201)])).toHaveLength(0);
    expect(outerPlaces([{ ...block(2), latent: "sampled" }, block(1)])).toEqual(Int32Array.of(3));
  });
});
