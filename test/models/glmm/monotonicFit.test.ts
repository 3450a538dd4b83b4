/** A fit that finds the steps from which data were drawn. */
import { describe, expect, it } from "vitest";
import { quantileOfSorted } from "../../../engine/math/quantileOfSorted.js";
import { stream } from "../../../engine/random/stream.js";
import { fittedGlmm } from "../../../models/glmm/FittedGlmm.js";
import { glmm } from "../../../models/glmm/glmm.js";
import { fit } from "../../../src/index.js";

describe("a fit with mo()", () => {
  it("has the steps and the coefficients that responses were drawn with in its intervals", async () => {
    const rng = stream("11", "cells");
    const steps = [0.6, 0.3, 0.1];
    const heights = [0, 1.8, 2.7, 3];
    const cells = Array.from({ length: 400 }, (_, row) => {
      const [k, z] = [row % 4, rng.normal()];
      return { k: ["no", "few", "some", "many"][k]!, z, y: 1 + 0.5 * heights[k]! - 0.4 * z + 0.8 * rng.normal() };
    });
    const model = glmm("y ~ z + mo(k)", { factors: { k: ["no", "few", "some", "many"] } });
    const posterior = await fit(model, cells, { seed: 1, chains: 2, warmup: 400, draws: 500 });
    const { draws } = fittedGlmm(posterior);
    const truths: [string, number][] = [
      ...steps.map((share, j): [string, number] => [`simo_mok1[${j + 1}]`, share]),
      ["bsp_mok", 0.5],
      ["b_z", -0.4],
      ["sigma", 0.8],
    ];
    for (const [name, truth] of truths) {
      const sorted = draws(name).slice().sort();
      // Intervals of 99.9 %, of one seed.
      expect(quantileOfSorted(sorted, 0.0005), name).toBeLessThan(truth);
      expect(quantileOfSorted(sorted, 0.9995), name).toBeGreaterThan(truth);
      // Tight enough to tell them apart.
      expect(sorted.at(-1)! - sorted[0]!, name).toBeLessThan(0.7);
    }
    expect(posterior.warnings).toEqual([]);
  });
});
