/** A family as a person may give it, text or record. */
import { UserError } from "../../../engine/core/UserError.js";
import type { Family } from "../Family.js";
import { familyOf } from "./familyOf.js";

/**
 * The family of a text: a name, and in parentheses its link unless it is the default, also as R writes it.
 *
 * @throws UserError when the text is no family.
 * @example parseFamily("negbinomial(log)"); // { name: "negbinomial", link: "log" }
 * @example parseFamily('binomial(link = "logit")')
 */
export function parseFamily(text: string): Family {
  const parts = /^\s*([\w.]+)\s*(?:\(\s*(?:link\s*=\s*)?(?:(\w+)|"(\w+)"|'(\w+)')?\s*\)\s*)?$/.exec(text);
  if (!parts) {
    throw new UserError(`"${text}" is no family; write its name, and its link in parentheses, as in binomial(logit).`);
  }
  return familyOf(parts[1]!, parts[2] ?? parts[3] ?? parts[4]);
}

/**
 * A family as text that {@link parseFamily} reads back.
 *
 * @example familyText({ name: "binomial", link: "logit" }); // "binomial(logit)"
 */
export function familyText({ name, link }: Family): string {
  return `${name}(${link})`;
}

/**
 * A family as a person may declare it, as a record or as text, checked.
 *
 * @throws UserError for anything else, such as the constructor itself or a distribution.
 * @example resolveFamily("binomial(logit)")
 */
export function resolveFamily(family: Family | string): Family {
  if (typeof family === "string") return parseFamily(family);
  if (typeof family === "function") {
    throw new UserError(
      `the family is a function; call it, as in ${(family as { name: string }).name || "gaussian"}().`,
    );
  }
  if (typeof family !== "object" || family === null || typeof family.name !== "string" || "logDensity" in family) {
    throw new UserError(
      'the family must be one such as gaussian() or bernoulli("logit"), or its text "binomial(logit)".',
    );
  }
  return familyOf(family.name, family.link);
}
