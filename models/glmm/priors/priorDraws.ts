/** Draws of a model's parameters from their priors, each from its own law. */
import type { Posterior } from "../../../engine/core/Posterior.js";
import { UserError } from "../../../engine/core/UserError.js";
import { stream } from "../../../engine/random/stream.js";
import { refuseUnknownOptions } from "../../program/refuseUnknownOptions.js";
import { coefficientDraw, interceptDraw } from "../drawNames.js";
import { fittedOf } from "../fittedOf.js";
import type { FittedGlmm } from "../FittedGlmm.js";
import type { Predictor } from "../Frame.js";
import type { ResolvedPrior } from "../Prior.js";

export interface PriorDrawsOptions {
  /** 4000 unless told. */
  readonly draws?: number;
  /** A whole number, or its decimal digits; that of the fit unless told. */
  readonly seed?: number | string;
}

const usualDraws = 4000;

/**
 * Draws of every parameter that has a proper prior, by the names of posterior draws: `b_x`, `sd_g__x`, `sigma`, and by pairs
 * `cor_g__Intercept__x`. The prior of a centred intercept is under `Intercept`, or `Intercept_sigma` of another parameter; under
 * `b_Intercept`, where posterior draws have it, is what it and the coefficients' priors come to for columns that are not centred. Flat
 * priors have no draws and are left out, and with them the intercepts that they would move.
 *
 * A parameter's draws come from a stream of its own, named by the seed and the parameter: they are the same beside any other.
 *
 * @throws UserError when the posterior is of no GLMM, and for a number of draws or a seed that cannot be.
 * @example
 * const prior = priorDraws(posterior, { draws: 1000, seed: 1 });
 * prior.get("sd_herd__Intercept");
 */
export function priorDraws(
  asked: Posterior | FittedGlmm,
  options: PriorDrawsOptions = {},
): ReadonlyMap<string, Float64Array> {
  refuseUnknownOptions("priorDraws", options, ["draws", "seed"]);
  const fitted = fittedOf(asked);
  const { draws = usualDraws, seed = fitted.posterior.provenance.seed } = options;
  if (!Number.isInteger(draws) || draws < 1) {
    throw new UserError(`draws of the prior must be a whole number of at least 1; it is ${draws}.`);
  }
  const own = new Map(
    fitted.priors
      .filter(({ distribution }) => !isImproper(distribution.name))
      .map((prior) => [prior.slot.name, drawPrior(fitted, prior, draws, String(seed))]),
  );
  const out = new Map<string, Float64Array>();
  for (const { slot } of fitted.priors) {
    const values = own.get(slot.name);
    if (values === undefined) continue;
    if (slot.class === "cor") for (const [name, column] of values) out.set(name, column);
    else if (slot.class === "Intercept") {
      out.set(slot.parameter === "mu" ? "Intercept" : `Intercept_${slot.parameter}`, values.get(slot.name)!);
    } else out.set(slot.name, values.get(slot.name)!);
  }
  for (const predictor of fitted.frame.predictors) {
    const shifted = uncentred(predictor, (name) => own.get(name)?.get(name));
    if (shifted) out.set(interceptDraw(predictor.parameter), shifted);
  }
  return out;
}

/** Also where it was cut, which keeps the name first. */
function isImproper(name: string): boolean {
  return name === "flat" || name.startsWith("flat ");
}

/** By names of draws; of correlations one for each pair. */
function drawPrior(
  fitted: FittedGlmm,
  { slot, distribution }: ResolvedPrior,
  draws: number,
  seed: string,
): ReadonlyMap<string, Float64Array> {
  const rng = stream(seed, "prior", slot.name);
  if (slot.class !== "cor") {
    return new Map([[slot.name, Float64Array.from({ length: draws }, () => distribution.random(rng) as number)]]);
  }
  const size = slot.size!;
  const coefficients = fitted.frame.groups.find(
    ({ group, parameter, correlated, coefficients: own }) =>
      group === slot.group && parameter === slot.parameter && correlated && own.length === size,
  )!.coefficients;
  const prefix = slot.parameter === "mu" ? "" : `${slot.parameter}_`;
  const pairs = coefficients.flatMap((first, i) =>
    coefficients.slice(i + 1).map((second, k) => ({
      name: `cor_${slot.group!}__${prefix}${first}__${prefix}${second}`,
      i,
      j: i + 1 + k,
      column: new Float64Array(draws),
    })),
  );
  for (let d = 0; d < draws; d += 1) {
    const lower = distribution.random(rng) as Float64Array;
    for (const { i, j, column } of pairs) {
      let sum = 0;
      for (let k = 0; k <= i; k += 1) sum += lower[i * size + k]! * lower[j * size + k]!;
      column[d] = sum;
    }
  }
  return new Map(pairs.map(({ name, column }) => [name, column]));
}

/** Intercept − Σ means_k b_k; undefined where a part of it has no draws, or nothing was centred. */
function uncentred(
  { parameter, intercept, names, means }: Predictor,
  drawsOf: (name: string) => Float64Array | undefined,
): Float64Array | undefined {
  if (intercept !== "centred") return undefined;
  const centred = drawsOf(interceptDraw(parameter));
  const slopes = names.map((name) => drawsOf(coefficientDraw(name)));
  if (centred === undefined || slopes.some((slope, k) => slope === undefined && means[k] !== 0)) return undefined;
  return centred.map((value, d) => slopes.reduce((rest, slope, k) => rest - means[k]! * (slope?.[d] ?? 0), value));
}
