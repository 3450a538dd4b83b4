import { beforeAll, describe, expect, it } from "vitest";
import { essMean } from "../../../../diagnostics/index.js";
import type { Posterior } from "../../../../engine/core/Posterior.js";
import { coef, fixef, glmm, ranef, shrinkage, varCorr } from "../../../../models/index.js";
import { fit } from "../../../../src/index.js";
import { uniforms } from "./handMade.js";

const levels = 8;

/** Unbalanced: level j has 2 + j rows. Sums of uniforms stand for normals. */
function data() {
  const uniform = uniforms(5);
  const normal = () => Array.from({ length: 12 }, uniform).reduce((sum, u) => sum + u) - 6;
  const effects = Array.from({ length: levels }, () => 1.5 * normal());
  const g = effects.flatMap((_, j) => Array.from({ length: 2 + j }, () => j));
  return { g: g.map((j) => `level ${j}`), y: g.map((j) => 3 + effects[j]! + 2 * normal()) };
}

describe("questions put to a sampled posterior", () => {
  let posterior: Posterior;
  const { g, y } = data();
  const column = (name: string) => {
    const place = posterior.draws.names.indexOf(name);
    return posterior.draws.chains.map(({ values, drawCount }) =>
      Float64Array.from({ length: drawCount }, (_, d) => values[d * posterior.draws.names.length + place]!),
    );
  };
  const mean = (values: ArrayLike<number>) => Array.from(values).reduce((sum, x) => sum + x, 0) / values.length;

  beforeAll(async () => {
    const model = glmm("y ~ 1 + (1 | g)", { family: "gaussian" });
    posterior = await fit(model, { g, y }, { chains: 4, warmup: 300, draws: 500, seed: "3", workers: 0 });
  });

  it("effects are those of the draws, and coefficients are population plus effect", () => {
    const drawn = mean(column("r_g[level.3,Intercept]").flatMap((chain) => [...chain]));
    const row = ranef(posterior, { group: "g" }).find(({ level }) => level === "level 3")!;
    expect(row.mean).toBeCloseTo(drawn, 12);
    const whole = coef(posterior, { group: "g" }).find(({ level }) => level === "level 3")!;
    expect(whole.mean).toBeCloseTo(drawn + fixef(posterior)[0]!.mean, 12);
    expect(varCorr(posterior).map(({ kind }) => kind)).toEqual(["sd", "variance", "sd", "variance"]);
  });

  it("partial pooling is the mean of what factor and own estimate make of each draw", () => {
    // Given b, sigma and sd the effect is normal with mean (1 − factor)(level's mean − b), so both have one expectation.
    const [b, sigma, sd] = ["b_Intercept", "sigma", "sd_g__Intercept"].map(column);
    const rows = shrinkage(posterior, { group: "g", draws: 2000 }).rows;
    rows.forEach((row, j) => {
      const own = mean(y.filter((_, i) => g[i] === row.level));
      expect(row.noPooling.mean).toBeCloseTo(own, 9);
      const conditional = b!.map((chain, c) =>
        chain.map((at, d) => {
          const variance = (sigma![c]![d]! * sigma![c]![d]!) / row.rows;
          const factor = variance / (variance + sd![c]![d]! * sd![c]![d]!);
          return factor * at + (1 - factor) * own;
        }),
      );
      const drawn = column(`r_g[level.${j},Intercept]`).map((chain, c) => chain.map((r, d) => r + b![c]![d]!));
      const gap = drawn.map((chain, c) => chain.map((value, d) => value - conditional[c]![d]!));
      const size = essMean(gap).value;
      const flat = gap.flatMap((chain) => [...chain]);
      const spread = Math.sqrt(mean(flat.map((value) => value * value)));
      // Eight levels at 4.5 standard errors: a false alarm in 20,000 seeds, and the seed is fixed.
      expect(Math.abs(mean(flat)) / (spread / Math.sqrt(size))).toBeLessThan(4.5);
    });
  });

  it("shrinks levels of few rows more than those of many", () => {
    const factors = shrinkage(posterior, { group: "g" }).rows.map(({ factor }) => factor.mean);
    expect([...factors].sort((p, q) => q - p)).toEqual(factors);
  });
});
