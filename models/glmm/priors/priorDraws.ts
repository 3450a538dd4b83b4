/** Draws of a model's parameters from their priors, each from its own law. */
import type { Posterior } from "../../../engine/core/Posterior.js";
import { UserError } from "../../../engine/core/UserError.js";
import { stream } from "../../../engine/random/stream.js";
import { refuseUnknownOptions } from "../../program/refuseUnknownOptions.js";
import { coefficientDraw, interceptDraw } from "../drawNames.js";
import { fittedOf } from "../fittedOf.js";
import type { FittedGlmm } from "../FittedGlmm.js";
import type { Predictor } from "../Frame.js";
import type { PriorSlot, ResolvedPrior } from "../Prior.js";
import { jointDraws } from "./jointDraws.js";
import { jointGroups } from "./jointGroups.js";
import { jointNameOf } from "./jointPrior.js";
import { orderedDraws } from "./orderedDraws.js";

export interface PriorDrawsOptions {
  /** 4000 unless told. */
  readonly draws?: number;
  /** A whole number, or its decimal digits; that of the fit unless told. */
  readonly seed?: number | string;
}

const usualDraws = 4000;

/** Columns of draws by their names. */
type Columns = ReadonlyMap<string, Float64Array>;

/**
 * Draws of every parameter that has a proper prior, by the names of posterior draws: `b_x`, `sd_g__x`, `sigma`, and by pairs
 * `cor_g__Intercept__x`. The prior of a centred intercept is under `Intercept`, or `Intercept_sigma` of another parameter, that of a threshold
 * under `Intercept[1]`; under `b_Intercept`, where posterior draws have it, is what it and the coefficients' priors come to for columns that are not centred. Flat
 * priors have no draws and are left out, and with them the intercepts that they would move.
 *
 * A parameter's draws come from a stream of its own, named by the seed and the parameter: they are the same beside any other.
 * Coefficients under a horseshoe or R2D2 prior are drawn together, with what they share (`hs_global`, `R2D2_R2`).
 *
 * @throws UserError when the posterior is of no GLMM, and for a number of draws or a seed that cannot be.
 * @example
 * const prior = priorDraws(posterior, { draws: 1000, seed: 1 });
 * prior.get("sd_herd__Intercept");
 */
export function priorDraws(asked: Posterior | FittedGlmm, options: PriorDrawsOptions = {}): Columns {
  refuseUnknownOptions("priorDraws", options, ["draws", "seed"]);
  const fitted = fittedOf(asked);
  const { draws = usualDraws, seed = fitted.posterior.provenance.seed } = options;
  if (!Number.isInteger(draws) || draws < 1) {
    throw new UserError(`draws of the prior must be a whole number of at least 1; it is ${draws}.`);
  }
  const own = ownDraws(fitted, draws, String(seed));
  const joint = drawJoint(fitted, own, draws, String(seed));
  const of = (name: string) => own.get(name)?.get(name) ?? joint.get(name);
  const out = new Map<string, Float64Array>();
  for (const { slot } of fitted.priors) {
    const columns = own.get(slot.name) ?? (joint.has(slot.name) ? new Map([[slot.name, joint.get(slot.name)!]]) : []);
    for (const [name, column] of columns) out.set(slot.class === "Intercept" ? centredName(slot) : name, column);
  }
  for (const predictor of fitted.frame.predictors) {
    for (const [name, shifted] of uncentred(predictor, fitted, of)) out.set(name, shifted);
  }
  for (const [name, column] of joint) out.set(name, column);
  return out;
}

/** `Intercept`, `Intercept_sigma`, and of thresholds `Intercept[1]`. */
function centredName({ parameter, coefficient }: PriorSlot): string {
  const name = parameter === "mu" ? "Intercept" : `Intercept_${parameter}`;
  return coefficient === undefined ? name : `${name}[${coefficient}]`;
}

/** Also where it was cut, which keeps the name first. */
function isImproper({ distribution: { name } }: ResolvedPrior): boolean {
  return name === "flat" || name.startsWith("flat ");
}

