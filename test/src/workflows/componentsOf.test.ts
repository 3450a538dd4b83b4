import { describe, expect, it } from "vitest";

import { tableFromColumns } from "../../../engine/data/table.js";
import { halfNormal } from "../../../engine/distributions/halfNormal.js";
import { normal } from "../../../engine/distributions/normal.js";
import { log } from "../../../engine/math/log.js";
import { stream } from "../../../engine/random/stream.js";
import { glmm } from "../../../models/glmm/glmm.js";
import { logLikelihood, predictionArray } from "../../../models/glmm/prediction/index.js";
import { program } from "../../../models/program/program.js";
import { fit } from "../../../src/fit.js";
import { node } from "../../../src/platform/node/node.js";
import { componentsOf } from "../../../src/workflows/componentsOf.js";
import { keepPreparedOf } from "../../../src/preparedOf.js";

const short = { seed: 1, chains: 2, warmup: 80, draws: 15, workers: 0 };

const rng = stream("1", "pupils");
const pupils = tableFromColumns({
  score: Array.from({ length: 30 }, (_, i) => (i % 5) + rng.normal()),
  age: Array.from({ length: 30 }, () => 10 + rng.normal()),
  school: Array.from({ length: 30 }, (_, i) => `s${i % 5}`),
  passed: Array.from({ length: 30 }, () => (rng.uniform() < 0.5 ? 1 : 0)),
});

const meanAndSpread = program<{ score: number }>(({ parameter, observe, data }) => {
  const mean = parameter("mean", normal(0, 10));
  const sd = parameter("sd", halfNormal(0, 3));
  observe(normal(mean, sd), data.score);
});

describe("componentsOf", () => {
  it("gives log prior, log likelihood and, of a positive parameter, its logarithm as Jacobian: they sum to the log density", async () => {
    const posterior = await fit(meanAndSpread, pupils, short, node);
    const { blocks, logPrior, logLikelihood: likelihood } = componentsOf(posterior)!;
    expect(blocks).toEqual([
      { name: "mean", hierarchical: false },
      { name: "sd", hierarchical: false },
    ]);
    posterior.draws.chains.forEach(({ values, statistics, drawCount }, chain) => {
      for (let draw = 0; draw < drawCount; draw += 1) {
        const [ofMean, ofSd] = logPrior[chain]!.subarray(2 * draw, 2 * draw + 2) as unknown as [number, number];
        const sd = values[2 * draw + 1]!;
        // One addition of thirty terms may be in another order.
        expect(ofMean + ofSd + likelihood[chain]![draw]! + log(sd)).toBeCloseTo(statistics.logDensity[draw]!, 10);
        expect(ofMean).toBeCloseTo(normal(0, 10).logDensity(values[2 * draw]!) as number, 12);
      }
    });
  });

  it.each([
    ["effects that were integrated out, as drawn", ["score ~ age + (1 | school)"], "gaussian", "all"],
    ["effects that were sampled relative to the data", ["passed ~ age + (1 + age | school)"], "bernoulli", "all"],
    ["effects that were sampled as declared", ["passed ~ age + (1 | school)"], "bernoulli", "none"],
  ] as const)(
    "takes the likelihood given %s, as a question to the draws does",
    async (_, formula, family, optimise) => {
      const posterior = await fit(glmm(formula, { family }), pupils, { ...short, optimise }, node);
      const { logLikelihood: sums, blocks } = componentsOf(posterior)!;
      expect(blocks.some(({ hierarchical }) => hierarchical)).toBe(true);
      // Those of coefficients and standard deviations are a person's choice, also where they were integrated out.
      const own = blocks.filter(({ hierarchical }) => !hierarchical).map(({ name }) => name);
      expect(own).toEqual(expect.arrayContaining(["Intercept", "b_age", "sd_school__Intercept"]));
      const asked = sums.flatMap((chain) => [...chain]);
      const byRow = predictionArray(logLikelihood(posterior));
      asked.forEach((value, draw) => {
        const total = byRow.reduce((sum, cell, at) => (at % asked.length === draw ? sum + cell : sum), 0);
        expect(value).toBeCloseTo(total, 8);
      });
    },
  );

  it("knows those of a copy only when it is told that it is one", async () => {
    const posterior = await fit(meanAndSpread, pupils, short, node);
    const copy = { ...posterior };
    expect(componentsOf(copy)).toBeUndefined();
    expect(componentsOf(keepPreparedOf(posterior, copy))).toEqual(componentsOf(posterior));
  });
});
