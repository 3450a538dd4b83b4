/** What weights of a sample mean for intervals. */
import type { Warning } from "../../engine/core/Warning.js";
import type { Frame } from "./Frame.js";
import { sumOf } from "./rowWeights.js";

/**
 * That intervals are not design-based, for a frame with weights of sampling, and how many rows the weights leave (Kish 1965, Survey
 * Sampling, section 11.7: (Σw)²/Σw²). A likelihood raised to weights is no likelihood of anything that was drawn: it finds the
 * estimates of the population, but not their spread (Savitsky & Toth 2016, Electronic Journal of Statistics 10, 1677-1708).
 */
export function samplingWarning({ rows, response }: Frame): readonly Warning[] {
  const weights = response?.weights;
  if (weights?.meaning !== "sampling") return [];
  const total = sumOf(weights.values);
  const left = (total * total) / sumOf(weights.values.map((weight) => weight * weight));
  const text =
    `Sampling weights, scaled to add up to the ${rows} rows, multiply the log likelihood: estimates are of the population, but ` +
    `intervals are not design-based. They know nothing of strata and clusters, and of unequal weights only that the rows count as ${rows}, ` +
    `where the weights leave about ${Math.round(left)} (Kish), so they are often too narrow. Take intervals from replicate weights, one ` +
    `fit for each, or model the design: put what the weights were made from into the formula.`;
  return [{ cause: "sampling_weights", variables: [], text }];
}
