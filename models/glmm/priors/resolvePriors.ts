/** Decides which prior each parameter of a model has. */
import { isUserError, UserError } from "../../../engine/core/UserError.js";
import type { FamilyRow, Link } from "../Family.js";
import type { Frame } from "../Frame.js";
import type { Prior, PriorSlot, PriorTarget, ResolvedPrior } from "../Prior.js";
import { cutToSlot } from "./cutToSlot.js";
import { defaultPrior } from "./defaultPrior.js";
import { isOf } from "./isOf.js";
import { noSuchParameter } from "./noSuchParameter.js";
import { parseDistribution } from "./parseDistribution.js";
import { priorLine } from "./priorLine.js";
import { responseScale, type DefaultPriors } from "./responseScale.js";
import { targetText } from "./targetText.js";

/** What defaults and messages need to know of the model. */
export interface PriorContext {
  readonly frame: Frame;
  readonly family: FamilyRow;
  readonly link: Link;
  readonly defaultPriors: DefaultPriors;
}

/**
 * The prior of every slot: of those declared the most specific one, by coefficient before by group before by class, and where
 * none was declared the default.
 *
 * @throws UserError for a declared prior that is of no parameter of the model, is declared twice with different distributions,
 * or cannot be where its parameter lives.
 */
export function resolvePriors(
  slots: readonly PriorSlot[],
  declared: readonly Prior[],
  context: PriorContext,
): readonly ResolvedPrior[] {
  refuseRepeats(declared);
  for (const prior of declared) {
    if (!slots.some((slot) => isOf(prior, slot))) throw new UserError(noSuchParameter(prior, slots, context.frame));
  }
  const { family, defaultPriors } = context;
  const scale = responseScale(context.frame, family, context.link, defaultPriors);
  return slots.map((slot) => {
    const chosen = mostSpecific(declared.filter((prior) => isOf(prior, slot)));
    if (chosen) return { slot, distribution: cutDeclared(slot, chosen), text: chosen.text, source: "declared" };
    const text = defaultPrior(slot, { scale }, defaultPriors);
    return { slot, distribution: cutToSlot(slot, parseDistribution(text)), text, source: "default" };
  });
}

function mostSpecific(priors: readonly Prior[]): Prior | undefined {
  return priors.reduce<Prior | undefined>(
    (best, prior) => (best && specificity(best) >= specificity(prior) ? best : prior),
    undefined,
  );
}

function specificity({ group, coefficient }: PriorTarget): number {
  return (coefficient === undefined ? 0 : 2) + (group === undefined ? 0 : 1);
}

function cutDeclared(slot: PriorSlot, prior: Prior) {
  try {
    return cutToSlot(slot, prior.distribution);
  } catch (error) {
    if (!isUserError(error)) throw error;
    throw new UserError(`the prior "${priorLine(prior)}" does not fit: ${error.message}`);
  }
}

/** The same twice does no harm. */
function refuseRepeats(declared: readonly Prior[]): void {
  const seen = new Map<string, Prior>();
  for (const prior of declared) {
    const target = targetText(prior);
    const before = seen.get(target);
    if (before && before.text !== prior.text) {
      throw new UserError(
        `the prior of ${target} is declared twice, as ${before.text} and as ${prior.text}; leave one of them out.`,
      );
    }
    seen.set(target, prior);
  }
}
