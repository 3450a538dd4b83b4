/** Which prior each parameter of a network has. */
import { UserError } from "../../../engine/core/UserError.js";
import type { Distribution } from "../../../engine/distributions/Distribution.js";
import { boundsOf } from "../../../engine/distributions/Support.js";
import { quoted } from "../../glmm/priors/quoted.js";
import type { LikelihoodName } from "../likelihoods/Likelihood.js";
import { cutPrior, isPositive } from "./cutPrior.js";
import type { NetworkPrior, NetworkPriorSlot } from "./NetworkPrior.js";
import { parsePriorLaw } from "./parsePriorLaw.js";
import { priorTarget } from "./priorTarget.js";
import { whyNoParameter, type NetworkFeatures } from "./whyNoParameter.js";

export interface PriorContext extends NetworkFeatures {
  readonly likelihood: LikelihoodName;
  readonly measure: "md" | "smd";
  /** Whether any study tells the outcomes of its arms. */
  readonly hasArms: boolean;
}

export interface ResolvedNetworkPrior {
  readonly slot: NetworkPriorSlot;
  /** Of the parameter itself, cut to where it lives, also where the prior was said of its square. */
  readonly distribution: Distribution;
  /** As it was said, `tau^2 ~ lognormal(-2.56, 1.74)`. */
  readonly line: string;
  /** Whether part of the law as said is below 0, where the parameter is not, and cut off. */
  readonly isCut: boolean;
  readonly source: "declared" | "default";
}

export interface ResolvedNetworkPriors {
  /** The law of a parameter by the name of its draws; of study baselines `mu`, of gaps between thresholds `cut`. */
  of(name: string): Distribution;
  readonly resolved: readonly ResolvedNetworkPrior[];
  /** What is used, a line each, then what was said and is of no use with this model. */
  readonly lines: readonly string[];
}

/**
 * The prior of every slot: of those declared for it the one that names it most exactly, among equals the last; else its default. A
 * prior of a parameter that another setting of the model would have, such as `tau` with fixed effects, is left unused and its
 * line says so.
 *
 * @throws UserError for a prior of a treatment, pair or covariate that there is not, one with no mass where its parameter lives, and a published
 *   prior of another scale than the network's effects.
 */
export function resolveNetworkPriors(
  declared: readonly NetworkPrior[],
  slots: readonly NetworkPriorSlot[],
  context: PriorContext,
): ResolvedNetworkPriors {
  for (const prior of declared) refuseOtherScale(prior, context);
  const unused = declared.flatMap((prior) => {
    if (slots.some((slot) => closeness(prior, slot) !== undefined)) return [];
    return [`${lineOf(prior)}: not used, since ${whyNoParameter(prior, slots, context)}`];
  });
  const resolved = slots.map((slot) => resolveSlot(slot, declared));
  const laws = new Map(resolved.map(({ slot, distribution }) => [slot.name, distribution]));
  return {
    of(name) {
      const law = laws.get(name);
      if (!law) throw new Error(`there is no prior of ${quoted(name)}.`);
      return law;
    },
    resolved,
    lines: [...new Set([...resolved.map(({ line, isCut }) => (isCut ? `${line}, cut at 0` : line)), ...unused])],
  };
}

function resolveSlot(slot: NetworkPriorSlot, declared: readonly NetworkPrior[]): ResolvedNetworkPrior {
  let chosen: NetworkPrior | undefined;
  let closest = -1;
  for (const prior of declared) {
    const close = closeness(prior, slot) ?? -1;
    if (close >= closest && close >= 0) [chosen, closest] = [prior, close];
  }
  const { target, text } = slot.fallback;
  const prior = chosen ?? { class: slot.class, power: 1, ...parsePriorLaw(text) };
  return {
    slot,
    distribution: cutPrior(slot, prior),
    line: chosen ? lineOf(chosen) : `${target} ~ ${text}`,
    isCut: isPositive(slot) && boundsOf(prior.distribution.support).lower < 0,
    source: chosen ? "declared" : "default",
  };
}

/** How exactly a prior names a slot: 0 for its class alone; undefined when it is of another. */
function closeness({ class: kind, inside }: NetworkPrior, slot: NetworkPriorSlot): number | undefined {
  if (kind !== slot.class) return undefined;
  if (inside === undefined) return 0;
  const place = slot.keys.findIndex((key) => compact(key) === compact(inside));
  return place === -1 ? undefined : slot.keys.length - place;
}

/** Blanks after a comma are no part of a name. */
function compact(inside: string): string {
  return inside.replace(/\s*,\s*/g, ",").trim();
}

function lineOf(prior: NetworkPrior): string {
  return `${priorTarget(prior)} ~ ${prior.text}`;
}

/** Differences alone do not tell whether they are log odds ratios; who asks for their prior is believed. */
function refuseOtherScale(prior: NetworkPrior, { likelihood, measure, hasArms }: PriorContext): void {
  const mayBeOddsRatios = likelihood === "binomial-logit" || (!hasArms && measure !== "smd");
  if (prior.table === "turner" && !mayBeOddsRatios) {
    const is = measure === "smd" ? "the measure is smd" : `the likelihood is ${likelihood}`;
    throw new UserError(
      `the prior ${quoted(lineOf(prior))} is of log odds ratios, but ${is}: use it with binomial-logit, or write a law such as tau ~ half_normal(1).`,
    );
  }
  if (prior.table === "rhodes" && measure !== "smd") {
    throw new UserError(
      `the prior ${quoted(lineOf(prior))} is of standardised mean differences: use it with the measure smd, or write a law such as tau ~ half_normal(1).`,
    );
  }
}
