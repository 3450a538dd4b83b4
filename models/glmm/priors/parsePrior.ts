/** Reads a prior from its text, `sd[g] ~ exponential(1)`. */
import { isUserError, UserError } from "../../../engine/core/UserError.js";
import type { Prior } from "../Prior.js";
import { distributionText } from "./distributionText.js";
import { parseDistribution } from "./parseDistribution.js";
import { endOfQuote, parseTarget } from "./parseTarget.js";
import { quoted } from "./quoted.js";
import { requireKind } from "./requireKind.js";
import { requireWholeClass } from "./requireWholeClass.js";

/**
 * A prior from its text: what it is of, `~`, and a distribution as Stan writes it. What it is of is a class (`b`, `Intercept`,
 * `sd`, `cor`, `sigma`, `shape`, `nu`, `phi`), narrowed by names as draws have them: `b[x]`, `sd[g]`, `sd[g,x]`, `cor[g]`;
 * before it may stand the distributional parameter whose formula is meant, `sigma: b[x]`.
 *
 * @example parsePrior("b[x] ~ normal(0, 2.5)")
 * @throws UserError naming the prior, what is wrong with it and the mend.
 */
export function parsePrior(text: string): Prior {
  try {
    const tilde = tildeOf(text);
    const target = parseTarget(text.slice(0, tilde));
    const distribution = parseDistribution(text.slice(tilde + 1));
    requireKind(target, distribution);
    requireWholeClass(target, distribution);
    return { ...target, distribution, text: distributionText(distribution) };
  } catch (error) {
    if (!isUserError(error)) throw error;
    throw new UserError(`invalid prior ${quoted(text.trim())}: ${error.message}`);
  }
}

/** Where the first `~` stands outside brackets and back-quotes: names may hold one. */
function tildeOf(text: string): number {
  let depth = 0;
  for (let i = 0; i < text.length; i += 1) {
    if (text[i] === "`" && depth > 0) i = endOfQuote(text, i);
    if (text[i] === "[") depth += 1;
    if (text[i] === "]") depth -= 1;
    if (text[i] === "~" && depth <= 0) return i;
  }
  if (text.includes("~")) throw new UserError("its bracket is not closed.");
  throw new UserError('it has no "~"; write what it is of, "~" and a distribution, as in b ~ normal(0, 2.5).');
}
