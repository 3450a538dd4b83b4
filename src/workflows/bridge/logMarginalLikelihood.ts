/** The marginal likelihood of a fitted model, by bridge sampling in the coordinates that were sampled in. */
import { bridgeSample, type BridgeEstimate, type BridgeMethod } from "../../../diagnostics/bridge/index.js";
import { evenChains } from "../../../diagnostics/evenChains.js";
import { load } from "../../../engine/compiler/load.js";
import type { ModelArtifact } from "../../../engine/core/CompiledModel.js";
import { outerFactor } from "../../../engine/core/Model.js";
import type { Posterior } from "../../../engine/core/Posterior.js";
import { fittedGlmm } from "../../../models/glmm/FittedGlmm.js";
import { UserError } from "../../../engine/core/UserError.js";
import type { Warning } from "../../../engine/core/Warning.js";
import { log } from "../../../engine/math/log.js";
import { stream } from "../../../engine/random/stream.js";
import { refuseUnknownOptions } from "../../../models/program/refuseUnknownOptions.js";
import { artifactAgain } from "../artifactAgain.js";
import { responseFingerprint } from "../responseFingerprint.js";
import type { MarginalLikelihood } from "./MarginalLikelihood.js";
import { priorsOf } from "./priorsOf.js";

export interface MarginalLikelihoodOptions {
  /** "normal" unless told; "warp3" for skewed posteriors, at twice the evaluations. */
  readonly method?: BridgeMethod;
  /** Of the draws of the other end of the bridge; that of the fit unless told. */
  readonly seed?: number | string;
}

/** Beyond it a Bayes factor is known to one digit at best. */
const largeError = 0.1;
/** Draws on the bridge below which its own error is not known well. */
const fewDraws = 1000;

/**
 * The logarithm of the marginal likelihood of a posterior's model, ∫ p(data | parameters) p(parameters), by bridge sampling (Meng & Wong 1996;
 * Gronau, Singmann & Wagenmakers 2020). The density is that which was sampled, with all its constants: effects that were integrated out are so
 * exactly, and linear maps of coordinates count by their determinant. Densities that a program adds itself are taken as they are.
 *
 * It needs about ten times the draws that estimates need: the error says whether there are enough. Every number of it hangs on the priors, and no
 * amount of data changes that; with a flat prior it does not exist.
 *
 * @throws UserError where a prior is flat, naming its parameters, and where the model of the draws is not known.
 * @example
 * const { logMarginalLikelihood, error } = await logMarginalLikelihood(await fit(model, table, { draws: 5000, seed: 1 }));
 */
export async function logMarginalLikelihood(
  posterior: Posterior,
  options: MarginalLikelihoodOptions = {},
): Promise<MarginalLikelihood> {
  refuseUnknownOptions("logMarginalLikelihood", options, ["method", "seed"]);
  const { method = "normal", seed = posterior.provenance.seed } = options;
  if (method !== "normal" && method !== "warp3") {
    throw new UserError(`method must be "normal" or "warp3"; it is ${JSON.stringify(method)}.`);
  }
  const priors = await priorsOf(posterior);
  refuseImproper(priors.filter(({ isFlat }) => isFlat).map(({ parameter }) => parameter));
  const artifact = await artifactAgain(posterior);
  if (artifact === undefined) {
    throw new UserError(
      "a marginal likelihood evaluates the model at new positions, but the model of these draws is not known here: fit it again first.",
    );
  }
  const estimate = bridged(posterior, artifact, method, String(seed));
  const responses = await responseFingerprint(posterior);
  return {
    title: posterior.model.title,
    logMarginalLikelihood: estimate.logml + logVolumeOf(artifact),
    error: estimate.relativeError,
    method,
    draws: estimate.draws,
    effectiveSize: estimate.effectiveSize,
    dimension: artifact.dimension,
    iterations: estimate.iterations,
    ...(responses === undefined ? {} : { responses }),
    defaults: priors.filter(({ isDefault }) => isDefault).map(({ parameter, line }) => ({ parameter, line })),
    warnings: [...warningsOf(estimate, posterior.draws.chains.length), ...warningsOfModel(posterior)],
  };
}

function refuseImproper(names: readonly string[]): void {
  if (names.length === 0) return;
  const [whose, it] = names.length === 1 ? ["has", "it"] : ["have", "them"];
  throw new UserError(
    `${listed(names)} ${whose} a flat prior, with which a marginal likelihood does not exist: give ${it} a proper one, such as normal(0, 2.5).`,
  );
}

