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
  for (const addition of additions) {
    const { kind, span: at } = addition;
    if (seen.has(kind)) throw formulaError(text, at, `${kind}() is given twice: give it once.`);
    seen.add(kind);
    if (family && kind === "weights") refuseWeights(addition, additions, family, text);
    if (!family || kind === "weights" || family.additions.includes(kind)) continue;
    const known = listed(family.additions.map((addition) => `${addition}()`));
    throw formulaError(
      text,
      at,
      `the family ${family.name} does not take ${kind}(): ` +
        (known ? `it takes ${known}.` : kind === "trials" ? "use the family binomial." : "leave it out."),
    );
  }
  const isSummed = family?.categories?.kind === "composition";
  if (!family?.additions.includes("trials") || seen.has("trials") || isSummed) return;
  throw formulaError(
    text,
    span,
    `the family ${family.name} needs the number of trials of each row: write ${source} | trials(n) ~ …, n being their column or number.`,
  );
}

/** "a, b and c" */
function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)!}`;
}

/** Weights of precision divide sigma², so there must be one. */
function refuseWeights(
  { weighting, expression, source, span }: Addition,
  additions: readonly Addition[],
  family: FamilyRow,
  text: string,
): void {
  if (weighting !== "precision") return;
  const w = text.slice(expression.span.start, expression.span.end);
  if (!family.auxiliaries.some(({ name }) => name === "sigma")) {
    const mends = [
      ...(family.additions.includes("trials") ? ["trials(n) for proportions of n"] : []),
      ...(family.additions.includes("rate") ? [`rate(${w}) for counts over ${w} units`] : []),
      `weights(${w}, frequency) for rows that stand for ${w} equal ones`,
    ];
    throw formulaError(
      text,
      span,
      `${source} divides the residual variance, and the family ${family.name} has none: write ${mends.join(", or ")}.`,
    );
  }
  const se = additions.find(({ kind, sigma }) => kind === "se" && !sigma);
  if (se === undefined) return;
  const s = text.slice(se.expression.span.start, se.expression.span.end);
  throw formulaError(
    text,
    span,
    `${se.source} fixes the residual sd of every row, so that ${source} has nothing to divide: write se(${s}, sigma = TRUE) to add ` +
      `sigma²/${w}, or leave the weights out.`,
  );
}

/**
 * @throws UserError for a row of trials that is no whole number above 0, of rates, standard errors or weights of precision not above
 * 0, of other weights below 0, and where all weights are 0.
 */
export function checkAddition(
  { kind, weighting, source, span }: Addition,
  values: Float64Array,
  { text, isNewData }: Reading,
): void {
  const mayBeZero = kind === "weights" && weighting !== "precision";
  const isGood = (x: number) => (mayBeZero ? x >= 0 : x > 0) && (kind !== "trials" || Number.isInteger(x));
  const row = values.findIndex((x) => !isGood(x));
  if (row >= 0) {
    const needed = mayBeZero ? "0 or above" : kind === "trials" ? "a whole number above 0" : "above 0";
    throw formulaError(text, span, `${source} is ${values[row]} in row ${row + 1}: it must be ${needed}.`);
  }
  if (!mayBeZero || isNewData || values.some((x) => x > 0)) return;
  throw formulaError(text, span, `${source} is 0 in every row, so that there is nothing to fit: some must be above 0.`);
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

/** How far shares may miss 1 for the rounding of their digits. */
const rounding = 1e-5;

/** @throws UserError for a row of a composition whose parts cannot be, or do not add up to what they should. */
export function checkWhole(
  { source }: ResponseFormula,
  columns: readonly Float64Array[],
  family: FamilyRow,
  trials: Float64Array | undefined,
): void {
  const isShares = family.outcome === "proportion";
  for (let row = 0; row < columns[0]!.length; row += 1) {
    const parts = columns.map((column) => column[row]!);
    if (parts.some(Number.isNaN)) continue;
    const bad = parts.find((part) => !family.isResponse(part));
    if (bad !== undefined) {
      throw new UserError(
        `the response ${source} holds ${bad} in row ${row + 1}: a part of the family ${family.name} is ${family.responseWords}.`,
      );
    }
    const total = parts.reduce((sum, part) => sum + part, 0);
    if (isShares && Math.abs(total - 1) > rounding) {
      throw new UserError(
        `the shares ${source} of row ${row + 1} add up to ${total}, not to 1: divide them by their sum.`,
      );
    }
    if (!isShares && !(total > 0)) {
      throw new UserError(`the counts ${source} of row ${row + 1} are all 0: leave the row out, which says nothing.`);
    }
    if (trials && trials[row] !== total) {
      throw new UserError(
        `the counts ${source} of row ${row + 1} add up to ${total}, but its trials are ${trials[row]}.`,
      );
    }
  }
}

/** @throws UserError for a row with more successes than trials. */
export function checkTrials({ source }: ResponseFormula, values: Float64Array, trials: Float64Array): void {
  const row = values.findIndex((y, i) => y > trials[i]!);
  if (row < 0) return;
  throw new UserError(
    `the response ${source} is ${values[row]} in row ${row + 1}, which is more than its ${trials[row]} trials.`,
  );
}
