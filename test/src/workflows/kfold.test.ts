import { describe, expect, it } from "vitest";

import { tableFromColumns } from "../../../engine/data/table.js";
import { halfNormal } from "../../../engine/distributions/halfNormal.js";
import { multivariateNormal } from "../../../engine/distributions/multivariateNormal.js";
import { normal } from "../../../engine/distributions/normal.js";
import { stream } from "../../../engine/random/stream.js";
import { glmm } from "../../../models/glmm/glmm.js";
import { program } from "../../../models/program/program.js";
import { fit } from "../../../src/fit.js";
import { node } from "../../../src/platform/node/node.js";
import { foldsOf } from "../../../src/workflows/foldsOf.js";
import { kfold } from "../../../src/workflows/kfold.js";

const options = { seed: 1, chains: 2, warmup: 200, draws: 500, workers: 0 };

/** Known standard errors and a normal prior: everything about this model is known without drawing. */
const y = [2.1, -0.4, 1.3, 0.8, 4.5, 1.1, 0.2, 1.9, 0.7, 1.4, 2.6, -0.3];
const s = y.map((_, row) => 1.5 + 0.1 * (row % 4));
const priorSd = 5;
const arm = y.map((_, row) => (row % 3 === 0 ? "a" : "b"));
const table = tableFromColumns({ y, s, arm });
const model = glmm("y | se(s) ~ 1", { priors: ["Intercept ~ normal(0, 5)"] });
const asProgram = program<{ y: number; s: number }>(({ parameter, observe, data }) => {
  observe(normal(parameter("mu", normal(0, priorSd)), data.s), data.y);
});

function exact(row: number, others: readonly number[]): number {
  let precision = 1 / (priorSd * priorSd);
  let weighted = 0;
  for (const other of others) {
    precision += 1 / (s[other]! * s[other]!);
    weighted += y[other]! / (s[other]! * s[other]!);
  }
  return normal(weighted / precision, Math.sqrt(1 / precision + s[row]! * s[row]!)).logDensity(y[row]!) as number;
}

const rows = y.map((_, row) => row);

