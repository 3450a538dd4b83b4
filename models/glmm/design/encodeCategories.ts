/** Responses of categories, in one column, and of shares of a whole, in several. */
import { UserError } from "../../../engine/core/UserError.js";
import type { Expression, ResponseFormula } from "../../formula/Formula.js";
import { formulaError } from "../../formula/formulaError.js";
import { shortened } from "../../formula/shortened.js";
import { sourceOf } from "../../formula/sourceOf.js";
import type { CategoryRules } from "../Family.js";
import { evaluateExpression } from "./evaluateExpression.js";
import { readColumn, readFactor, unknownLevel } from "./readColumn.js";
import { recall, type Reading } from "./Reading.js";

/** Beyond so many whole numbers they are taken for labels, as years are, and only those that occur are categories. */
const mostNumbers = 100;

export interface EncodedCategories {
  /** Number of each row's category, from 1; NaN where it is missing. */
  readonly values: Float64Array;
  readonly categories: readonly string[];
}

/**
 * The category of each row. Whole numbers from 1 are themselves; other numbers, and text of nominal categories, are sorted as the levels
 * of factors are. Ordered categories of text need an order that was declared, and are all of those that were, also where one does not occur.
 *
 * @throws UserError for a response that is no column, for text without a declared order, fewer than two categories, and for a category
 * of new data that the fitted rows lack.
 */
export function encodeCategories(
  { expression, span, source }: ResponseFormula,
  kind: CategoryRules["kind"],
  family: string,
  reading: Reading,
): EncodedCategories {
  if (expression.kind !== "column") {
    throw formulaError(
      reading.text,
      span,
      `the response of the family ${family} is a column of categories, not ${source}.`,
    );
  }
  const { name } = expression;
  const column = readColumn(reading, name, span);
  const declared = reading.factors.get(name) ?? undefined;
  if (!reading.isNewData && kind === "ordinal" && column.kind === "factor" && !declared && column.levels.length > 2) {
    const shown = column.levels.slice(0, 4).join(", ") + (column.levels.length > 4 ? ", …" : "");
    throw formulaError(
      reading.text,
      span,
      `the categories of "${name}" are text, ${shortened(shown)}, and the family ${family} needs their order: give it with ` +
        `--factor ${name}=lowest,…,highest (in TypeScript factors: { ${name}: [lowest, …, highest] }).`,
    );
  }
  const numbers = column.kind === "number" && !reading.factors.has(name) ? column.values : undefined;
  const fraction = numbers?.findIndex((y) => !Number.isInteger(y) && y === y) ?? -1;
  if (fraction >= 0) {
    throw formulaError(
      reading.text,
      span,
      `the response "${name}" is ${numbers![fraction]} in row ${fraction + 1}: categories of the family ${family} are whole numbers or text; ` +
        `where numbers are labels, declare the column a factor.`,
    );
  }
  const known = recall(reading, expression, () => {
    const highest = numbers?.reduce((most, y) => Math.max(most, y), 0) ?? 0;
    const areNumbered = numbers?.every((y) => Number.isInteger(y) && y >= 1) && highest <= mostNumbers;
    const levels = areNumbered
      ? Array.from({ length: highest }, (_, k) => String(k + 1))
      : kind === "ordinal" && declared
        ? declared
        : readFactor(reading, name, span).levels;
    if (levels.length < 2) {
      const what = levels.length === 1 ? `the one category "${levels[0]}"` : "no categories";
      throw formulaError(
        reading.text,
        span,
        `the response "${name}" has ${what}: the family ${family} needs two or more.`,
      );
    }
    return levels;
  });
  const place = new Map(known.map((level, k) => [level, k + 1]));
  const factor = readFactor(reading, name, span, false);
  const values = Float64Array.from(factor.codes, (code) => {
    const found = place.get(factor.levels[code]!);
    if (found !== undefined) return found;
    throw formulaError(reading.text, span, unknownLevel(name, factor.levels[code]!, known));
  });
  return { values, categories: known };
}

/** All columns of `cbind(a, b, c)`, with their names. */
export function encodeColumns(
  { expression, columns = [], span }: ResponseFormula,
  family: string,
  reading: Reading,
): { readonly values: readonly Float64Array[]; readonly categories: readonly string[] } {
  if (columns.length === 0) {
    throw formulaError(
      reading.text,
      span,
      `the family ${family} needs a column for each category: write cbind(a, b, c) ~ …, naming them.`,
    );
  }
  const all: readonly Expression[] = [expression, ...columns];
  const categories = all.map((one) => (one.kind === "column" ? one.name : sourceOf(reading.text, one.span)));
  const twice = categories.find((name, k) => categories.indexOf(name) < k);
  if (twice !== undefined) throw new UserError(`cbind() names "${twice}" twice: name each column once.`);
  return { values: all.map((one) => evaluateExpression(one, reading)), categories };
}

/**
 * Name of the parameter of a category: `mu` and the letters and digits of its name, as in brms.
 *
 * @throws UserError where two categories would have one name.
 */
export function locationsOfCategories(categories: readonly string[]): readonly string[] {
  const names = categories.slice(1).map((category) => `mu${category.replace(/[^\p{L}\p{N}]/gu, "")}`);
  const clash = names.findIndex((name, k) => names.indexOf(name) < k || name === "mu");
  if (clash >= 0) {
    throw new UserError(
      `the category "${categories[clash + 1]!}" would have the parameter ${names[clash]!}, which is none or another's: rename it with ` +
        `letters and digits of its own.`,
    );
  }
  return names;
}
