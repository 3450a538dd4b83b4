/** Which parameters a hypothesis may name, and how. */
import type { Posterior } from "../../../engine/core/Posterior.js";
import { UserError } from "../../../engine/core/UserError.js";
import { nearestName } from "../../../engine/data/nearestName.js";
import type { KnownNames } from "./tokenizeHypothesis.js";

/** Names as they may be spelt, with the name of the draws that each stands for. */
export interface NamesInScope extends KnownNames {
  /** @throws UserError for a spelling that stands for two. */
  drawOf(spelling: string): string;
}

/** Of unknown names those that begin alike are as likely meant as those that are near. */
const mostListed = 6;

/**
 * Names of draws as they are, and those of a class without it: unless another class is told `x` stands for `b_x`, with class `sd` and group
 * `g` `x` stands for `sd_g__x`. An empty class leaves names as they are.
 *
 * @throws UserError for a class that no draws have, and for a group without a class.
 */
export function namesInScope(
  { draws: { names } }: Pick<Posterior, "draws">,
  { class: asked, group }: { readonly class?: string; readonly group?: string },
): NamesInScope {
  if (group !== undefined && (asked ?? "") === "") {
    throw new UserError(
      `group "${group}" needs a class beside it, such as class "sd" or "cor", or scope "ranef" or "coef".`,
    );
  }
  const prefix = prefixOf(asked ?? "b", group);
  const short = new Map(
    names
      .filter((name) => prefix !== "" && name.startsWith(prefix) && name.length > prefix.length)
      .map((name) => [name.slice(prefix.length), name]),
  );
  if (asked !== undefined && prefix !== "" && short.size === 0) {
    const groupWords = group === undefined ? "" : ` and group "${group}"`;
    throw new UserError(
      `there are no draws of class "${asked}"${groupWords}, whose names would begin with ${prefix}; leave the class out and name draws in full, such as ${names[0]}.`,
    );
  }
  const whole = new Set(names);
  const spellings = [...new Set([...short.keys(), ...names])];
  return {
    spellings,
    unknown: (written) => unknownName(written, spellings, names),
    drawOf(spelling) {
      const long = short.get(spelling);
      if (long === undefined) return spelling;
      // A class that was asked for decides; the usual one only where nothing else has the name.
      if (asked === undefined && whole.has(spelling)) {
        throw new UserError(
          `"${spelling}" may be ${long} or ${spelling} itself: write ${long}, or give class "" to have every name taken as it is.`,
        );
      }
      return long;
    },
  };
}

/** Coefficients of a group, as `ranef` and `coef` have them. */
export function namesOfCoefficients(coefficients: readonly string[], group: string): NamesInScope {
  return {
    spellings: coefficients,
    unknown: (written) =>
      `group "${group}" has no coefficient "${written}"; those it has are ${coefficients.join(", ")}.`,
    drawOf: (spelling) => spelling,
  };
}

function prefixOf(kind: string, group: string | undefined): string {
  if (group !== undefined) return `${kind}_${group}__`;
  return kind === "" ? "" : `${kind}_`;
}

function unknownName(written: string, spellings: readonly string[], names: readonly string[]): string {
  const near = nearestName(written, spellings);
  if (near !== undefined) return `there is no parameter "${written}": did you mean ${near}?`;
  const shown = names.filter((name) => !name.startsWith("r_")).slice(0, mostListed);
  return `there is no parameter "${written}"; there are ${shown.join(", ")}${names.length > shown.length ? ", …" : "."}`;
}
