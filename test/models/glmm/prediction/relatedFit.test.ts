import { beforeAll, describe, expect, it } from "vitest";
import { essMean } from "../../../../diagnostics/index.js";
import type { Posterior } from "../../../../engine/core/Posterior.js";
import { stream } from "../../../../engine/random/stream.js";
import { ancestral, glmm, linpred, predictionArray, tree } from "../../../../models/index.js";
import { fit } from "../../../../src/index.js";
import { backward, choleskyOf, dot, forward, matrix } from "../latent/matrices.js";

/** Its height is 2; g and h are not in the data. */
const newick = "(((a:1,g:0.5)ag:0.5,(b:1,c:1)bc:0.5)abc:0.5,((d:0.5,e:0.5)de:1,h:0.25)deh:0.5,f:1.5);";
const species = ["a", "b", "c", "d", "e", "f"];
/** Depth of the node at which two places part, or of the place itself; 0 of those not named. */
const shared: Readonly<Record<string, number>> = {
  ...{ aa: 2, bb: 2, cc: 2, dd: 2, ee: 2, ff: 1.5, gg: 1.5, bcbc: 1 },
  ...{ ab: 0.5, ac: 0.5, ag: 1, bc: 1, bg: 0.5, cg: 0.5, de: 1.5, abc: 0.5, bbc: 1, cbc: 1, gbc: 0.5 },
};
const covarianceOf = (one: string, other: string): number => (shared[one + other] ?? shared[other + one] ?? 0) / 2;

describe("a fit with a tree", () => {
  let posterior: Posterior;
  const rng = stream("12", "data");
  const rows = species.flatMap((name) => [name, name, name]);
  const y = rows.map((name) => 4 + species.indexOf(name) + rng.normal());

  beforeAll(async () => {
    const model = glmm("y ~ 1 + (1 | gr(species, tree = t))", { family: "gaussian", structures: { t: tree(newick) } });
    posterior = await fit(model, { species: rows, y }, { chains: 2, warmup: 300, draws: 1000, seed: "3", workers: 0 });
  });

  const column = (name: string): Float64Array => {
    const { names, chains } = posterior.draws;
    const place = names.indexOf(name);
    expect(place).toBeGreaterThanOrEqual(0);
    return Float64Array.from(
      chains.flatMap(({ values, drawCount }) =>
        Array.from({ length: drawCount }, (_, d) => values[d * names.length + place]!),
      ),
    );
  };

  /** Mean of the effects of g and bc given the data, the intercept and both standard deviations of a draw. */
  function expectedEffects(intercept: number, sd: number, sigma: number): number[] {
    const total = matrix(rows.length, rows.length, (i, j) => {
      const related = sd * sd * covarianceOf(rows[i]!, rows[j]!);
      return i === j ? related + sigma * sigma : related;
    });
    const factor = choleskyOf(total);
    const weights = backward(factor, forward(factor, y.map((value) => value - intercept))); // prettier-ignore
    return ["g", "bc"].map((place) => dot(rows.map((name) => sd * sd * covarianceOf(place, name)), weights)); // prettier-ignore
  }

  it("predicts a species and an ancestor without data as the model with their effects in it would", () => {
    const [intercept, sd, sigma] = ["b_Intercept", "sd_species__Intercept", "sigma"].map(column);
    const newdata = { species: ["g", "h"] };
    const atG = predictionArray(linpred(posterior, { newdata })).subarray(0, intercept!.length);
    const expected = Array.from(intercept!, (b, d) => expectedEffects(b, sd![d]!, sigma![d]!));
    // Draws less their expectation given data and hyperparameters have mean 0.
    const gap = Float64Array.from(atG, (value, d) => value - intercept![d]! - expected[d]![0]!);
    const halves = [gap.subarray(0, 1000), gap.subarray(1000)];
    const mean = gap.reduce((sum, x) => sum + x, 0) / gap.length;
    const spread = Math.sqrt(gap.reduce((sum, x) => sum + (x - mean) * (x - mean), 0) / gap.length);
    expect(Math.abs(mean)).toBeLessThan((5 * spread) / Math.sqrt(essMean(halves).value));
    const { rows: nodes } = ancestral(posterior);
    expect(nodes.map(({ node }) => node)).toEqual(["abc", "ag", "bc", "deh", "de"]);
    const bc = nodes[2]!;
    const average = expected.reduce((sum, [, effect]) => sum + effect!, 0) / expected.length;
    // Chance of both means over draws, of which the effective number is more than 400.
    expect(Math.abs(bc.effect.mean - average)).toBeLessThan((5 * bc.effect.sd) / Math.sqrt(400));
    expect(Math.abs(bc.value.mean - average - intercept!.reduce((a, b) => a + b, 0) / intercept!.length)).toBeLessThan(
      (5 * bc.effect.sd) / Math.sqrt(400),
    );
  });

  it("takes a new species for the population when told, and refuses one that the tree does not have", () => {
    const population = predictionArray(linpred(posterior, { newdata: { species: ["h"] }, newLevels: "population" }));
    expect(population).toEqual(column("b_Intercept"));
    expect(() => linpred(posterior, { newdata: { species: ["a", "zz"] } })).toThrow('"zz"');
    expect(() => linpred(posterior, { newdata: { species: ["zz"] }, groups: "none" })).not.toThrow();
  });
});
