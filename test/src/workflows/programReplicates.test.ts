import { describe, expect, it } from "vitest";

import type { Replicates } from "../../../engine/core/Replicates.js";
import { tableFromColumns } from "../../../engine/data/table.js";
import { bernoulliLogit } from "../../../engine/distributions/bernoulliLogit.js";
import { binomialLogit } from "../../../engine/distributions/binomialLogit.js";
import { categorical } from "../../../engine/distributions/categorical.js";
import { halfNormal } from "../../../engine/distributions/halfNormal.js";
import { multivariateNormal } from "../../../engine/distributions/multivariateNormal.js";
import { normal } from "../../../engine/distributions/normal.js";
import { poissonLog } from "../../../engine/distributions/poissonLog.js";
import { truncated } from "../../../engine/distributions/truncated.js";
import { sigmoid } from "../../../engine/math/sigmoid.js";
import { exp } from "../../../engine/math/exp.js";
import type { Model } from "../../../engine/core/Model.js";
import type { Table } from "../../../engine/core/Table.js";
import { program } from "../../../models/program/program.js";
import { fit } from "../../../src/fit.js";
import { node } from "../../../src/platform/node/node.js";
import { programReplicates } from "../../../src/workflows/programReplicates.js";

const options = { seed: 1, chains: 2, warmup: 200, draws: 400, workers: 0 };

const table = tableFromColumns({
  x: [-1, 0, 1, 2, -1, 0, 1, 2],
  count: [1, 3, 6, 20, 0, 2, 9, 25],
  died: [0, 0, 1, 1, 0, 1, 1, 1],
  heads: [2, 4, 7, 9, 1, 3, 6, 10],
  tosses: [10, 10, 10, 12, 8, 6, 10, 12],
  wait: [0.5, 1.5, 0.2, 2.5, 1, 0.7, 1.1, 0.3],
});

async function replicatesOf(model: Model, data: Table = table, draws = 400): Promise<readonly Replicates[]> {
  return (await programReplicates(await fit(model, data, options, node), { draws }))!;
}

const mean = (values: ArrayLike<number>) => Array.from(values).reduce((sum, x) => sum + x, 0) / values.length;

/** Values of one observation over draws. */
const column = ({ values, observed }: Replicates, row: number) =>
  Array.from(values).filter((_, at) => at % observed.length === row);

