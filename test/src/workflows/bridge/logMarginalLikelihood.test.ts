/** Marginal likelihoods against closed forms, integrals, and bridgesampling on Stan's draws. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { beforeAll, describe, expect, it } from "vitest";

import type { Posterior } from "../../../../engine/core/Posterior.js";
import { tableFromColumns } from "../../../../engine/data/table.js";
import { beta } from "../../../../engine/distributions/beta.js";
import { binomial } from "../../../../engine/distributions/binomial.js";
import { flat } from "../../../../engine/distributions/flat.js";
import { halfCauchy } from "../../../../engine/distributions/halfCauchy.js";
import { normal } from "../../../../engine/distributions/normal.js";
import { positive } from "../../../../engine/distributions/Support.js";
import { cholesky } from "../../../../engine/math/cholesky.js";
import { logBeta } from "../../../../engine/math/logBeta.js";
import { logChoose } from "../../../../engine/math/logChoose.js";
import { logDeterminant } from "../../../../engine/math/logDeterminant.js";
import { solveTriangular } from "../../../../engine/math/solveTriangular.js";
import { stream } from "../../../../engine/random/stream.js";
import { glmm } from "../../../../models/glmm/glmm.js";
import { program } from "../../../../models/program/program.js";
import { loadFit } from "../../../../src/files/loadFit.js";
import { saveFit } from "../../../../src/files/saveFit.js";
import { fit as fitOn } from "../../../../src/fit.js";
import { node } from "../../../../src/platform/node/node.js";
import {
  bayesFactor,
  bayesFactorText,
  logMarginalLikelihood,
  marginalLikelihoodText,
  modelProbabilitiesText,
  posteriorModelProbabilities,
  type MarginalLikelihood,
} from "../../../../src/workflows/bridge/index.js";
import { temporaryFolder } from "../../../support/temporaryFolder.js";

const options = { seed: 1, workers: 0 };
const fit = (model: Parameters<typeof fitOn>[0], table: Parameters<typeof fitOn>[1], more = {}) =>
  fitOn(model, table, { ...options, ...more }, node);

interface Bridged {
  readonly logml: number;
  readonly error: number;
}
const reference = JSON.parse(
  readFileSync(new URL("../../../reference/bridge/values.json", import.meta.url), "utf8"),
) as {
  readonly schools: { y: number[]; sigma: number[]; readonly exact: number; readonly bridge: Bridged };
  readonly poisson: { g: number[]; x: number[]; y: number[]; readonly bridge: Bridged };
};

/** Log density of y under a normal law with this mean and covariance (n × n, by its lower triangle). */
function logNormal(y: readonly number[], mean: number, covariance: (i: number, j: number) => number): number {
  const n = y.length;
  const factor = cholesky(
    Float64Array.from({ length: n * n }, (_, i) => covariance(Math.floor(i / n), i % n)),
    n,
  );
  const z = solveTriangular(
    factor,
    Float64Array.from(y, (value) => value - mean),
  );
  const squares = z.reduce((sum, value) => sum + value * value, 0);
  return -0.5 * (squares + logDeterminant(factor, n) + n * Math.log(2 * Math.PI));
}

/** Four errors hold in all but one of ten thousand cases; an error of its own is not known to more than a fifth. */
function expectWithin(
  { logMarginalLikelihood: found, error }: MarginalLikelihood,
  exact: number,
  largest: number,
): void {
  expect(Math.abs(found - exact)).toBeLessThan(4 * error + 1e-9);
  expect(error).toBeLessThan(largest);
}

const rng = stream("7", "marginal");
const rows = 24;
const x = Array.from({ length: rows }, () => 2 + rng.normal());
const effects = Array.from({ length: 4 }, () => 0.8 * rng.normal());
const y = x.map((value, row) => 1 + 0.5 * value + effects[row % 4]! + 0.7 * rng.normal());
const table = tableFromColumns({
  ...{ x, y },
  se: x.map((_, row) => 0.5 + 0.02 * row),
  g: x.map((_, row) => `g${row % 4}`),
});
const centred = x.map((value) => value - x.reduce((sum, one) => sum + one, 0) / rows);
const priors = ["Intercept ~ normal(1, 3)", "b ~ normal(0, 2)", "sd ~ normal(0, 1)", "sigma ~ exponential(1)"];

