/** Families that a person declared, by their names. */
import type { FamilyRow } from "../Family.js";

/** Filled by `customFamily`; a family lives as long as the program that declared it. */
export const customFamilies = new Map<string, FamilyRow>();
