import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { beforeAll, describe, expect, it } from "vitest";

import { summarise } from "../../diagnostics/summarise.js";
import { loadTensorflow } from "../../engine/autodiff/ops.js";
import { load } from "../../engine/compiler/load.js";
import { outerCentre, outerFactor, type Model } from "../../engine/core/Model.js";
import type { Table } from "../../engine/core/Table.js";
import { tableFromColumns } from "../../engine/data/table.js";
import { stream } from "../../engine/random/stream.js";
import { glmm } from "../../models/glmm/glmm.js";
import { flat, normal, program } from "../../models/index.js";
import { fit } from "../../src/fit.js";
import { fitCoordinates } from "../../src/fitCoordinates.js";
import { node } from "../../src/platform/node/node.js";
import { prepare } from "../../src/prepare.js";
import { update } from "../../src/workflows/update.js";
import { testRng } from "../engine/distributions/testRng.js";
import { conditionedTable } from "../models/glmm/latent/conditionedCases.js";
import { runCli } from "../support/runCli.js";
import { temporaryFolder } from "../support/temporaryFolder.js";

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

/** Responses of one shape for one name, in the same groups or in others. */
function scores(name: string, pairs: "same" | "other" = "same"): Record<string, (number | string)[]> {
  const random = stream("3", name);
  const rows = Array.from({ length: 60 }, (_, row) => row);
  return {
    y: rows.map(() => 50 + 9 * random.normal()),
    count: rows.map(() => Math.floor(8 * random.uniform())),
    x: rows.map(() => random.normal()),
    g: rows.map((row) => `g${row % 6}`),
    // Others meet in other pairs, so that the factor has another pattern.
    k: rows.map((row) => `k${(pairs === "same" ? Math.floor(row / 6) : row) % 4}`),
  };
}

describe("a fit whose coordinates follow the data", () => {
  const short = { seed: 5, chains: 2, warmup: 60, draws: 20, workers: 0 };
  const priors = ["Intercept ~ normal(40, 30)", "b ~ normal(0, 5)", "sd ~ normal(0, 5)"];

  it.each([
    ["y ~ x + (x | g) + (1 | k)", "gaussian"],
    ["count ~ x + (x | g) + (1 | k)", "poisson"],
  ])("%s of %s: an update draws what a fresh fit draws, bit for bit", async (formula, family) => {
    const model = glmm(formula, { family, priors });
    const posterior = await fit(model, scores("first"), short, node);
    for (const table of [scores("second"), scores("third", "other")]) {
      const updated = await update(posterior, table, { seed: 8 }, node);
      const fresh = await fit(
        model.withPriorsOf(tableFromColumns(scores("first"))),
        table,
        { ...short, seed: 8 },
        node,
      );
      expect(updated.draws).toEqual(fresh.draws);
    }
    const back = await update(await update(posterior, scores("second"), {}, node), scores("first"), {}, node);
    expect(back.draws).toEqual(posterior.draws);
  });

  it.each(["y ~ x + (x | g) + (1 | k)", "count ~ x + (x | g) + (1 | k)"])(
    "%s has one posterior with and without every optimisation",
    async (formula) => {
      const model = glmm(formula, { family: formula.startsWith("y") ? "gaussian" : "poisson", priors });
      const long = { ...short, chains: 4, warmup: 300, draws: 500 };
      const [all, none] = await Promise.all(
        (["all", "none"] as const).map((optimise) => fit(model, scores("first"), { ...long, optimise }, node)),
      );
      const theirs = new Map(summarise(none!.draws).map((row) => [row.variable, row]));
      const ours = summarise(all!.draws);
      expect(ours.map(({ variable }) => variable)).toEqual([...theirs.keys()]);
      for (const { variable, mean, sd, mcse_mean, mcse_sd, rhat } of ours) {
        const other = theirs.get(variable)!;
        expect(rhat).toBeLessThan(1.03);
        // Five standard errors of the difference, of some 25 variables.
        expect(Math.abs(mean! - other.mean!)).toBeLessThan(5 * Math.hypot(mcse_mean!, other.mcse_mean!));
        expect(Math.abs(sd! - other.sd!)).toBeLessThan(5 * Math.hypot(mcse_sd!, other.mcse_sd!));
      }
    },
  );

  it("draws the same in the calling thread and in any number of workers", async () => {
    const cwd = temporaryFolder();
    const table = scores("first");
    const lines = [
      Object.keys(table),
      ...table["y"]!.map((_, row) => Object.values(table).map((column) => column[row]!)),
    ];
    writeFileSync(join(cwd, "scores.csv"), lines.map((line) => `${line.join(",")}\n`).join(""));
    const formula = "count ~ x + (x | g) + (1 | k)";
    const files = ["0", "3"].map(async (workers) => {
      const fixed = ["fit", "--data", "scores.csv", "--formula", formula, "--family", "poisson", "--seed", "4"];
      const sizes = ["--chains", "3", "--warmup", "50", "--draws", "20", "--draws-format", "csv"];
      const out = `with ${workers}`;
      const { status, stderr } = await runCli([...fixed, ...sizes, "--workers", workers, "--out", out], { cwd });
      expect(stderr.match(/error/i) ?? status).toBe(0);
      return readdirSync(join(cwd, out))
        .filter((name) => name.startsWith("draws"))
        .map((name) => readFileSync(join(cwd, out, name), "utf8"));
    });
    const [inThread, ...inWorkers] = await Promise.all(files);
    expect(inThread!.join("").length).toBeGreaterThan(1000);
    for (const others of inWorkers) expect(others).toEqual(inThread);
  });
});

