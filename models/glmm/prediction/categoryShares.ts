/** How often each category is predicted. */
import { UserError } from "../../../engine/core/UserError.js";
import type { Predictions } from "./Predictions.js";

/** The draws of one row by category. */
export interface CategoryShares {
  /** Place in the table, from 0. */
  readonly row: number;
  /** The share of draws of each category, in order. */
  readonly probabilities: readonly (readonly [category: string, share: number])[];
  /** The category that was drawn most often, the first of several. */
  readonly mostFrequent: string;
}

/**
 * The share of draws of each category by row, as brms's `predict` gives for categories with and without an order: new responses that are
 * categories have no mean.
 *
 * @throws UserError for predictions that are not numbers of categories.
 * @example
 * for (const { probabilities, mostFrequent } of categoryShares(predict(posterior, { newdata }))) show(mostFrequent, probabilities);
 */
export function categoryShares(predictions: Predictions): CategoryShares[] {
  const { categories, drawCount } = predictions;
  if (categories?.are !== "values") {
    throw new UserError("categoryShares is for new responses that are categories, as predict gives them.");
  }
  const { names } = categories;
  const shares: CategoryShares[] = [];
  for (const { firstRow, rows, values } of predictions.blocks()) {
    for (let k = 0; k < rows; k += 1) {
      const counts = new Int32Array(names.length);
      for (const code of values.subarray(k * drawCount, (k + 1) * drawCount)) counts[code - 1]! += 1;
      shares.push({
        row: firstRow + k,
        probabilities: names.map((name, c) => [name, counts[c]! / drawCount] as const),
        mostFrequent: names[counts.indexOf(Math.max(...counts))]!,
      });
    }
  }
  return shares;
}
