import { describe, expect, it } from "vitest";

import { tableFromColumns } from "../../../engine/data/table.js";
import { normal } from "../../../engine/distributions/normal.js";
import { glmm } from "../../../models/glmm/glmm.js";
import { program } from "../../../models/program/program.js";
import { fit } from "../../../src/fit.js";
import { node } from "../../../src/platform/node/node.js";
import { loo } from "../../../src/workflows/loo.js";

const options = { seed: 1, chains: 2, warmup: 300, draws: 1000, workers: 0 };

/** Known standard errors and a normal prior: everything about this model is known without drawing. */
const y = [2.1, -0.4, 1.3, 0.8, 18, 1.1, 0.2, 1.9, 0.7, 1.4, 2.6, -0.3, 0.9, 1.6, 3.1, 0.1];
const s = y.map((_, row) => 1.5 + 0.1 * (row % 4));
const priorSd = 5;
const table = tableFromColumns({ y, s });

const model = glmm("y | se(s) ~ 1", { priors: ["Intercept ~ normal(0, 5)"] });
const asProgram = program<{ y: number; s: number }>(({ parameter, observe, data }) => {
  observe(normal(parameter("mu", normal(0, priorSd)), data.s), data.y);
});

/** Log predictive density of a row given some others: normal, by conjugacy. */
function exact(row: number, others: readonly number[]): number {
  let precision = 1 / (priorSd * priorSd);
  let weighted = 0;
  for (const other of others) {
    precision += 1 / (s[other]! * s[other]!);
    weighted += y[other]! / (s[other]! * s[other]!);
  }
  const sd = Math.sqrt(1 / precision + s[row]! * s[row]!);
  return normal(weighted / precision, sd).logDensity(y[row]!) as number;
}

const rows = y.map((_, row) => row);
const leftOut = rows.map((row) =>
  exact(
    row,
    rows.filter((other) => other !== row),
  ),
);
const outlier = 4;

describe("loo", () => {
  it.each([
    ["a GLMM", model],
    ["a program", asProgram],
  ])(
    "of %s predicts each row as the conjugate law of the others does, but for an outlier, of which it warns",
    async (_, one) => {
      const posterior = await fit(one, table, options, node);
      const result = await loo(posterior, {}, node);
      expect(result.labels).toEqual(rows.map((row) => `row ${row + 1}`));
      for (const row of rows.filter((other) => other !== outlier)) {
        // Four Monte Carlo standard errors, of which the estimates are some 0.01.
        expect(Math.abs(result.pointwise.elpd[row]! - leftOut[row]!)).toBeLessThan(
          4 * result.pointwise.mcse[row]! + 0.02,
        );
        expect(result.pointwise.mcse[row]!).toBeLessThan(0.05);
      }
      expect(result.unreliable).toEqual([outlier]);
      expect(result.warnings.map(({ cause, variables }) => [cause, variables])).toEqual([["pareto_k", ["row 5"]]]);
    },
  );

  it("fits again without rows that it cannot leave out, where it is told to", async () => {
    const posterior = await fit(model, table, options, node);
    const told: string[] = [];
    const onProgress = ({ what, done, of }: { what: string; done: number; of: number }) =>
      void told.push(`${what} ${done}/${of}`);
    const result = await loo(posterior, { refit: true, onProgress }, node);
    expect(told).toEqual(["fitted again 0/1", "fitted again 1/1"]);
    expect(result.unreliable).toEqual([]);
    expect(result.warnings).toEqual([]);
    expect(result.notes).toEqual(["fitted again without each of 1 observation"]);
    const { elpd, mcse } = result.pointwise;
    expect(Math.abs(elpd[outlier]! - leftOut[outlier]!)).toBeLessThan(4 * mcse[outlier]!);
    expect(mcse[outlier]!).toBeLessThan(0.5);
  });

  it("gives models of the same responses the same fingerprint, others another", async () => {
    const short = { ...options, warmup: 100, draws: 100 };
    const [first, second, third] = await Promise.all(
      [
        fit(model, table, short, node),
        fit(asProgram, table, short, node),
        fit(model, tableFromColumns({ y: y.map((value) => value + 1), s }), short, node),
      ].map(async (posterior) => (await loo(await posterior, {}, node)).data),
    );
    expect(first).toBe(second);
    expect(third).not.toBe(first);
  });

  it("has nothing to leave out of draws of the prior", async () => {
    for (const prior of [model.priorOnly(), asProgram.priorOnly()]) {
      const posterior = await fit(prior, table, { ...options, warmup: 100, draws: 50 }, node);
      await expect(loo(posterior, {}, node)).rejects.toThrow(/^these are draws of the prior/);
    }
  });

  it("takes a generated log_lik of draws whose model is not known, and says so where there is none", async () => {
    const posterior = await fit(asProgram, table, options, node);
    const { draws, provenance, timing, model: description } = posterior;
    const bare = { draws, provenance, timing, model: description, warnings: [] };
    await expect(loo(bare, {}, node)).rejects.toThrow(/^the log likelihood by row is not known/);
    const names = y.map((_, row) => `log_lik[${row + 1}]`);
    const chains = draws.chains.map((chain) => ({
      ...chain,
      values: Float64Array.from(chain.values).length
        ? Float64Array.from(
            Array.from(chain.values).flatMap((mu) =>
              y.map((value, row) => normal(mu, s[row]!).logDensity(value) as number),
            ),
          )
        : chain.values,
    }));
    const result = await loo({ ...bare, draws: { ...draws, names, chains } }, {}, node);
    const expected = await loo(posterior, {}, node);
    expect(result.elpd.value).toBeCloseTo(expected.elpd.value, 8);
    expect(result.labels![1]).toBe("log_lik[2]");
  });
});
