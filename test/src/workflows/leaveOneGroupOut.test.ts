import { describe, expect, it } from "vitest";

import { tableFromColumns } from "../../../engine/data/table.js";
import { exp } from "../../../engine/math/exp.js";
import { log } from "../../../engine/math/log.js";
import { normal } from "../../../engine/distributions/normal.js";
import { program } from "../../../models/program/program.js";
import { glmm } from "../../../models/glmm/glmm.js";
import { fit } from "../../../src/fit.js";
import { node } from "../../../src/platform/node/node.js";
import { leaveOneGroupOut } from "../../../src/workflows/leaveOneGroupOut.js";

const options = { seed: 1, chains: 2, warmup: 300, draws: 1000, workers: 0 };

/** Three rows in each of six groups, the last of which is far from the others; standard errors are known. */
const effects = [0.3, -0.6, 0.9, 0.1, -0.4, 6];
const y = effects.flatMap((effect, g) => [effect + 0.5, effect - 0.7 + 0.1 * g, effect + 0.1]);
const group = effects.flatMap((_, g) => [0, 1, 2].map(() => `g${g}`));
const se = 0.8;
const table = tableFromColumns({ y, s: y.map(() => se), group });
const model = glmm("y | se(s) ~ 1 + (1 | group)", {
  priors: ["Intercept ~ normal(0, 5)", "sd ~ exponential(1)"],
});

/** Log density of a group's rows given intercept and tau, its effect integrated out: along the mean and around it. */
function groupDensity(values: readonly number[], intercept: number, tau: number): number {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const around = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
  const ofMean = normal(intercept, Math.sqrt(tau * tau + (se * se) / n)).logDensity(mean) as number;
  const rest = -((n - 1) / 2) * log(2 * Math.PI * se * se) - around / (2 * se * se) - 0.5 * log(n);
  return ofMean + rest;
}

/** Log marginal likelihood of groups, by the midpoint rule over the intercept and tau: half the steps change it by less than 0.001. */
function logMarginal(groups: readonly number[]): number {
  const terms: number[] = [];
  for (let a = -12; a <= 12; a += 0.2) {
    for (let tau = 0.05; tau < 18; tau += 0.1) {
      const prior = (normal(0, 5).logDensity(a) as number) - tau;
      terms.push(groups.reduce((sum, g) => sum + groupDensity(y.slice(3 * g, 3 * g + 3), a, tau), prior));
    }
  }
  const largest = terms.reduce((a, b) => Math.max(a, b));
  return largest + log(terms.reduce((sum, term) => sum + exp(term - largest), 0) * 0.2 * 0.1);
}

const all = effects.map((_, g) => g);
const whole = logMarginal(all);
const leftOut = all.map((g) => whole - logMarginal(all.filter((other) => other !== g)));

describe("leaveOneGroupOut", () => {
  it("gives the density of each level's rows given all other levels, as a grid over the other parameters does", async () => {
    const posterior = await fit(model, table, options, node);
    const result = await leaveOneGroupOut(posterior, { group: "group" }, node);
    expect(result.labels).toEqual(all.map((g) => `group g${g}`));
    expect(result.notes).toEqual(["effects of group integrated out"]);
    const { elpd, mcse } = result.pointwise;
    for (const g of all.slice(0, 5)) expect(Math.abs(elpd[g]! - leftOut[g]!)).toBeLessThan(4 * mcse[g]! + 0.01);
  });

  it("fits again without a level whose Pareto k is too high, and integrates its effects under that fit", async () => {
    const posterior = await fit(model, table, options, node);
    const plain = await leaveOneGroupOut(posterior, { group: "group", threshold: 0.4 }, node);
    expect(plain.unreliable).toContain(5);
    const result = await leaveOneGroupOut(posterior, { group: "group", threshold: 0.4, refit: true }, node);
    expect(result.unreliable).toEqual([]);
    const { elpd, mcse } = result.pointwise;
    expect(mcse[5]!).toBeLessThan(0.4);
    expect(Math.abs(elpd[5]! - leftOut[5]!)).toBeLessThan(4 * mcse[5]!);
    expect(result.notes.at(-1)).toBe(
      plain.unreliable.length === 1 ? "fitted again without each of 1 level" : `fitted again without each of ${plain.unreliable.length} levels`, // prettier-ignore
    );
  });

  it("is for GLMMs, and for groups that they have", async () => {
    const short = { ...options, warmup: 50, draws: 20 };
    const posterior = await fit(model, table, short, node);
    await expect(leaveOneGroupOut(posterior, { group: "herd" }, node)).rejects.toThrow(/herd/);
    const other = program<{ y: number }>(({ parameter, observe, data }) => {
      observe(normal(parameter("mu", normal(0, 1)), 1), data.y);
    });
    const ofProgram = await fit(other, table, short, node);
    await expect(leaveOneGroupOut(ofProgram, { group: "group" }, node)).rejects.toThrow(/models declared by a formula/);
  });
});
