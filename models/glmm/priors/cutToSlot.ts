/** A prior where its parameter lives. */
import { UserError } from "../../../engine/core/UserError.js";
import type { Distribution } from "../../../engine/distributions/Distribution.js";
import { lkjCorrCholesky } from "../../../engine/distributions/lkjCorrCholesky.js";
import { boundsOf, describeSupport } from "../../../engine/distributions/Support.js";
import { truncated } from "../../../engine/distributions/truncated.js";
import { uniform } from "../../../engine/distributions/uniform.js";
import type { PriorSlot } from "../Prior.js";
import { distributionText } from "./distributionText.js";
import { requireKind } from "./requireKind.js";

/**
 * The prior as it is used for a slot: of a positive quantity cut at its lower end and normalised again, of correlations as the
 * law of the matrix's Cholesky factor.
 *
 * @throws UserError when it leaves nothing there, or does not reach all that a coefficient may be.
 */
export function cutToSlot(slot: PriorSlot, distribution: Distribution): Distribution {
  requireKind(slot, distribution);
  if (slot.class === "cor") return lkjCorrCholesky(slot.size!, distribution.parameters["eta"] as number);
  const { lower, upper } = boundsOf(distribution.support);
  const { above } = slot;
  if (above === undefined) {
    if (distribution.support.kind === "real") return distribution;
    throw new UserError(
      `${slot.name} may be any real number, but ${distributionText(distribution)} is of ${describeSupport(distribution.support)}; ` +
        `use a prior of all real numbers, such as normal(0, 2.5).`,
    );
  }
  if (!(upper > above)) {
    throw new UserError(
      `${slot.name} lies above ${above}, where ${distributionText(distribution)} has no mass; use one that reaches above ${above}.`,
    );
  }
  if (lower >= above) return distribution;
  if (distribution.name === "uniform") return uniform(above, upper);
  const { law } = distribution;
  if (!law?.improper && !law?.logSurvival) {
    throw new UserError(
      `${slot.name} lies above ${above}, and what ${distribution.name} leaves there is not known; use another, such as gamma or lognormal.`,
    );
  }
  return truncated(distribution, { lower: above });
}