function bridged(posterior: Posterior, artifact: ModelArtifact, method: BridgeMethod, seed: string): BridgeEstimate {
  const model = load(artifact);
  const { chains, draws } = evenChains(posterior.draws);
  if (draws < 4) throw new UserError(`a bridge needs draws for both its ends; there are ${draws} in each chain.`);
  const gradient = new Float64Array(model.dimension);
  const rng = stream(seed, "bridge");
  return bridgeSample({
    chains: chains.map(({ positions }) => positions.subarray(0, draws * model.dimension)),
    dimension: model.dimension,
    logDensityOf: (position) => model.evaluate(position, gradient),
    normal: () => rng.normal(),
    method,
  });
}

/** The density that is sampled leaves out the determinant of the linear map, which is the same everywhere. */
function logVolumeOf({ layout }: ModelArtifact): number {
  const factor = layout.inputs.find(({ name }) => name === outerFactor);
  if (factor === undefined) return 0;
  const size = Math.round(Math.sqrt(factor.length));
  return Array.from({ length: size }, (_, i) => log(factor.values[i * size + i]!)).reduce((sum, x) => sum + x, 0);
}

function warningsOf(
  { logml, relativeError, draws, effectiveSize }: BridgeEstimate,
  chains: number,
): readonly Warning[] {
  const warnings: Warning[] = [];
  const add = (cause: string, text: string) => void warnings.push({ cause, variables: [], text });
  if (Number.isNaN(logml)) {
    add("bridge_diverged", 'The bridge came to no end: take many more draws, or method "warp3".');
  } else if (!(relativeError <= largeError)) {
    // The error falls with the root of the draws.
    const times = Math.ceil((relativeError / largeError) * (relativeError / largeError));
    const more = Number.isFinite(times) ? `${Math.max(2, times)} times the draws` : "many more draws";
    add(
      "bridge_error",
      `The marginal likelihood is known to ${percent(relativeError)} only: take ${more}, or method "warp3".`,
    );
  }
  if (draws < fewDraws || effectiveSize < fewDraws / 4) {
    const perChain = Math.ceil((4 * fewDraws) / chains);
    add(
      "bridge_draws",
      `${draws} draws on the bridge count for ${Math.round(effectiveSize)}, few for a marginal likelihood: take ${perChain} or more in each chain.`,
    );
  }
  return warnings;
}

/** What the draws are, and what a weighted likelihood is not. */
function warningsOfModel(posterior: Posterior): readonly Warning[] {
  const { warnings, model } = posterior;
  const unsound = warnings.filter(({ cause }) => ["rhat", "divergences", "several_modes"].includes(cause));
  const text = "The draws have warnings of their own; a marginal likelihood is no better than they are.";
  const isWeighted = model.lines.some((line) => line.startsWith("weights of sampling"));
  const weighted = "Weights of sampling make no likelihood: models should not be compared by what they make of it.";
  return [
    ...(unsound.length > 0 ? [{ cause: "bridge_unsound", variables: [], text }] : []),
    ...(isWeighted ? [{ cause: "bridge_weights", variables: [], text: weighted }] : []),
    ...unnormalisedOrder(posterior),
  ];
}

/** Of ordered parameters with priors of their own the chance of their order is not known: the prior is not normalised. */
function unnormalisedOrder(posterior: Posterior): readonly Warning[] {
  if (posterior.declaration?.kind !== "glmm") return [];
  const { priors, family } = fittedGlmm(posterior);
  const isOrdered = family.categories?.thresholds === "ordered" || family.components !== undefined;
  const ordered = priors.filter(({ slot }) => slot.class === "Intercept" && slot.location);
  if (!isOrdered || new Set(ordered.map(({ text }) => text)).size < 2) return [];
  const variables = ordered.map(({ slot }) => slot.name);
  const text =
    `${listed(variables)} ascend and have priors of their own: how much of these priors lies in that order is not known, so that the marginal ` +
    `likelihood misses a constant of the model: give them one prior.`;
  return [{ cause: "bridge_order", variables, text }];
}

function percent(share: number): string {
  return Number.isFinite(share) ? `${Number((100 * share).toPrecision(2))} %` : "no digit";
}

function listed(names: readonly string[]): string {
  const shown = names.length > 6 ? [...names.slice(0, 5), `${names.length - 5} others`] : names;
  return shown.length < 2 ? shown.join("") : `${shown.slice(0, -1).join(", ")} and ${shown.at(-1)!}`;
}
