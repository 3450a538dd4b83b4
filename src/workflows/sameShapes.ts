/** Whether two tables seen by one GLMM have the same shapes, so that what was compiled for one serves the other. */
import type { Frame, GroupTerm, Predictor, Response } from "../../models/glmm/Frame.js";

/**
 * True when the frames differ in numbers alone: as many rows, the same coefficients, additions, and levels of each group
 * under the same names.
 */
export function sameShapes(a: Frame, b: Frame): boolean {
  return (
    a.rows === b.rows &&
    shapeOfResponse(a.response) === shapeOfResponse(b.response) &&
    JSON.stringify(a.predictors.map(shapeOfPredictor)) === JSON.stringify(b.predictors.map(shapeOfPredictor)) &&
    JSON.stringify(a.groups.map(shapeOfGroup)) === JSON.stringify(b.groups.map(shapeOfGroup))
  );
}

function shapeOfResponse(response: Response | undefined): string {
  if (!response) return "none";
  const { name, trials, rate, se } = response;
  return JSON.stringify([name, trials !== undefined, rate !== undefined, se?.sigma ?? null]);
}

function shapeOfPredictor({ parameter, link, intercept, names, offset }: Predictor) {
  return [parameter, link, intercept, names, offset !== undefined];
}

function shapeOfGroup({ parameter, group, levels, coefficients, columns, correlated, parametrisation }: GroupTerm) {
  const ones = columns.map((column) => column === undefined);
  return [parameter, group, levels, coefficients, ones, correlated, parametrisation];
}