describe("kfold", () => {
  it.each([
    ["a GLMM", model],
    ["a program", asProgram],
  ])("of %s predicts each row as the conjugate law of the other folds does", async (_, one) => {
    const posterior = await fit(one, table, options, node);
    const told: string[] = [];
    const given = rows.map((row) => 10 + (row % 3));
    const result = await kfold(posterior, { folds: given, onProgress: (done, of) => told.push(`${done}/${of}`) }, node);
    expect(told).toEqual(["0/3", "1/3", "2/3", "3/3"]);
    expect([...result.folds]).toEqual(rows.map((row) => row % 3));
    expect(result.notes).toEqual(["3 folds"]);
    for (const row of rows) {
      const others = rows.filter((other) => other % 3 !== row % 3);
      const { elpd, mcse } = result.pointwise;
      expect(Math.abs(elpd[row]! - exact(row, others))).toBeLessThan(4 * mcse[row]! + 0.01);
      expect(mcse[row]!).toBeLessThan(0.06);
    }
    expect(result.elpd.value).toBeCloseTo(
      result.pointwise.elpd.reduce((sum, one_) => sum + one_),
      10,
    );
    // With the rows themselves: the effective number of parameters of a mean.
    expect(result.p.value).toBeGreaterThan(0.5);
    expect(result.p.value).toBeLessThan(3);
  });

  it("predicts levels that a fold leaves out whole by the law of effects, of a program too", async () => {
    const rng = stream("3", "groups");
    const effects = Array.from({ length: 8 }, () => 2 * rng.normal());
    const grouped = tableFromColumns({
      y: effects.flatMap((effect) => [0, 1, 2].map(() => effect + 0.5 * rng.normal())),
      g: effects.flatMap((_, g) => [0, 1, 2].map(() => `g${g}`)),
    });
    const formula = glmm("y ~ 1 + (1 | g)", {
      priors: ["Intercept ~ normal(0, 5)", "sd ~ normal(0, 3)", "sigma ~ normal(0, 2)"],
    });
    const written = program<Record<"y" | "g", number>>(({ parameter, observe, data, factor, tf }) => {
      const g = factor("g");
      const mean = parameter("mean", normal(0, 5));
      const sd = parameter("sd", halfNormal(0, 3));
      const sigma = parameter("sigma", halfNormal(0, 2));
      const effect = parameter("effect", normal(0, sd), { dims: { g: g.levels } });
      observe(normal(tf.add(mean, tf.gather(effect, g.codes as never)), sigma), data.y);
    });
    const [first, second] = await Promise.all(
      [formula, written].map(async (one) => {
        const posterior = await fit(one, grouped, { ...options, draws: 1000 }, node);
        return kfold(posterior, { folds: 4, group: "g", seed: 2 }, node);
      }),
    );
    expect(first!.notes).toEqual([
      "4 folds, rows of each g together",
      "rows scored one by one, which is another elpd than that of whole levels (ask loo --group)",
    ]);
    expect(new Set([...first!.folds].map((fold, row) => `${fold} ${Math.floor(row / 3)}`)).size).toBe(8);
    expect(second!.folds).toEqual(first!.folds);
    first!.pointwise.elpd.forEach((value, row) => {
      const error = 4 * (first!.pointwise.mcse[row]! + second!.pointwise.mcse[row]!);
      expect(Math.abs(value - second!.pointwise.elpd[row]!)).toBeLessThan(error + 0.02);
    });
    // As if it were not known, a level is predicted far worse than by its own effect.
    expect(first!.p.value).toBeGreaterThan(8);
  });

  it("warns of folds whose fits are not to be trusted", async () => {
    const posterior = await fit(model, table, options, node);
    const { warnings } = await kfold(posterior, { folds: 2, draws: 12, warmup: 20 }, node);
    expect(warnings.map(({ cause }) => cause)).toEqual(["kfold_fits"]);
    expect(warnings[0]!.text).toMatch(/^2 of 2 folds have a fit with warnings of its own \(fold 1: .*; fold 2: /);
  });

  it("is refused where an observation is not one row, or parameters depend on which rows there are", async () => {
    const pairs = program<{ y: number }>(({ parameter, observe, data, tf }) => {
      const mean = parameter("mean", normal(0, 1));
      const spread = { covariance: [[1, 0.5], [0.5, 1]] }; // prettier-ignore
      observe(multivariateNormal(tf.mul(mean, [1, 1]) as never, spread), tf.reshape(data.y, [6, 2]) as never);
    });
    const short = { ...options, warmup: 60, draws: 20 };
    const ofPairs = await fit(pairs, table, short, node);
    await expect(kfold(ofPairs, { folds: 3 }, node)).rejects.toThrow(/^an observation of the model is not one row/);
    const byRow = program<{ y: number; s: number }>(({ parameter, observe, data, rows: count }) => {
      observe(normal(parameter("theta", normal(0, 1), { dims: { row: count } }), data.s), data.y);
    });
    const ofRows = await fit(byRow, table, short, node);
    await expect(kfold(ofRows, { folds: 3 }, node)).rejects.toThrow(
      /^without fold 1: the program declares other parameters for a part of its rows/,
    );
  });
});

describe("foldsOf", () => {
  const rng = () => stream("1", "folds");
  const sizes = (folds: Int32Array) => {
    const counts = new Map<number, number>();
    folds.forEach((fold) => counts.set(fold, (counts.get(fold) ?? 0) + 1));
    return [...counts].sort(([a], [b]) => a - b).map(([, count]) => count);
  };

  it("deals rows to folds of nearly one size, in another order for another stream", () => {
    expect(sizes(foldsOf(table, { folds: 5 }, rng()))).toEqual([3, 3, 2, 2, 2]);
    expect(foldsOf(table, { folds: 5 }, rng())).toEqual(foldsOf(table, { folds: 5 }, rng()));
    expect(foldsOf(table, { folds: 5 }, stream("2", "folds"))).not.toEqual(foldsOf(table, { folds: 5 }, rng()));
  });

  it("spreads the levels of a column evenly", () => {
    const folds = foldsOf(table, { folds: 4, stratify: "arm" }, rng());
    for (const fold of [0, 1, 2, 3]) {
      const mine = rows.filter((row) => folds[row] === fold);
      expect(mine.map((row) => arm[row]).sort()).toEqual(["a", "b", "b"]);
    }
  });

  it.each([
    [{ folds: 1 }, /^invalid number of folds: 1/],
    [{ folds: 13 }, /^13 folds are too many, since there are 12 rows/],
    [{ folds: 3, group: "arm" }, /^3 folds are too many, since "arm" has 2 levels/],
    [{ folds: 2, group: "armm" }, /^unknown column "armm": did you mean "arm"\?/],
    [{ folds: 2, group: "arm", stratify: "y" }, /give one of group and stratify/],
    [{ folds: [1, 2] }, /^folds must have a number for each of the 12 rows fitted; they are 2/],
    [{ folds: rows.map(() => 1) }, /^all rows are in one fold/],
  ])("refuses %j", (wrong, message) => {
    expect(() => foldsOf(table, wrong, rng())).toThrow(message);
  });
});
