/** Draws of population-averaged effects in a few numbers. */
import { drawSummary, type DrawSummary } from "../groups/DrawSummary.js";
import type { Contrasted, Marginal, MarginalDraws, Sides } from "./Marginal.js";

/** Mean, standard deviation, median and 95 % interval of each number. */
export function summariseMarginal(draws: MarginalDraws): Marginal {
  const sides = ({ conditional, averaged }: Sides<Float64Array>): Sides<DrawSummary> => ({
    conditional: drawSummary(conditional),
    averaged: drawSummary(averaged),
  });
  return {
    ...draws,
    coefficients: draws.coefficients.map(({ name, ratio, exponential, ...both }) => ({
      name,
      ...sides(both),
      ...(ratio ? { ratio: drawSummary(ratio) } : {}),
      ...(exponential ? { exponential: sides(exponential) } : {}),
    })),
    contrasts: draws.contrasts.map(({ conditional, averaged, ...names }) => ({
      ...names,
      conditional: contrastSummary(conditional),
      averaged: contrastSummary(averaged),
    })),
  };
}

function contrastSummary({
  from,
  to,
  difference,
  ratio,
  oddsRatio,
}: Contrasted<Float64Array>): Contrasted<DrawSummary> {
  return {
    from: drawSummary(from),
    to: drawSummary(to),
    difference: drawSummary(difference),
    ...(ratio ? { ratio: drawSummary(ratio) } : {}),
    ...(oddsRatio ? { oddsRatio: drawSummary(oddsRatio) } : {}),
  };
}