describe("logMarginalLikelihood", () => {
  it("of a normal linear model with known errors is that of a normal vector", async () => {
    const posterior = await fit(glmm("y | se(se) ~ x", { priors: priors.slice(0, 2) }), table);
    const exact = logNormal(y, 1, (i, j) => {
      return 9 + 4 * centred[i]! * centred[j]! + (i === j ? (0.5 + 0.02 * i) ** 2 : 0);
    });
    expectWithin(await logMarginalLikelihood(posterior), exact, 0.01);
    expectWithin(await logMarginalLikelihood(posterior, { method: "warp3" }), exact, 0.01);
  });

  it("of a beta-binomial program is the ratio of beta functions", async () => {
    const model = program<{ y: number; n: number }>(({ parameter, observe, data }) => {
      observe(binomial(data.n, parameter("p", beta(2, 3))), data.y);
    });
    const data = tableFromColumns({ y: [3, 5, 1], n: [10, 9, 12] });
    const exact = logBeta(2 + 9, 3 + 22) - logBeta(2, 3) + logChoose(10, 3) + logChoose(9, 5) + logChoose(12, 1);
    expectWithin(await logMarginalLikelihood(await fit(model, data)), exact, 0.01);
  });

  describe("of a linear mixed model", () => {
    /** Given both standard deviations rows are a normal vector; these are integrated over by the trapezoidal rule on their logarithms. */
    function integrated(): number {
      const step = 0.1;
      const logs: number[] = [];
      for (let s = -6; s < 3; s += step) {
        for (let t = -3; t < 3; t += step) {
          const [sd, sigma] = [Math.exp(s), Math.exp(t)];
          const given = logNormal(y, 1, (i, j) => {
            const same = i % 4 === j % 4 ? sd * sd : 0;
            return 9 + 4 * centred[i]! * centred[j]! + same + (i === j ? sigma * sigma : 0);
          });
          const prior = Math.log(2) - (sd * sd) / 2 - Math.log(2 * Math.PI) / 2 - sigma;
          logs.push(given + prior + s + t);
        }
      }
      const top = logs.reduce((most, value) => Math.max(most, value), -Infinity);
      return top + Math.log(logs.reduce((sum, value) => sum + Math.exp(value - top), 0) * step * step);
    }
    const exact = integrated();
    const model = glmm("y ~ x + (1 | g)", { priors });
    let posterior: Posterior;
    beforeAll(async () => {
      posterior = await fit(model, table);
    });

    it("is the integral over its standard deviations, effects being integrated out", async () => {
      const found = await logMarginalLikelihood(posterior);
      expect(found.dimension).toBeLessThan(5);
      expectWithin(found, exact, 0.02);
      expect(found.warnings).toEqual([]);
    });

    it("is the same without any optimisation, where every effect is sampled", async () => {
      const plain = await logMarginalLikelihood(await fit(model, table, { optimise: "none", adaptDelta: 0.95 }));
      expect(plain.dimension).toBe(8);
      expectWithin(plain, exact, 0.08);
    });

    it("is the same of a fit that was saved", async () => {
      const folder = join(temporaryFolder(), "fit");
      await saveFit(folder, posterior);
      const { logMarginalLikelihood: again } = await logMarginalLikelihood(await loadFit(folder));
      expect(again).toBeCloseTo((await logMarginalLikelihood(posterior)).logMarginalLikelihood, 8);
    });

    it("depends on the seed of the bridge within its error only", async () => {
      const [one, other] = [
        await logMarginalLikelihood(posterior, { seed: 11 }),
        await logMarginalLikelihood(posterior, { seed: 12 }),
      ];
      expect(one.logMarginalLikelihood).not.toBe(other.logMarginalLikelihood);
      expect(Math.abs(one.logMarginalLikelihood - other.logMarginalLikelihood)).toBeLessThan(6 * one.error);
    });
  });

  it("of correlated slopes without data is 0: priors cut at zero and of matrices have all their constants", async () => {
    const model = glmm("y ~ x + (1 + x | g)", { priors: [...priors, "cor ~ lkj(2)"] }).priorOnly();
    expectWithin(await logMarginalLikelihood(await fit(model, table)), 0, 0.05);
  });

  it("of eight schools is the integral over tau, and what bridgesampling finds with Stan", async () => {
    const { y: effect, sigma, exact, bridge } = reference.schools;
    const model = program<{ y: number; sigma: number }>(({ parameter, observe, data }) => {
      const tau = parameter("tau", halfCauchy(0, 5));
      const theta = parameter("theta", normal(parameter("mu", normal(0, 5)), tau), { dims: { school: 8 } });
      observe(normal(theta, data.sigma), data.y);
    });
    const found = await logMarginalLikelihood(
      await fit(model, tableFromColumns({ y: effect, sigma }), { adaptDelta: 0.95, draws: 2000 }),
    );
    expectWithin(found, exact, 0.05);
    expect(Math.abs(found.logMarginalLikelihood - bridge.logml)).toBeLessThan(
      4 * Math.hypot(found.error, bridge.error),
    );
  });

  it("of counts in groups is what bridgesampling finds with Stan", async () => {
    const { g, x: column, y: counts, bridge } = reference.poisson;
    const model = glmm("y ~ x + (1 | g)", {
      family: "poisson",
      priors: ["Intercept ~ normal(0, 2)", "b ~ normal(0, 1)", "sd ~ student_t(3, 0, 1)"],
    });
    const data = tableFromColumns({ y: counts, x: column, g: g.map((level) => `g${level}`) });
    const found = await logMarginalLikelihood(await fit(model, data));
    expect(found.error).toBeLessThan(0.02);
    expect(Math.abs(found.logMarginalLikelihood - bridge.logml)).toBeLessThan(
      4 * Math.hypot(found.error, bridge.error),
    );
  });

  it("is refused with flat priors, which are named", async () => {
    const few = { warmup: 100, draws: 100, chains: 1 };
    const formula = await fit(glmm("y ~ x", { priors: "brms" }), table, few);
    await expect(logMarginalLikelihood(formula)).rejects.toThrow(/^b_x has a flat prior/);
    const model = program<{ y: number }>(({ parameter, observe, data }) => {
      observe(normal(parameter("mu", flat()), parameter("sigma", flat(), { support: positive })), data.y);
    });
    await expect(logMarginalLikelihood(await fit(model, table, few))).rejects.toThrow(
      /^mu and sigma have a flat prior/,
    );
  });

  it("warns of few draws, and says how many to take", async () => {
    const few = await logMarginalLikelihood(
      await fit(glmm("y ~ x + (1 | g)", { priors }), table, { draws: 100, warmup: 200, chains: 2 }),
    );
    const warning = few.warnings.find(({ cause }) => cause === "bridge_draws")!;
    expect(warning.text).toMatch(/^100 draws on the bridge count for \d+, .* take 2000 or more in each chain\.$/);
    expect(marginalLikelihoodText(few)).toMatch(/log marginal likelihood -\d+\.\d+, relative error/);
  });

  it("is refused for draws whose model is not known, and for impossible options", async () => {
    const bare = { draws: { names: [], chains: [], maxTreeDepth: 0 }, model: { title: "", lines: [] } };
    const posterior = { ...bare, provenance: { seed: "1", options: {} }, warnings: [] } as unknown as Posterior;
    await expect(logMarginalLikelihood(posterior)).rejects.toThrow("fit it again first");
    await expect(logMarginalLikelihood(posterior, { method: "warp" as "warp3" })).rejects.toThrow(
      '"normal" or "warp3"',
    );
  });
});

