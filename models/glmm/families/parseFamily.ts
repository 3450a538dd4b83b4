/** A family as a person may give it, text or record. */
import type { OutcomeKind } from "../../../engine/core/Replicates.js";
import { UserError } from "../../../engine/core/UserError.js";
import type { Family } from "../Family.js";
import { familyOf } from "./familyOf.js";
import { familyRow } from "./familyRow.js";

/**
 * The family of a text: a name, and in parentheses its link unless it is the default, also as R writes it.
 *
 * @throws UserError when the text is no family.
 * @example parseFamily("negbinomial(log)"); // { name: "negbinomial", link: "log" }
 * @example parseFamily('binomial(link = "logit")')
 * @example parseFamily("mixture(gaussian, student)").components.length; // 2
 */
export function parseFamily(text: string): Family {
  const mixed = /^\s*mixture\s*\((.*)\)\s*$/s.exec(text);
  if (mixed) return mixture(...partsOf(mixed[1]!).map(parseFamily));
  const parts = /^\s*([\w.]+)\s*(?:\(\s*(?:link\s*=\s*)?(?:(\w+)|"(\w+)"|'(\w+)')?\s*\)\s*)?$/.exec(text);
  if (!parts) {
    throw new UserError(`"${text}" is no family; write its name, and its link in parentheses, as in binomial(logit).`);
  }
  return familyOf(parts[1]!, parts[2] ?? parts[3] ?? parts[4]);
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
  return family.components ? mixture(...family.components) : familyOf(family.name, family.link);
}

/** What stands between the commas that are in no parentheses. */
function partsOf(text: string): string[] {
  const parts = [""];
  let depth = 0;
  for (const sign of text) {
    if (sign === "," && depth === 0) parts.push("");
    else parts[parts.length - 1] += sign;
    if (sign === "(") depth += 1;
    if (sign === ")") depth -= 1;
  }
  return parts;
}

/**
 * The family of responses of several kinds: each component has a location of its own, mu1, mu2, …, auxiliary parameters numbered
 * likewise, and a share, theta1, theta2, …. Where all components are of one family their intercepts ascend, so that they keep their names.
 *
 * @throws UserError for fewer than two components, for components that are no numbers, or mixtures themselves.
 * @example glmm("waiting ~ 1", { family: mixture("gaussian", "gaussian") })
 */
export function mixture(...components: readonly (Family | string)[]): Family {
  const all = components.map(resolveFamily);
  if (all.length < 2) throw new UserError("a mixture needs two families or more, as in mixture(gaussian, gaussian).");
  const stray = all.find((family) => familyRow(family).shares ?? familyRow(family).categories);
  if (stray) throw new UserError(`a component of a mixture is a family of numbers; ${stray.name} is none.`);
  const wholes = all.filter((family) => isWhole(familyRow(family).outcome));
  if (wholes.length > 0 && wholes.length < all.length) {
    throw new UserError(
      `a mixture is of families of whole numbers, or of families of other numbers: ${wholes[0]!.name} is of whole numbers, ` +
        `${all.find((family) => !wholes.includes(family))!.name} is not.`,
    );
  }
  return { name: "mixture", link: all[0]!.link, components: all };
}

function isWhole(outcome: OutcomeKind): boolean {
  return outcome === "count" || outcome === "bounded" || outcome === "binary";
}
