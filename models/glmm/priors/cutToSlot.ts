/** A prior where its parameter lives. */
import { UserError } from "../../../engine/core/UserError.js";
import { dirichlet } from "../../../engine/distributions/dirichlet.js";
import type { Distribution } from "../../../engine/distributions/Distribution.js";
import { lkjCorrCholesky } from "../../../engine/distributions/lkjCorrCholesky.js";
import { boundsOf, describeSupport } from "../../../engine/distributions/Support.js";
import { truncated } from "../../../engine/distributions/truncated.js";
import { uniform } from "../../../engine/distributions/uniform.js";
import type { PriorSlot } from "../Prior.js";
import { constantOf, isConstant } from "./constant.js";
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
  if (isConstant(distribution)) return constantOf(slot, distribution);
  if (slot.class === "cor") return lkjCorrCholesky(slot.size!, distribution.parameters["eta"] as number);
  if (slot.size !== undefined) return sharesOf(slot, distribution);
  const { lower, upper } = boundsOf(distribution.support);
  const { above = -Infinity, below = Infinity } = slot;
  if (above === -Infinity && below === Infinity) {
    if (distribution.support.kind === "real") return distribution;
    throw new UserError(
      `${slot.name} may be any real number, but ${distributionText(distribution)} is of ${describeSupport(distribution.support)}; ` +
        `use a prior of all real numbers, such as normal(0, 2.5).`,
    );
  }
  if (!(upper > above && lower < below)) {
    throw new UserError(
      `${slot.name} lies ${within(above, below)}, where ${distributionText(distribution)} has no mass; use one that reaches there.`,
    );
  }
  if (below < upper) return cutAbove(slot, distribution, Math.max(lower, above), below);
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

/** Cut at its upper end too. */
function cutAbove(slot: PriorSlot, distribution: Distribution, lower: number, upper: number): Distribution {
  if (distribution.name === "uniform" || distribution.name === "flat") return uniform(lower, upper);
  if (!distribution.law?.logCdf) {
    throw new UserError(
      `${slot.name} lies ${within(lower, upper)}, and what ${distribution.name} leaves there is not known; use another, such as beta or uniform.`,
    );
  }
  return truncated(distribution, lower === -Infinity ? { upper } : { lower, upper });
}

function within(above: number, below: number): string {
  if (below === Infinity) return `above ${above}`;
  return above === -Infinity ? `below ${below}` : `between ${above} and ${below}`;
}

/** Shares that add up to 1: as many numbers as there are of them, or one for all. */
function sharesOf({ name, size }: PriorSlot, distribution: Distribution): Distribution {
  const { concentration } = distribution.parameters;
  const given = typeof concentration === "number" ? [concentration] : Array.from(concentration as readonly number[]);
  if (given.length !== 1 && given.length !== size) {
    throw new UserError(
      `${name} are ${size} shares, but ${distributionText(distribution)} has ${given.length} numbers.`,
    );
  }
  return dirichlet(given.length === 1 ? new Array<number>(size!).fill(given[0]!) : given);
}
