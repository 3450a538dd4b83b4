/** Where the coefficients of mu lie, roughly, so that what is left of the response is small whatever its units. */
import { normalLaw } from "../../../engine/distributions/normal.js";
import { cholesky } from "../../../engine/math/cholesky.js";
import { solveTriangular } from "../../../engine/math/solveTriangular.js";
import { coefficientDraw, interceptDraw } from "../drawNames.js";
import type { Frame } from "../Frame.js";
import { hasFewColumns } from "../inputs.js";
import type { ResolvedPrior } from "../Prior.js";

/** Share of a column's squares that keeps the estimate finite where columns follow from others. */
const ridge = 1e-10;

/**
 * The centred intercept, where there is one, and the coefficients while they are few, by least squares with their normal
 * priors, as if rows were as precise as the response varies. The density does not depend on it, only its rounding: sums of squares of the
 * response are taken from here.
 */
export function originOf({ predictors, response, rows }: Frame, priors: readonly ResolvedPrior[]): Float64Array {
  const predictor = predictors[0]!;
  const { names, columns, means, offset, parameter } = predictor;
  const few = hasFewColumns(predictor);
  const isCentred = predictor.intercept === "centred";
  const known = priorNumbers(priors, [
    ...(isCentred ? [interceptDraw(parameter)] : []),
    ...(few ? names.map(coefficientDraw) : []),
  ]);
  const design = [
    ...(isCentred ? [new Float64Array(rows).fill(1)] : []),
    ...(few ? columns.map((column, k) => column.map((x) => x - means[k]!)) : []),
  ];
  const y = response!.values.map((value, row) => value - (offset?.[row] ?? 0));
  const square = varianceOf(y);
  const size = design.length;
  const matrix = new Float64Array(size * size);
  const right = new Float64Array(size);
  design.forEach((column, k) => {
    design.slice(0, k + 1).forEach((other, l) => void (matrix[k * size + l] = dot(column, other)));
    const { mean, precision } = known[k]!;
    right[k] = dot(column, y) + square * precision * mean;
    matrix[k * size + k] = matrix[k * size + k]! * (1 + ridge) + square * precision;
  });
  const factor = cholesky(matrix, size);
  const origin = solveTriangular(factor, solveTriangular(factor, right), "transposed");
  return origin.every(Number.isFinite) ? origin : Float64Array.from(known, ({ mean }) => mean);
}

/** Mean and precision of each normal prior; none of others. */
function priorNumbers(priors: readonly ResolvedPrior[], names: readonly string[]) {
  const byName = new Map(priors.map((prior) => [prior.slot.name, prior.distribution]));
  return names.map((name) => {
    const { law, parameters } = byName.get(name)!;
    if (law !== normalLaw) return { mean: 0, precision: 0 };
    const { location, scale } = parameters as { location: number; scale: number };
    return { mean: location, precision: 1 / (scale * scale) };
  });
}

function varianceOf(y: Float64Array): number {
  const mean = y.reduce((sum, one) => sum + one, 0) / y.length;
  return y.reduce((sum, one) => sum + (one - mean) * (one - mean), 0) / y.length;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
