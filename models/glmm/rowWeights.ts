/** Weights of rows by what they do. */
import type { Response } from "./Frame.js";

/** Those that multiply the log likelihood of each row: how many rows it stands for. Undefined where every row stands for itself. */
export function likelihoodWeights({ weights }: Pick<Response, "weights">): Float64Array | undefined {
  return weights && weights.meaning !== "precision" ? weights.values : undefined;
}

/** Those that divide sigma²: how many observations a row is the mean of. Undefined where all rows have the same sigma. */
export function precisionWeights({ weights }: Pick<Response, "weights">): Float64Array | undefined {
  return weights?.meaning === "precision" ? weights.values : undefined;
}

/** The sum of weights, such as how many rows the rows of a table stand for. */
export function sumOf(weights: Float64Array): number {
  return weights.reduce((sum, weight) => sum + weight, 0);
}
