/** The row of a family as declared. */
import type { Family, FamilyRow } from "../Family.js";
import { families } from "./families.js";

/**
 * What is known of a family.
 *
 * @throws Error for a family that there is none of; text of a person goes through parseFamily, which says it better.
 */
export function familyRow({ name }: Family): FamilyRow {
  const row = families.get(name);
  if (!row) throw new Error(`there is no family ${name}.`);
  return row;
}
