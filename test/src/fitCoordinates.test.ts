import { beforeAll, describe, expect, it } from "vitest";
import { loadTensorflow } from "../../engine/autodiff/ops.js";
import { load } from "../../engine/compiler/load.js";
import { outerCentre, outerFactor, type Model } from "../../engine/core/Model.js";
import type { Table } from "../../engine/core/Table.js";
import { tableFromColumns } from "../../engine/data/table.js";
import { glmm } from "../../models/glmm/glmm.js";
import { flat, normal, program } from "../../models/index.js";
import { fitCoordinates } from "../../src/fitCoordinates.js";
import { prepare } from "../../src/prepare.js";
import { testRng } from "../engine/distributions/testRng.js";
import { conditionedTable } from "../models/glmm/latent/conditionedCases.js";

beforeAll(async () => void (await loadTensorflow()), 60_000);

const noTable: Table = { rows: 0, columns: new Map() };

/** A model before and after its coordinates have been fitted. */
async function fitted(model: Model, table: Table) {
  const { artifact, traced } = await prepare(model, table, {});
  const after = fitCoordinates(artifact, traced.coordinates!);
  const compiled = load(after);
  const gradient = new Float64Array(compiled.dimension);
  const at = (position: Float64Array) => ({ value: compiled.evaluate(position, gradient), gradient: gradient.slice() });
  return { artifact, after, traced, compiled, at, zero: new Float64Array(compiled.dimension) };
}

const halfSquare = (x: Float64Array) => x.reduce((sum, one) => sum + 0.5 * one * one, 0);
const largest = (x: Float64Array) => x.reduce((most, one) => Math.max(most, Math.abs(one)), 0);

/** Parameters far from 0, of unlike scales, and nearly collinear. */
const regression = program(
  ({ parameter, observe, data, tf }) => {
    const level = parameter("level", normal(300, 1000));
    const slope = parameter("slope", normal(-1, 5));
    const bend = parameter("bend", normal(0, 50));
    observe(normal(tf.add(tf.add(level, tf.mul(slope, data.x!)), tf.mul(bend, data.z!)), 0.5), data.y!);
  },
  { whiten: true },
);

