/** Refuses responses and additions that their family cannot have, naming row and value. */
import { UserError } from "../../../engine/core/UserError.js";
import type { Addition, ResponseFormula } from "../../formula/Formula.js";
import { formulaError } from "../../formula/formulaError.js";
import type { FamilyRow } from "../Family.js";
import type { Reading } from "./Reading.js";

/** @throws UserError for an addition given twice, one that the family does not have, and missing trials. */
export function refuseAdditions(
  { additions, source, span }: ResponseFormula,
  family: FamilyRow | undefined,
  { text }: Reading,
): void {
  const seen = new Set<string>();
  for (const { kind, span: at } of additions) {
    if (seen.has(kind)) throw formulaError(text, at, `${kind}() is given twice: give it once.`);
    seen.add(kind);
    if (!family || family.additions.includes(kind)) continue;
    const known = family.additions.map((addition) => `${addition}()`).join(" and ");
    throw formulaError(
      text,
      at,
      `the family ${family.name} does not take ${kind}(): ` +
        (known ? `it takes ${known}.` : kind === "trials" ? "use the family binomial." : "leave it out."),
    );
  }
  if (!family?.additions.includes("trials") || seen.has("trials")) return;
  throw formulaError(
    text,
    span,
    `the family ${family.name} needs the number of trials of each row: write ${source} | trials(n) ~ …, n being their column or number.`,
  );
}

/** @throws UserError for a row of trials that is no whole number above 0, or of rates or standard errors not above 0. */
export function checkAddition({ kind, source, span }: Addition, values: Float64Array, { text }: Reading): void {
  const isGood = kind === "trials" ? (x: number) => Number.isInteger(x) && x > 0 : (x: number) => x > 0;
  const row = values.findIndex((x) => !isGood(x));
  if (row < 0) return;
  const needed = kind === "trials" ? "a whole number above 0" : "above 0";
  throw formulaError(text, span, `${source} is ${values[row]} in row ${row + 1}: it must be ${needed}.`);
}

/** @throws UserError for the first value that the family cannot have; NaN, a response of new data not known, passes. */
export function checkResponse({ source }: ResponseFormula, values: Float64Array, family: FamilyRow | undefined): void {
  if (!family) return;
  const row = values.findIndex((y) => !family.isResponse(y) && y === y);
  if (row < 0) return;
  throw new UserError(
    `the response ${source} is ${values[row]} in row ${row + 1}: a response of the family ${family.name} is ${family.responseWords}.`,
  );
}

/** @throws UserError for a row with more successes than trials. */
export function checkTrials({ source }: ResponseFormula, values: Float64Array, trials: Float64Array): void {
  const row = values.findIndex((y, i) => y > trials[i]!);
  if (row < 0) return;
  throw new UserError(
    `the response ${source} is ${values[row]} in row ${row + 1}, which is more than its ${trials[row]} trials.`,
  );
}
