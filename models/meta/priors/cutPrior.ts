/** A prior of a network where its parameter lives. */
import { UserError } from "../../../engine/core/UserError.js";
import type { Distribution } from "../../../engine/distributions/Distribution.js";
import { cutToSlot } from "../../glmm/priors/cutToSlot.js";
import { heterogeneityPrior } from "./heterogeneityPrior.js";
import type { NetworkPrior, NetworkPriorClass, NetworkPriorSlot } from "./NetworkPrior.js";
import { priorTarget } from "./priorTarget.js";

const positiveClasses: readonly NetworkPriorClass[] = ["tau", "sd_beta", "sd_baseline", "cut"];

/** Whether the parameter lies above 0. */
export function isPositive(slot: NetworkPriorSlot): boolean {
  return positiveClasses.includes(slot.class);
}

/**
 * The law of the parameter itself: of a standard deviation or gap cut at zero and normalised again, of τ from that of its square. An effect
 * may have a law of part of the real numbers; it then stays within them.
 *
 * @throws UserError when nothing is left above zero, or for a half law or one of correlations where there is none.
 */
export function cutPrior(slot: NetworkPriorSlot, prior: NetworkPrior): Distribution {
  const { distribution } = prior;
  const target = priorTarget(prior);
  if (distribution.support.kind === "correlationCholesky") {
    throw new UserError(
      `${target} cannot have the prior lkj, which is of correlations: use another, such as normal(0, 1).`,
    );
  }
  if (isPositive(slot)) {
    const cut = cutToSlot({ class: "sd", parameter: "mu", name: target, above: 0 }, distribution);
    return heterogeneityPrior(cut, prior.power);
  }
  if (distribution.name.startsWith("half-")) {
    const whole = distribution.name.slice("half-".length);
    throw new UserError(`${target} may be below zero, so it cannot have a half law: use ${whole}.`);
  }
  return distribution;
}
