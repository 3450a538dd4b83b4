/** The structures that a person gives to glmm(), checked to be such. */
import { UserError } from "../../../engine/core/UserError.js";
import { STRUCTURES } from "../../formula/relatedGrouping.js";
import type { GlmmDeclaration } from "../Declaration.js";
import type { StructureDeclaration } from "../structures/StructureDeclaration.js";

/**
 * Structures as a declaration holds them.
 *
 * @throws UserError for what is no record or Map, and for a value that none of the constructors made.
 */
export function structuresGiven(
  given: Readonly<Record<string, StructureDeclaration>> | ReadonlyMap<string, StructureDeclaration>,
): GlmmDeclaration["structures"] {
  if (given === null || typeof given !== "object" || Array.isArray(given)) {
    throw new UserError("structures must be given by name, as in structures: { t: tree(text) }.");
  }
  const entries: readonly (readonly [string, StructureDeclaration])[] =
    given instanceof Map ? [...(given as ReadonlyMap<string, StructureDeclaration>)] : Object.entries(given);
  for (const [name, structure] of entries) {
    // Whoever writes JavaScript may give anything.
    const kind = (structure as { readonly kind?: unknown } | null | undefined)?.kind;
    if ([...STRUCTURES.keys()].some((known) => known === kind)) continue;
    throw new UserError(
      `the structure "${name}" must be made by tree(), covariance(), precision() or pedigree(), as in ` +
        `structures: { ${name}: tree(text) }.`,
    );
  }
  return entries;
}
