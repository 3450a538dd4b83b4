/** Declares a prior in TypeScript. */
import { isUserError, UserError } from "../../../engine/core/UserError.js";
import type { Distribution } from "../../../engine/distributions/Distribution.js";
import type { Prior } from "../Prior.js";
import { distributionText } from "./distributionText.js";
import { parseDistribution } from "./parseDistribution.js";
import { parseTarget } from "./parseTarget.js";
import { quoted } from "./quoted.js";
import { requireKind } from "./requireKind.js";
import { requireWholeClass } from "./requireWholeClass.js";

/**
 * A prior of a class of parameters, or of one of them: `b`, `b[x]`, `Intercept`, `sd`, `sd[g]`, `sd[g,x]`, `cor`, `cor[g]`,
 * `sigma`, `shape`, `nu`, `phi`, `sigma: b[x]`. The most specific one wins. It is taken literally; on a positive quantity it
 * is truncated at zero, so that `halfNormal(0, 1)` and `normal(0, 1)` are the same there.
 *
 * @example
 * prior("b", normal(0, 2.5));
 * prior("sd[herd,Intercept]", "student_t(3, 0, 2.5)");
 * @throws UserError for a target or a distribution that is not understood or do not go together.
 */
export function prior(target: string, distribution: Distribution | string): Prior {
  try {
    if (typeof target !== "string") throw new UserError('its first argument must be text, such as "b" or "sd[g]".');
    const parsed = parseTarget(target);
    const given = typeof distribution === "string" ? parseDistribution(distribution) : distribution;
    if (typeof given?.logDensity !== "function") {
      throw new UserError("its second argument must be a distribution, such as normal(0, 2.5), or its text.");
    }
    requireKind(parsed, given);
    requireWholeClass(parsed, given);
    const text = distributionText(given);
    return { ...parsed, distribution: parseDistribution(text), text };
  } catch (error) {
    if (!isUserError(error)) throw error;
    throw new UserError(`invalid prior of ${quoted(String(target))}: ${error.message}`);
  }
}
