/** The average row of a frame. */
import type { Frame, Response } from "../Frame.js";

/** One row whose columns, offsets, trials, rates and known standard errors are the means of the frame's. */
export function averageFrame(frame: Frame): Frame {
  const { predictors, groups, response } = frame;
  const mean = (values: Float64Array) => Float64Array.of(values.reduce((sum, x) => sum + x, 0) / values.length);
  return {
    ...frame,
    rows: 1,
    predictors: predictors.map(({ offset, ...own }) => ({
      ...own,
      columns: own.columns.map(mean),
      ...(offset ? { offset: mean(offset) } : {}),
    })),
    groups: groups.map((term) => ({
      ...term,
      columns: term.columns.map((column) => column && mean(column)),
      index: Int32Array.of(0),
    })),
    ...(response ? { response: averageResponse(response, mean) } : {}),
  };
}

function averageResponse(response: Response, mean: (values: Float64Array) => Float64Array): Response {
  const { name, values, trials, rate, se, weights } = response;
  return {
    ...{ name, values: mean(values) },
    ...(trials ? { trials: mean(trials) } : {}),
    ...(rate ? { rate: mean(rate) } : {}),
    ...(se ? { se: { ...se, values: mean(se.values) } } : {}),
    ...(weights ? { weights: { ...weights, values: mean(weights.values) } } : {}),
  };
}
