/** The log density of a response as a function of what is added to its predictor. */
import type { Law } from "../../../engine/distributions/Law.js";
import type { FamilyRow, LawInputs, Link } from "../Family.js";
import { rowSlopesOf, type RowSlopes } from "../groups/rowSlopes.js";

/** What the law is told, of a record that is its own. */
export type OwnInputs = { -readonly [Name in keyof LawInputs<number>]: LawInputs<number>[Name] };

export interface RowDensity {
  /** Log density, by whatever the predictor in `inputs` is; −∞ where it gives no mean that the family can have. */
  logDensity(y: number, inputs: LawInputs<number>): number;
  /** Writes its derivative by the predictor, and the expected information about it. */
  slopes(y: number, inputs: LawInputs<number>, out: RowSlopes): void;
}

/** The density of a family with a link. */
export function rowDensityOf(family: FamilyRow, link: Link): RowDensity {
  const law: Law = family.law(link);
  const isBounded = family.mean === "positive" && (link.name === "identity" || link.name === "inverse");
  return {
    logDensity(y, inputs) {
      if (isBounded && inputs.eta < 0) return -Infinity;
      const value = law.logDensity(y, family.values(inputs, link)) as number;
      return Number.isNaN(value) ? -Infinity : value;
    },
    slopes: rowSlopesOf(family, link),
  };
}