/** Rows in groups whose effects have a standard deviation; each row is of a level of its own too. */
function grouped(groups: number, rowsEach: number, sd: number, family: string): Record<string, (number | string)[]> {
  const random = stream("77", `${family}, ${groups} of ${rowsEach}`);
  const effects = Array.from({ length: groups }, () => sd * random.normal());
  const rows = Array.from({ length: groups * rowsEach }, (_, row) => Math.floor(row / rowsEach));
  const x = rows.map(() => random.normal());
  const drawn = new Map([
    ["gaussian", (eta: number) => eta + random.normal()],
    // Counts by inversion, one step at a time.
    ["poisson", (eta: number) => poissonCount(Math.exp(eta), random.uniform())],
    ["bernoulli", (eta: number) => (random.uniform() < 1 / (1 + Math.exp(-eta)) ? 1 : 0)],
  ]).get(family)!;
  return {
    x,
    y: rows.map((group, row) => drawn(0.5 + 0.3 * x[row]! + effects[group]!)),
    g: rows.map((group) => `g${group}`),
    obs: rows.map((_, row) => `o${row}`),
  };
}

function poissonCount(mean: number, uniform: number): number {
  let [count, probability] = [0, Math.exp(-mean)];
  for (let below = probability; uniform > below && count < 1000; below += probability) probability *= mean / ++count;
  return count;
}

describe("a fit with default options", () => {
  it.each([
    ["10 groups of 1,000 rows", "gaussian", "y ~ x + (1 | g)", grouped(10, 1000, 0.7, "gaussian")],
    ["300 groups of 2", "gaussian", "y ~ x + (1 | g)", grouped(300, 2, 0.7, "gaussian")],
    ["groups that do not differ", "gaussian", "y ~ x + (1 | g)", grouped(10, 10, 0, "gaussian")],
    ["groups that do not differ", "poisson", "y ~ x + (1 | g)", grouped(10, 10, 0, "poisson")],
    ["groups that do not differ", "bernoulli", "y ~ x + (1 | g)", grouped(10, 10, 0, "bernoulli")],
    ["a level for each row", "poisson", "y ~ x + (1 | obs)", grouped(20, 5, 0.5, "poisson")],
    ["groups, and a level for each row", "poisson", "y ~ x + (1 | g) + (1 | obs)", grouped(20, 5, 0.5, "poisson")],
    ["groups far apart", "poisson", "y ~ x + (1 | g)", grouped(30, 4, 2, "poisson")],
  ])("warns of nothing: %s, %s", async (_, family, formula, table) => {
    const { warnings } = await fit(glmm(formula, { family }), table, { seed: 11, workers: 0 }, node);
    expect(warnings).toEqual([]);
  });
});
