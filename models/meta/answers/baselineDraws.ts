/** Draws of the outcome without treatment, from which absolute effects start. */
import type { Rng } from "../../../engine/core/Rng.js";
import { UserError } from "../../../engine/core/UserError.js";
import { nearestName } from "../../../engine/data/nearestName.js";
import { stream } from "../../../engine/random/stream.js";
import { log } from "../../../engine/math/log.js";
import type { LinkName } from "../../glmm/Family.js";
import { linkOf } from "../../glmm/links.js";
import { listed } from "../data/listed.js";
import type { Network } from "../data/Network.js";
import type { FittedNetwork } from "../FittedNetwork.js";

/**
 * What is known of the outcome under one treatment in the population that is asked about: a normal law, any other law of numbers, draws, or
 * the baseline of a study of the network.
 */
export type Baseline =
  | { readonly kind: "normal"; readonly mean: number; readonly sd: number }
  | { readonly name: string; random(rng: Rng): number | Float64Array }
  | { readonly study: string }
  | ArrayLike<number>;

export interface BaselineOptions {
  readonly baseline: Baseline;
  /** What it is of: the linear predictor, which is usual, or the response itself, a probability, rate or mean. */
  readonly scale?: "link" | "response";
  /** Follow-up to which probabilities belong, for hazards; 1 unless told. */
  readonly time?: number;
  /** That of the fit unless told. */
  readonly seed?: string;
}

/**
 * Draws of the linear predictor under the baseline treatment, its offset apart, as many as the fit has. Draws given are taken in their order where they are
 * as many, otherwise at random; those of a study are the fit's own, and hang together with its effects.
 *
 * @throws UserError for a law of no finite draws, an unknown study, a study without a baseline, or an impossible probability.
 */
export function baselineDraws(fitted: FittedNetwork, options: BaselineOptions): Float64Array {
  const { baseline, scale = "link" } = options;
  const rng = stream(options.seed ?? fitted.posterior.provenance.seed, "baseline");
  const draws = drawn(fitted, baseline, rng);
  const wrong = draws.find((value) => !Number.isFinite(value));
  if (wrong !== undefined) throw new UserError(`the baseline has a draw that is no finite number: ${wrong}.`);
  if (scale === "link") return draws;
  if ("study" in baseline) {
    throw new UserError("the baseline of a study is on the link scale: leave its scale out.");
  }
  return onLinkScale(fitted, draws, options.time ?? 1);
}

function drawn(fitted: FittedNetwork, baseline: Baseline, rng: Rng): Float64Array {
  const count = fitted.drawCount;
  if ("study" in baseline) return studyBaseline(fitted, baseline.study);
  if ("length" in baseline) {
    if (baseline.length === 0) throw new UserError("the baseline is a list of draws without any: give at least one.");
    if (baseline.length === count) return Float64Array.from(baseline);
    return Float64Array.from({ length: count }, () => baseline[Math.floor(rng.uniform() * baseline.length)]!);
  }
  if ("random" in baseline) {
    return Float64Array.from({ length: count }, () => {
      const value = baseline.random(rng);
      if (typeof value !== "number") throw new UserError(`${baseline.name} is a law of vectors: give one of numbers.`);
      return value;
    });
  }
  const { mean, sd } = baseline;
  if (!Number.isFinite(mean) || !(sd >= 0 && sd < Infinity)) {
    throw new UserError(`the baseline normal(${mean}, ${sd}) needs a mean and an sd of at least 0.`);
  }
  return Float64Array.from({ length: count }, () => mean + sd * rng.normal());
}

function studyBaseline(fitted: FittedNetwork, name: string): Float64Array {
  requireBaselineStudy(fitted.network, name);
  return fitted.draws(`mu[${name}]`);
}

/** @throws UserError for an unknown study, and for one that tells of no baseline. */
export function requireBaselineStudy({ studies }: Network, name: string): void {
  const study = studies.find((one) => one.name === name);
  if (!study) {
    const names = studies.map((one) => one.name);
    const near = nearestName(name, names);
    throw new UserError(
      `unknown study "${name}" for the baseline: ${near === undefined ? `the studies are ${listed(names)}.` : `did you mean "${near}"?`}`,
    );
  }
  if (study.contrasts) {
    throw new UserError(
      `study "${name}" is known by its contrasts, which tell of no baseline: name a study with arms.`,
    );
  }
}

function onLinkScale({ likelihood }: FittedNetwork, draws: Float64Array, time: number): Float64Array {
  const { name, outcome } = likelihood;
  if (outcome === "categories") {
    throw new UserError("the baseline of ordered categories must be on the link scale: give it there.");
  }
  const link = linkOf(name.slice(name.indexOf("-") + 1) as LinkName);
  const offset = likelihood.offset ? log(time) : 0;
  const wrong = draws.find((value) => {
    return outcome === "events" ? !(value > 0 && value < 1) : outcome === "rate" && !(value > 0);
  });
  if (wrong !== undefined) {
    const bounds = outcome === "events" ? "between 0 and 1" : "above 0";
    throw new UserError(`the baseline is a ${likelihood.words.absolute} and must be ${bounds}; it has ${wrong}.`);
  }
  return draws.map((value) => link.link(value) - offset);
}
