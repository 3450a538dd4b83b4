import { beforeAll, describe, expect, it } from "vitest";
import { loadTensorflow } from "../../../../engine/autodiff/ops.js";
import { expectEffectsLaw, sampledEffects, type EffectsCase, type SampledEffects } from "./effectsLaw.js";
import { derivatives } from "./extrapolated.js";
import { largeKernels, relatedCases } from "./relatedCases.js";

beforeAll(async () => void (await loadTensorflow()));

const centre = { centre: true };
const every = { centre: true, integrate: true };
const cases: readonly EffectsCase[] = [
  ...relatedCases.map((one) => ({ ...one, geometry: centre })),
  { ...largeKernels("count ~ x + (1 | gr(k, cov = K)) + (1 | gr(k, cov = M))", "poisson"), geometry: centre },
  { ...largeKernels("real ~ x + (1 | gr(k, cov = K)) + (1 | gr(k, cov = M))", "gaussian"), geometry: every },
  { ...largeKernels("count ~ (1 | gr(k, cov = K)) + (1 | k)", "negbinomial"), geometry: centre },
  { ...largeKernels("real ~ x + (1 | gr(k, cov = K)) + (1 | k)", "gaussian"), geometry: every },
];

const traces = new Map<EffectsCase, SampledEffects>();

function trace(one: EffectsCase): SampledEffects {
  const made = traces.get(one) ?? sampledEffects(one);
  traces.set(one, made);
  return made;
}

const titled = cases.map((one) => ({ one, title: JSON.stringify([one.formula, one.options.family]) }));

describe.each(titled)("$title", ({ one }) => {
  it("samples effects relative to the rows by a density that is that of related effects", () => {
    const made = trace(one);
    expect(made.traced.blocks.every(({ latent }) => latent !== "sampled")).toBe(true);
    expectEffectsLaw(made);
  });

  it("has the gradient of its density", () => {
    const { traced, compiled, position } = trace(one);
    const gradient = new Float64Array(traced.dimension);
    compiled.evaluate(position, gradient);
    const unused = new Float64Array(traced.dimension);
    const slopes = derivatives((at) => compiled.evaluate(at, unused), position);
    const largest = slopes.reduce((most, slope) => Math.max(most, Math.abs(slope)), 1);
    slopes.forEach((slope, i) => expect(Math.abs(gradient[i]! - slope)).toBeLessThan(1e-7 * largest));
  });
});
