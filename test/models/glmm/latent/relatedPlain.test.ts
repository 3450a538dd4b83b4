import { beforeAll, describe, expect, it } from "vitest";
import { loadTensorflow } from "../../../../engine/autodiff/ops.js";
import { expectEffectsLaw, sampledEffects, type EffectsCase } from "./effectsLaw.js";
import { derivatives } from "./extrapolated.js";
import { largeKernels, relatedCases, sigmaCases } from "./relatedCases.js";

beforeAll(async () => void (await loadTensorflow()));

const large = largeKernels("real ~ x + (x | gr(k, cov = K))", "gaussian");
const all = [...relatedCases, ...sigmaCases, large].flatMap((one) =>
  (["centred", "noncentred"] as const).map((parametrisation): EffectsCase => {
    return { ...one, options: { ...one.options, parametrisation } };
  }),
);
const titled = all.map((one) => ({
  one,
  title: JSON.stringify([one.formula, one.options.family, one.options.parametrisation]),
}));

describe.each(titled)("$title", ({ one }) => {
  it("samples effects by the density of related effects, with its gradient", () => {
    const made = sampledEffects(one);
    const { traced, compiled, position } = made;
    expectEffectsLaw(made);
    const gradient = new Float64Array(traced.dimension);
    compiled.evaluate(position, gradient);
    // The law says it of the slopes by effects already.
    const outer = traced.blocks.flatMap(({ latent, offset, length }) =>
      latent ? [] : Array.from({ length }, (_, i) => offset + i),
    );
    const unused = new Float64Array(traced.dimension);
    const within = (x: Float64Array) => {
      const at = position.slice();
      outer.forEach((place, k) => void (at[place] = x[k]!));
      return compiled.evaluate(at, unused);
    };
    const slopes = derivatives(
      within,
      Float64Array.from(outer, (place) => position[place]!),
    );
    const largest = slopes.reduce((most, slope) => Math.max(most, Math.abs(slope)), 1);
    slopes.forEach((slope, k) => expect(Math.abs(gradient[outer[k]!]! - slope)).toBeLessThan(1e-7 * largest));
  });
});

it("samples related effects from their prior where there is no likelihood", () => {
  const [tree, , , pedigree, , kinship] = relatedCases;
  for (const one of [tree!, pedigree!, kinship!]) expectEffectsLaw(sampledEffects({ ...one, priorOnly: true }));
});