describe("bayesFactor", () => {
  // The exact ones are those of normal vectors, as above.
  const exactOf = (slope: number) =>
    logNormal(y, 1, (i, j) => 9 + slope ** 2 * centred[i]! * centred[j]! + (i === j ? (0.5 + 0.02 * i) ** 2 : 0));
  let [withSlope, without, byDefault]: Posterior[] = [];
  beforeAll(async () => {
    withSlope = await fit(glmm("y | se(se) ~ x", { priors: priors.slice(0, 2) }), table);
    without = await fit(glmm("y | se(se) ~ 1", { priors: priors.slice(0, 1) }), table);
    byDefault = await fit(glmm("y | se(se) ~ x", { priors: priors.slice(0, 1) }), table);
  });

  it("is the ratio of marginal likelihoods, and the other way around its inverse", async () => {
    const found = await bayesFactor(withSlope!, without!);
    expect(Math.abs(found.logBayesFactor - (exactOf(2) - exactOf(0)))).toBeLessThan(4 * found.error);
    expect(found.warnings).toEqual([]);
    const inverse = await bayesFactor(found.second, found.first);
    expect(inverse.bayesFactor * found.bayesFactor).toBeCloseTo(1, 12);
    expect(bayesFactorText(inverse)).toMatch(/Bayes factor of y \| se\(se\) ~ x against y \| se\(se\) ~ 1: \d/);
  });

  it("warns where a default prior is in one model only, and names it", async () => {
    const { warnings } = await bayesFactor(byDefault!, without!);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]!.variables).toEqual(["b_x"]);
    expect(warnings[0]!.text).toContain("b_x ~ normal(0, ");
  });

  it("is refused for other responses", async () => {
    const other = await fit(glmm("x ~ 1", { priors: ["Intercept ~ normal(0, 2)", "sigma ~ exponential(1)"] }), table);
    await expect(bayesFactor(withSlope!, other)).rejects.toThrow("fitted to different responses");
  });

  it("gives probabilities of models that are prior odds times it", async () => {
    const { models } = await posteriorModelProbabilities([
      { name: "slope", fit: withSlope! },
      { name: "none", fit: without!, prior: 3 },
    ]);
    const odds = Math.exp(exactOf(2) - exactOf(0)) / 3;
    expect(models.map(({ prior }) => prior)).toEqual([0.25, 0.75]);
    expect(Math.abs(models[0]!.probability - odds / (1 + odds))).toBeLessThan(4 * models[0]!.mcse + 1e-9);
    expect(models[0]!.probability + models[1]!.probability).toBeCloseTo(1, 12);
    expect(models[0]!.mcse).toBeCloseTo(models[1]!.mcse, 12);
    expect(modelProbabilitiesText({ models, warnings: [] }).split("\n")[2]).toMatch(/^none +-\d/);
    await expect(posteriorModelProbabilities([{ name: "slope", fit: withSlope! }])).rejects.toThrow("two models");
  });
});