describe("fitCoordinates", () => {
  const rng = testRng(9);
  const normals = (length: number, scale = 1) => Float64Array.from({ length }, () => scale * rng.normal());

  it("makes a normal posterior standard normal", async () => {
    const x = Array.from({ length: 30 }, () => 40 + rng.normal());
    const z = x.map((one) => 0.01 * (one + 0.1 * rng.normal()));
    const table = tableFromColumns({ x, z, y: x.map((one) => 100 + one + rng.normal()) });
    const { at, zero } = await fitted(regression, table);
    const top = at(zero);
    expect(largest(top.gradient)).toBeLessThan(1e-3);
    for (let i = 0; i < 5; i++) {
      const position = normals(3, 2);
      // Curvature is by differences of gradients, which leaves about 1e-6 of it where columns are nearly collinear.
      expect(Math.abs(at(position).value - top.value + halfSquare(position))).toBeLessThan(1e-2);
    }
  });

  it("makes normal effects of normal rows standard normal, whatever the hyperparameters are", async () => {
    const table = conditionedTable();
    const columns = new Map(table.columns);
    columns.set("s", { kind: "number", name: "s", values: new Float64Array(table.rows).fill(0.8), missing: [] });
    const model = glmm("real | se(s) ~ x + (x | g) + (1 | k)", { family: "gaussian" });
    const { artifact, traced } = await prepare(
      model,
      { ...table, columns },
      { optimise: ["centre", "whiten", "share"] },
    );
    const compiled = load(fitCoordinates(artifact, traced.coordinates!));
    const block = traced.blocks.find(({ latent }) => latent)!;
    expect(block.length).toBe(2 * 5 + 5);
    const gradient = new Float64Array(traced.dimension);
    for (let i = 0; i < 4; i++) {
      const outer = normals(traced.dimension, 1.5);
      const effects = outer.slice(block.offset, block.offset + block.length);
      const mode = outer.slice().fill(0, block.offset, block.offset + block.length);
      const difference = compiled.evaluate(outer, gradient) - compiled.evaluate(mode, gradient);
      expect(difference).toBeCloseTo(-halfSquare(effects), 7);
      expect(largest(gradient.subarray(block.offset, block.offset + block.length))).toBeLessThan(1e-6);
    }
  });

  it("puts the mode of counts near 0, with effects of nearly unit curvature there", async () => {
    const { at, zero, traced } = await fitted(
      glmm("count ~ x + (x | g) + (1 | k)", { family: "poisson" }),
      conditionedTable(),
    );
    const { outer } = traced.coordinates!;
    const { gradient } = at(zero);
    expect(largest(Float64Array.from(outer, (place) => gradient[place]!))).toBeLessThan(0.1);
    for (let place = 0; place < zero.length; place++) {
      const slope = (by: number) => at(zero.with(place, by)).gradient[place]!;
      const curvature = (slope(-1e-3) - slope(1e-3)) / 2e-3;
      if (outer.includes(place)) continue;
      expect(Math.abs(gradient[place]!)).toBeLessThan(0.2);
      expect(curvature).toBeGreaterThan(0.7);
      expect(curvature).toBeLessThan(1.4);
    }
  });

  it("puts effects sampled beside others that are integrated out at their mode too, however far the response lies", async () => {
    const table = conditionedTable(7, 600, 150);
    const real = table.columns.get("real") as { values: Float64Array } & Parameters<typeof Object.assign>[0];
    const columns = new Map(table.columns).set("real", { ...real, values: real.values.map((y) => y + 500) } as never);
    const model = glmm("real ~ x + (1 | g) + (1 | k)", { priors: ["Intercept ~ normal(500, 10)"] });
    const { at, zero, traced } = await fitted(model, { ...table, columns });
    expect(traced.blocks.filter(({ latent, length }) => latent && length > 0)).toHaveLength(1);
    expect(traced.blocks.map(({ name }) => name)).toContain("b_Intercept, integrated out");
    expect(largest(at(zero).gradient)).toBeLessThan(0.3);
  });

  it("fits the map of parameters that others stand between", async () => {
    const split = program(
      ({ parameter, observe }) => {
        const mu = parameter("mu", normal(0, 1000));
        const theta = parameter("theta", normal(mu, 2), { dims: { i: 3 } });
        const shift = parameter("shift", normal(0, 0.001));
        observe(normal(theta, 1), [1, -2, 4]);
        observe(normal(shift, 0.001), [0.002]);
      },
      { whiten: true },
    );
    const { at, zero, after } = await fitted(split, noTable);
    const value = (name: string) => after.layout.inputs.find((input) => input.name === name)!.values;
    expect(value(outerCentre)[0]).toBeCloseTo(1, 3);
    expect(value(outerCentre)[1]).toBeCloseTo(0.001, 6);
    // The precision of mu given theta's coordinates is 3 + 1e-6, that of shift 2e6.
    expect(value(outerFactor)[0]).toBeCloseTo(1 / Math.sqrt(3 + 1e-6), 6);
    expect(value(outerFactor)[3]! * Math.sqrt(2e6)).toBeCloseTo(1, 5);
    const { gradient } = at(zero);
    expect(Math.abs(gradient[0]!)).toBeLessThan(1e-2);
    expect(Math.abs(gradient[4]!)).toBeLessThan(1e-2);
  });

  it("leaves a model as it is where its density is not finite", async () => {
    const undefinedAtStart = program(
      ({ parameter, logDensity, tf }) => logDensity(tf.log(tf.sub(parameter("a", normal(0, 1)), 10))),
      { whiten: true },
    );
    const { artifact, after } = await fitted(undefinedAtStart, noTable);
    expect(after).toBe(artifact);
  });

  it("leaves a direction in which the density is flat as it is", async () => {
    const level = program(
      ({ parameter, observe }) => {
        parameter("a", flat());
        observe(normal(parameter("b", flat()), 0.01), [5]);
      },
      { whiten: true },
    );
    const { after, at, zero } = await fitted(level, noTable);
    const factor = after.layout.inputs.find(({ name }) => name === outerFactor)!.values;
    expect(factor[0]).toBe(1);
    expect(factor[1]).toBe(0);
    expect(factor[2]).toBe(0);
    expect(factor[3]).toBeCloseTo(0.01, 6);
    expect(Number.isFinite(at(zero).value)).toBe(true);
  });
});
