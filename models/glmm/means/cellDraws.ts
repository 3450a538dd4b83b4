/** Draws of the mean, or of the slope, at each combination of the variables asked about. */
import { UserError } from "../../../engine/core/UserError.js";
import { exp } from "../../../engine/math/exp.js";
import { axesByName } from "../effects/effectAxes.js";
import { predictorColumns } from "../effects/PredictorColumns.js";
import type { FittedGlmm } from "../FittedGlmm.js";
import { linkOf } from "../links.js";
import { isOfLogarithm } from "../variance/latentScale.js";
import { gridDraws, type GridQuestion } from "./gridDraws.js";
import { averagedOf, type MeansOptions } from "./MeansOptions.js";
import { axisNamed, referenceGrid, type ReferenceGrid } from "./referenceGrid.js";

export interface CellDraws {
  readonly grid: ReferenceGrid;
  /** One column a cell. */
  readonly cells: readonly Float64Array[];
  /** Whether e to a difference of them is a ratio: they are of a predictor with log or logit link. */
  readonly ofRatios: boolean;
}

/** Of means. @throws UserError as {@link referenceGrid}, and for a parameter that there is not. */
export function meanDraws(fitted: FittedGlmm, names: readonly string[], options: MeansOptions): CellDraws {
  const grid = referenceGrid(fitted, names, options, parameterOf(options));
  return { grid, cells: cellsOf(fitted, grid, options), ofRatios: isOfRatios(fitted, options) };
}

/** A step of a slope, by the range of its variable: small for curves, large for the rounding of predictors. */
const stepOfRange = 1e-4;

/**
 * Of the slope of a number: the central difference quotient, exact where the predictor is linear or quadratic in it.
 *
 * @throws UserError as {@link meanDraws}, and for a variable that is no number.
 */
export function slopeDraws(
  fitted: FittedGlmm,
  variable: string,
  names: readonly string[],
  options: MeansOptions,
): CellDraws {
  const parameter = parameterOf(options);
  const { levels, range } = axisNamed(axesByName(predictorColumns(fitted), parameter), variable);
  if (levels || !range) {
    throw new UserError(`"${variable}" is a factor, which has no slope: ask for contrasts of its levels.`);
  }
  const { low, high, mean } = range;
  const step = stepOfRange * (high > low ? high - low : 1);
  const given = new Map(Object.entries(options.at ?? {})).get(variable) ?? mean;
  const asked: MeansOptions = { ...options, at: { ...options.at, [variable]: [given].flat() } };
  const [above, below] = [step, -step].map((by) =>
    cellsOf(fitted, referenceGrid(fitted, names, asked, parameter, { name: variable, by }), options),
  );
  return {
    grid: referenceGrid(fitted, names, asked, parameter),
    cells: above!.map((cell, c) => cell.map((value, d) => (value - below![c]![d]!) / (2 * step))),
    ofRatios: isOfRatios(fitted, options),
  };
}

/** Factors of the parameter on the scale of its link, those of all where the response is expected. */
function parameterOf(options: MeansOptions): string | undefined {
  return averagedOf(options) === "response" ? undefined : (options.parameter ?? "mu");
}

function cellsOf(fitted: FittedGlmm, grid: ReferenceGrid, options: MeansOptions): readonly Float64Array[] {
  const { parameter = "mu", draws, groups = "none", scale = "link" } = options;
  const { categories, name } = fitted.family;
  const isLocation = parameter === "mu" || fitted.frame.locations.includes(parameter);
  if (scale === "response" && isLocation && categories) {
    throw new UserError(
      `${name} has a probability for each category and no one response: ask on the scale of the link, or for conditionalEffects.`,
    );
  }
  const ofResponse = averagedOf(options) === "response";
  const what: GridQuestion["what"] = !ofResponse ? "predictor" : groups === "averaged" ? "averaged" : "expected";
  const rows = gridDraws(fitted, grid, { what, parameter, ...(draws === undefined ? {} : { draws }) });
  const transform = ofResponse || scale === "link" ? undefined : inverseOf(fitted, parameter);
  return grid.cells.map(({ firstRow }) => {
    const mean = weightedMean(rows, firstRow, grid.weights);
    return transform ? mean.map(transform) : mean;
  });
}

/** From the scale of the link to that of the response, or of its median where mu is of its logarithm. */
function inverseOf(fitted: FittedGlmm, parameter: string): (eta: number) => number {
  const predictor = fitted.frame.predictors.find((one) => one.parameter === parameter)!;
  if (parameter === "mu" && isOfLogarithm(fitted)) return exp;
  const { inverse } = linkOf(predictor.link);
  return (eta) => inverse(eta) as number;
}

function isOfRatios(fitted: FittedGlmm, { parameter = "mu", scale = "link" }: MeansOptions): boolean {
  if (scale !== "link") return false;
  const link = fitted.frame.predictors.find((one) => one.parameter === parameter)?.link;
  return link === "log" || link === "logit" || (parameter === "mu" && isOfLogarithm(fitted));
}

function weightedMean(rows: readonly Float64Array[], first: number, weights: readonly number[]): Float64Array {
  const sum = new Float64Array(rows[first]!.length);
  weights.forEach((weight, k) => {
    const row = rows[first + k]!;
    if (weight !== 0) for (let d = 0; d < sum.length; d += 1) sum[d]! += weight * row[d]!;
  });
  return sum;
}
