import { describe, expect, it } from "vitest";

import { comparePosterior, disagreements, readReference, type ReferencePosterior } from "../examples/agreement.js";
import { summarise } from "../../diagnostics/summarise.js";
import { samplerLine } from "../../diagnostics/summaryText.js";
import { summaryJson } from "../../diagnostics/summaryJson.js";
import { optimisationNames } from "../../src/optimisations.js";
import { chooseAlgorithm } from "../../src/chooseAlgorithm.js";
import { readTable } from "../../src/files/readTable.js";
import { fit, glmm, update } from "../../src/index.js";

const schools = () => readTable("examples/eight-schools/schools.csv");
const formula = "y | se(sigma) ~ 1 + (1 | school)";
/** With a normal intercept one dimension is left, with the default student_t two. */
const one = glmm(formula, { priors: ["Intercept ~ normal(0, 5)", "sd ~ cauchy(0, 5)"] });
const two = glmm(formula);
const short = { seed: 1, chains: 2, warmup: 200, draws: 200, workers: 0 };

describe("chooseAlgorithm", () => {
  const coordinates = { outer: Int32Array.of(0), conditioned: new Int32Array(0) };

  it("takes independence for fitted coordinates of one or two dimensions, unless it is switched off", () => {
    for (const dimension of [0, 1, 2, 3]) {
      const chosen = chooseAlgorithm({ dimension, coordinates }, {});
      expect(chosen).toBe(dimension === 1 || dimension === 2 ? "independence" : "nuts");
      expect(chooseAlgorithm({ dimension }, {})).toBe("nuts");
      const others = optimisationNames.filter((name) => name !== "independent");
      expect(chooseAlgorithm({ dimension, coordinates }, { optimise: others })).toBe("nuts");
    }
  });

  it("does what it was told, and else what an earlier fit did, where the model allows it", () => {
    const large = { dimension: 3, coordinates };
    const small = { dimension: 2, coordinates };
    expect(chooseAlgorithm(small, { algorithm: "nuts" }, "independence")).toBe("nuts");
    expect(chooseAlgorithm(large, { algorithm: "independence" }, "nuts")).toBe("independence");
    expect(chooseAlgorithm(small, {}, "nuts")).toBe("nuts");
    expect(chooseAlgorithm({ dimension: 2 }, {}, "independence")).toBe("independence");
    expect(chooseAlgorithm(large, {}, "independence")).toBe("nuts");
  });
});

describe("a random-effects meta-analysis", () => {
  it.each([
    { name: "one dimension", model: one, dimension: 1 },
    { name: "two dimensions", model: two, dimension: 2 },
  ])(
    "is drawn from nearly independently in $name: at least 3,400 effective draws of 4,000",
    async ({ model, dimension }) => {
      const posterior = await fit(model, await schools(), { seed: 1, workers: 0 });
      const { draws, provenance, warnings } = posterior;
      expect(draws.chains[0]!.positions).toHaveLength(1000 * dimension);
      expect(provenance.options["algorithm"]).toBe("independence");
      expect(warnings).toEqual([]);
      // An estimate of ESS from so many independent draws has an sd of some 3 %, the least of twenty of them is two below.
      for (const row of summarise(draws)) {
        expect(row.ess_bulk!, row.variable).toBeGreaterThan(3400);
        expect(row.ess_tail!, row.variable).toBeGreaterThan(3400);
      }
      expect(samplerLine(summaryJson(posterior).sampler)).toMatch(
        /^4 chains of 1000 draws by independent proposals, seed 1;/,
      );
    },
  );

  it("agrees with Stan on eight schools, in the means, sds and quantiles of all parameters", async () => {
    const { draws } = await fit(one, await schools(), { seed: 2, workers: 0 });
    const reference = readReference<ReferencePosterior>("posteriors/eight_schools.json");
    expect(disagreements(comparePosterior(summarise(draws), reference))).toEqual([]);
  });

  it("is drawn from by NUTS where that is asked for, with the same posterior", async () => {
    const table = await schools();
    const independent = summarise((await fit(two, table, { seed: 3, workers: 0 })).draws);
    const posterior = await fit(two, table, { seed: 3, workers: 0, algorithm: "nuts" });
    expect(posterior.draws.chains[0]!.warmup!.iterations).toBeGreaterThan(0);
    for (const [i, row] of summarise(posterior.draws).entries()) {
      const other = independent[i]!;
      // With 4.5 standard errors one of 150,000 comparisons strays by chance.
      const error = Math.sqrt(row.mcse_mean! ** 2 + other.mcse_mean! ** 2);
      expect(Math.abs(row.mean! - other.mean!), row.variable).toBeLessThan(4.5 * error);
    }
  });

  it("is made again with the algorithm that the posterior tells of, by update too", async () => {
    const table = await schools();
    const first = await fit(two, table, short);
    const { seed, draws, warmup, chains, options } = first.provenance;
    const again = await fit(two, table, { seed, draws, warmup, chains, workers: 0, ...(options as object) });
    expect(again.draws).toEqual(first.draws);
    expect((await update(first, table, {})).draws).toEqual(first.draws);
    const byNuts = await fit(two, table, { ...short, algorithm: "nuts" });
    const updated = await update(byNuts, table, {});
    expect(updated.provenance.options["algorithm"]).toBe("nuts");
    expect(updated.draws).toEqual(byNuts.draws);
  });

  it("is refused independence for three dimensions, in words", async () => {
    const fitting = fit(glmm("y ~ 1 + (1 | school)"), await schools(), { ...short, algorithm: "independence" });
    await expect(fitting).rejects.toThrow(
      /^the algorithm "independence" draws from posteriors of 1 or 2 unconstrained/,
    );
  });
});