describe("programReplicates", () => {
  it("draws responses around their expectation, of each observed law with the kind of number it is", async () => {
    const model = program<Record<"x" | "count" | "died" | "heads" | "tosses", number>>(
      ({ parameter, observe, data, tf }) => {
        const a = parameter("a", normal(0, 1), { dims: { part: 3 } });
        const slope = parameter("slope", normal(0, 1));
        const eta = (k: number) => tf.add(tf.slice(a as never, [k], [1]), tf.mul(slope, data.x));
        observe(poissonLog(eta(0)), data.count);
        observe(bernoulliLogit(eta(1)), data.died);
        observe(binomialLogit(data.tosses, eta(2)), data.heads);
      },
    );
    const posterior = await fit(model, table, options, node);
    const all = (await programReplicates(posterior, { draws: 400 }))!;
    expect(all.map(({ name, outcome }) => [name, outcome])).toEqual([
      ["count", "count"],
      ["died", "binary"],
      ["heads", "bounded"],
    ]);
    const [count, died, heads] = all as [Replicates, Replicates, Replicates];
    expect([...count.observed]).toEqual([1, 3, 6, 20, 0, 2, 9, 25]);
    expect([...heads.trials!]).toEqual([10, 10, 10, 12, 8, 6, 10, 12]);
    expect(count.draws).toHaveLength(400);

    // The expectation again, from the draws as they were reported: 400 of 800, every second.
    const { chains, names } = posterior.draws;
    const values = chains.flatMap(({ values: all_, drawCount }) =>
      Array.from({ length: drawCount }, (_, i) => all_.subarray(i * names.length, (i + 1) * names.length)),
    );
    const used = Array.from(count.draws, (draw) => values[draw]!);
    const place = (name: string) => names.indexOf(name);
    const slope = place("slope");
    for (let row = 0; row < 8; row += 1) {
      const x = [-1, 0, 1, 2][row % 4]!;
      const rates = used.map((draw) => exp(draw[place("a[1]")]! + draw[slope]! * x));
      const chances = used.map((draw) => sigmoid(draw[place("a[2]")]! + draw[slope]! * x));
      expect(count.expected![row]).toBeCloseTo(mean(rates), 10);
      expect(died.expected![row]).toBeCloseTo(mean(chances), 10);
      // Five standard errors of the mean of 400 draws.
      expect(Math.abs(mean(column(count, row)) - mean(rates))).toBeLessThan(5 * Math.sqrt((mean(rates) + 1) / 400));
      expect(Math.abs(mean(column(died, row)) - mean(chances))).toBeLessThan((5 * 0.5) / Math.sqrt(400));
    }
    expect(column(heads, 5).every((value) => Number.isInteger(value) && value >= 0 && value <= 6)).toBe(true);
  });

  it("keeps a truncated law inside its bounds, and takes numbers that a person hands over", async () => {
    const model = program<{ wait: number }>(({ parameter, observe, data }) => {
      const centre = parameter("centre", normal(0, 1));
      observe(truncated(normal(centre, 1), { lower: 0 }), data.wait);
      observe(normal(centre, 2), [0.5]);
    });
    const [wait, own] = (await replicatesOf(model)) as [Replicates, Replicates];
    expect(wait.outcome).toBe("positive");
    expect(wait.values.every((value) => value > 0)).toBe(true);
    expect(own.outcome).toBe("continuous");
    expect(own.values).toHaveLength(400);
    expect(own.values.some((value) => value < 0)).toBe(true);
    expect([...own.observed]).toEqual([0.5]);
  });

  it("draws vectors and categories, numbered from 1", async () => {
    const model = program<{ x: number }>(({ parameter, observe, indices, tf }) => {
      const centre = parameter("centre", normal(0, 1));
      const sd = parameter("sd", halfNormal(0, 1));
      const vector = tf.mul(centre, [1, 10]);
      const factor = tf.mul(sd, [
        [1, 0],
        [0.9, 0.1],
      ]);
      observe(multivariateNormal(vector as never, { cholesky: factor as never }), tf.tensor2d([[1, 11], [0.5, 9]]) as never); // prettier-ignore
      const logits = tf.stack([tf.scalar(0), centre, tf.scalar(-20)] as never[]);
      observe(categorical(logits as never), indices("which", [0, 1, 1, 0]));
    });
    const posterior = await fit(model, table, options, node);
    const [vectors, categories] = (await programReplicates(posterior, { draws: 800 })) as [Replicates, Replicates];
    expect([...vectors.observed]).toEqual([1, 11, 0.5, 9]);
    // With the draw's centre and sd taken off, what is left are independent standard normals.
    const drawn = posterior.draws.chains.flatMap(({ values }) => [...values]);
    const standard = (row: number) => {
      const second = column(vectors, row + 1);
      return column(vectors, row).flatMap((value, i) => {
        const [centre, sd] = drawn.slice(2 * i) as [number, number];
        const z = (value - centre) / sd;
        return [[z, (second[i]! - 10 * centre - 0.9 * sd * z) / (0.1 * sd)] as const];
      });
    };
    const [one, other] = [standard(0), standard(2)];
    // Standard errors of means of 800 squares and products are 0.05 and 0.035.
    for (const k of [0, 1] as const) expect(Math.abs(mean(one.map((z) => z[k] * z[k])) - 1)).toBeLessThan(0.2);
    expect(Math.abs(mean(one.map(([a, b]) => a * b)))).toBeLessThan(0.14);
    expect(Math.abs(mean(one.map(([a], i) => a * other[i]![0])))).toBeLessThan(0.14);
    expect([...categories.observed]).toEqual([1, 2, 2, 1]);
    expect(categories.outcome).toBe("nominal");
    expect(new Set(categories.values)).toEqual(new Set([1, 2]));
  });

  it("is the same each time, and leaves the draws of the fit as they are", async () => {
    const model = program<{ count: number }>(({ parameter, observe, data }) => {
      observe(poissonLog(parameter("a", normal(0, 1))), data.count);
    });
    const posterior = await fit(model, table, options, node);
    const before = posterior.draws.chains[0]!.values.slice();
    const once = await programReplicates(posterior, { draws: 20 });
    expect(await programReplicates(posterior, { draws: 20 })).toEqual(once);
    expect(posterior.draws.chains[0]!.values).toEqual(before);
    expect(once![0]!.draws[1]).toBe(40);
  });

  it("leaves out what is itself a parameter", async () => {
    const model = program<{ count: number }>(({ parameter, observe, data }) => {
      const a = parameter("a", normal(0, 1));
      observe(normal(0, 1), a);
      observe(poissonLog(a), data.count);
    });
    expect((await replicatesOf(model)).map(({ name }) => name)).toEqual(["count"]);
  });
});
