/** The row of a family as declared. */
import type { Family, FamilyRow } from "../Family.js";
import { customFamilies } from "./customFamilies.js";
import { families } from "./families.js";
import { familyText } from "./familyText.js";
import { mixtureRow } from "./mixture.js";

const mixtures = new Map<string, FamilyRow>();

/**
 * What is known of a family.
 *
 * @throws Error for a family that there is none of; text of a person goes through parseFamily, which says it better.
 */
export function familyRow(family: Family): FamilyRow {
  const { name, components } = family;
  if (components) {
    const text = familyText(family);
    const row = mixtures.get(text) ?? mixtureRow(components);
    mixtures.set(text, row);
    return row;
  }
  const row = families.get(name) ?? customFamilies.get(name);
  if (!row) throw new Error(`there is no family ${name}.`);
  return row;
}