/** What each slot with a law of its own comes to, by the slot's name and the names of draws. */
function ownDraws(fitted: FittedGlmm, draws: number, seed: string): Map<string, Columns> {
  const proper = fitted.priors.filter((prior) => !isImproper(prior) && !jointNameOf(prior.distribution));
  const ascending = ascendingSlots(fitted);
  const single = proper.filter(({ slot }) => !ascending.includes(slot));
  const together = proper.filter(({ slot }) => ascending.includes(slot));
  const made = new Map(single.map((prior) => [prior.slot.name, drawPrior(fitted, prior, draws, seed)]));
  // One that is flat leaves nothing to draw the others in order with.
  if (together.length !== ascending.length || ascending.length === 0) return made;
  const rng = stream(seed, "prior", "intercepts in order");
  const laws = together.map(({ distribution }) => distribution);
  const areAlike = together.every(({ text }) => text === together[0]!.text);
  const columns = together.map(() => new Float64Array(draws));
  for (let d = 0; d < draws; d += 1) {
    orderedDraws(rng, laws, areAlike).forEach((value, k) => (columns[k]![d] = value));
  }
  together.forEach(({ slot: { name } }, k) => made.set(name, new Map([[name, columns[k]!]])));
  return made;
}

/** Thresholds of one latent number, which ascend. */
function ascendingSlots({ priors, family }: FittedGlmm): readonly PriorSlot[] {
  if (family.categories?.thresholds !== "ordered") return [];
  return priors.flatMap(({ slot }) => (slot.class === "Intercept" && slot.coefficient !== undefined ? [slot] : []));
}

/** By names of draws; of correlations one for each pair, of shares one for each. */
function drawPrior(fitted: FittedGlmm, { slot, distribution }: ResolvedPrior, draws: number, seed: string): Columns {
  const rng = stream(seed, "prior", slot.name);
  if (slot.size === undefined) {
    return new Map([[slot.name, Float64Array.from({ length: draws }, () => distribution.random(rng) as number)]]);
  }
  if (slot.class !== "cor") {
    const names = Array.from({ length: slot.size }, (_, k) => shareName(slot, k + 1));
    const columns = names.map(() => new Float64Array(draws));
    for (let d = 0; d < draws; d += 1) {
      const shares = distribution.random(rng) as Float64Array;
      columns.forEach((column, k) => (column[d] = shares[k]!));
    }
    return new Map(names.map((name, k) => [name, columns[k]!]));
  }
  return correlationDraws(fitted, slot, draws, () => distribution.random(rng) as Float64Array);
}

/** `theta1` of a mixture, `simo_mox1[1]` of a monotonic effect. */
function shareName({ class: kind, name }: PriorSlot, number: number): string {
  return kind === "theta" ? `${name}${number}` : `${name}[${number}]`;
}

function correlationDraws(fitted: FittedGlmm, slot: PriorSlot, draws: number, draw: () => Float64Array): Columns {
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
    const lower = draw();
    for (const { i, j, column } of pairs) {
      let sum = 0;
      for (let k = 0; k <= i; k += 1) sum += lower[i * size + k]! * lower[j * size + k]!;
      column[d] = sum;
    }
  }
  return new Map(pairs.map(({ name, column }) => [name, column]));
}

/** Coefficients under joint priors, with what they share. Without draws of the sigma that scales them there are none. */
function drawJoint(
  { priors, frame }: FittedGlmm,
  own: ReadonlyMap<string, Columns>,
  draws: number,
  seed: string,
): Columns {
  const out = new Map<string, Float64Array>();
  for (const { parameter, prior, names, bySigma } of jointGroups(priors, frame)) {
    const sigma = bySigma ? own.get("sigma")?.get("sigma") : undefined;
    if (bySigma && !sigma) continue;
    const rng = stream(seed, "prior", `${prior.name} of ${parameter}`);
    const columns = jointDraws(rng, prior, { parameter, names, rows: frame.rows, draws, sigma });
    for (const [name, column] of columns) out.set(name, column);
  }
  return out;
}

/** Intercept − Σ means_k b_k, and of thresholds their sum; none where a part has no draws, or nothing was centred. */
function uncentred(
  { parameter, intercept, names, means }: Predictor,
  { priors }: FittedGlmm,
  drawsOf: (name: string) => Float64Array | undefined,
): (readonly [string, Float64Array])[] {
  const thresholds = priors.flatMap(({ slot }) =>
    slot.class === "Intercept" && slot.parameter === parameter && slot.coefficient !== undefined ? [slot.name] : [],
  );
  if (intercept !== "centred" && thresholds.length === 0) return [];
  const slopes = names.map((name) => drawsOf(coefficientDraw(name)));
  if (slopes.some((slope, k) => slope === undefined && means[k] !== 0)) return [];
  const sign = thresholds.length > 0 ? 1 : -1;
  return (thresholds.length > 0 ? thresholds : [interceptDraw(parameter)]).flatMap((name) => {
    const centred = drawsOf(name);
    if (!centred) return [];
    const shifted = centred.map((value, d) =>
      slopes.reduce((rest, slope, k) => rest + sign * means[k]! * (slope?.[d] ?? 0), value),
    );
    return [[name, shifted] as const];
  });
}
