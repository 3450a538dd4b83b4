/** What the law of the response is told, cell by cell: the way from draws to expectations, predictions and densities. */
import type { AuxiliaryName, LawInputs } from "../Family.js";
import type { FittedGlmm } from "../FittedGlmm.js";
import type { Response } from "../Frame.js";
import { linkOf } from "../links.js";
import { precisionWeights } from "../rowWeights.js";
import { linearPredictor, type PredictorContext } from "./linearPredictor.js";
import type { RowWriter } from "./Predictions.js";

/** Inputs of one row and draw; the same record is refilled for each cell. */
type Inputs = { -readonly [Name in keyof LawInputs<number>]: LawInputs<number>[Name] };

/** One number from what the law is told, for the cells of one row. */
export type Cell = (inputs: LawInputs<number>) => number;

/** The draws of an auxiliary parameter in a row; the array may be refilled by the next row. */
type AuxiliaryRow = (row: number) => Float64Array;

/**
 * Writes a number for each draw of a row: linear predictor and auxiliary parameters go into `cellsOf(row)`. Where the
 * mean is none that the family can have the number is NaN.
 *
 * @param response Trials, rates, standard errors and weights of the rows asked about, as far as they are known. A row without a
 * weight of precision has the weight 1.
 * @param hasAll Whether the predictor is whole. Where terms are added to it by the cells, any number is handed to them.
 */
export function lawRows(
  fitted: FittedGlmm,
  context: PredictorContext,
  response: Partial<Response>,
  cellsOf: (row: number) => Cell,
  hasAll = true,
): RowWriter {
  const count = context.selection.count;
  const least = hasAll ? leastPredictor(fitted) : -Infinity;
  const eta = linearPredictor(context.frame.predictors[0]!, context);
  const rowOf = (name: AuxiliaryName) => auxiliaryRow(fitted, context, response, name);
  const [sigmaOf, shapeOf, nuOf, phiOf] = [rowOf("sigma"), rowOf("shape"), rowOf("nu"), rowOf("phi")];
  return (row, out, start) => {
    eta(row, out, start);
    const [sigma, shape, nu, phi] = [sigmaOf?.(row), shapeOf?.(row), nuOf?.(row), phiOf?.(row)];
    const inputs: Inputs = { eta: 0 };
    if (response.trials) inputs.trials = response.trials[row]!;
    if (response.rate) inputs.rate = response.rate[row]!;
    const cell = cellsOf(row);
    for (let draw = 0; draw < count; draw += 1) {
      inputs.eta = out[start + draw]!;
      if (sigma) inputs.sigma = sigma[draw]!;
      if (shape) inputs.shape = shape[draw]!;
      if (nu) inputs.nu = nu[draw]!;
      if (phi) inputs.phi = phi[draw]!;
      out[start + draw] = inputs.eta < least ? NaN : cell(inputs);
    }
  };
}

/**
 * Below it a predictor gives no mean that the family can have. Sampling rejects positions where a fitted row would get
 * one; other rows may, and fitted ones without their groups.
 */
export function leastPredictor({ family, link }: FittedGlmm): number {
  return family.mean === "positive" && (link.name === "identity" || link.name === "inverse") ? 0 : -Infinity;
}

/** Nothing where the model has no such parameter, or where standard errors that nobody needs are not known. */
function auxiliaryRow(
  fitted: FittedGlmm,
  context: PredictorContext,
  response: Partial<Response>,
  name: AuxiliaryName,
): AuxiliaryRow | undefined {
  if (!fitted.family.auxiliaries.some((auxiliary) => auxiliary.name === name)) return undefined;
  const replaced = name === "sigma" ? fitted.frame.response?.se : undefined;
  const sampled = replaced === undefined || replaced.sigma ? estimatedRow(context, name) : undefined;
  const estimated = name === "sigma" ? withPrecision(response, sampled, context.selection.count) : sampled;
  if (replaced === undefined || response.se === undefined) return estimated;
  return withStandardErrors(response.se.values, estimated, context.selection.count);
}

function estimatedRow(context: PredictorContext, name: AuxiliaryName): AuxiliaryRow {
  const predictor = context.frame.predictors.find(({ parameter }) => parameter === name);
  if (predictor === undefined) {
    const column = context.selection.column(name);
    return () => column;
  }
  const linear = linearPredictor(predictor, context);
  const link = linkOf(predictor.link);
  const values = new Float64Array(context.selection.count);
  return (row) => {
    linear(row, values, 0);
    for (let draw = 0; draw < values.length; draw += 1) values[draw] = link.inverse(values[draw]!) as number;
    return values;
  };
}

/** sigma/√w. */
function withPrecision(
  response: Partial<Response>,
  sigma: AuxiliaryRow | undefined,
  count: number,
): AuxiliaryRow | undefined {
  const weights = precisionWeights(response);
  if (!sigma || !weights) return sigma;
  const values = new Float64Array(count);
  return (row) => {
    const estimated = sigma(row);
    const root = Math.sqrt(weights[row]!);
    for (let draw = 0; draw < count; draw += 1) values[draw] = estimated[draw]! / root;
    return values;
  };
}

/** sqrt(se² + sigma²), or se alone. */
function withStandardErrors(se: Float64Array, sigma: AuxiliaryRow | undefined, count: number): AuxiliaryRow {
  const values = new Float64Array(count);
  return (row) => {
    const known = se[row]!;
    const estimated = sigma?.(row);
    if (estimated === undefined) return values.fill(known);
    for (let draw = 0; draw < count; draw += 1) {
      const sd = estimated[draw]!;
      values[draw] = Math.sqrt(known * known + sd * sd);
    }
    return values;
  };
}
