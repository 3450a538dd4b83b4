/** Draws of implied responses in a few numbers. */
import { drawSummary } from "../groups/DrawSummary.js";
import type { ImpliedResponseDraws, ImpliedResponses } from "./Responses.js";

/** Mean, standard deviation, median and 95 % interval of each number. */
export function summariseResponses(draws: ImpliedResponseDraws): ImpliedResponses {
  return {
    ...draws,
    responses: draws.responses.map(({ row, mean, variance, dispersion }) => ({
      row,
      mean: drawSummary(mean),
      variance: drawSummary(variance),
      dispersion: drawSummary(dispersion),
    })),
    pairs: draws.pairs.map(({ covariance, correlation, ...names }) => ({
      ...names,
      covariance: drawSummary(covariance),
      correlation: drawSummary(correlation),
    })),
  };
}
