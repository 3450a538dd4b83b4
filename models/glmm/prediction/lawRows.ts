/** What the law of the response is told, cell by cell: the way from draws to expectations, predictions and densities. */
import type { AuxiliaryKey, AuxiliaryName, LawInputs } from "../Family.js";
import type { FittedGlmm } from "../FittedGlmm.js";
import type { Response } from "../Frame.js";
import { thresholdDraw } from "../drawNames.js";
import { linkOf } from "../links.js";
import { precisionWeights } from "../rowWeights.js";
import { linearPredictor, type PredictorContext } from "./linearPredictor.js";
import type { RowWriter } from "./Predictions.js";

/** Inputs of one row and draw; the same record, with the same lists, is refilled for each cell. */
type Inputs = Lists & { eta: number; logits?: object; trials?: number; rate?: number } & Record<AuxiliaryName, unknown>;

interface Lists {
  etas?: number[];
  thresholds?: number[];
  shares?: number[];
  columns?: number[];
  knots?: readonly number[];
}

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
  const { locations } = context.frame;
  const [eta, ...others] = locations.map((_, k) => linearPredictor(context.frame.predictors[k]!, context));
  const auxiliaries = fitted.family.auxiliaries.flatMap(({ name }) => {
    const rowOf = auxiliaryRow(fitted, context, response, name);
    return rowOf ? [{ name, rowOf }] : [];
  });
  const logits = context.frame.predictors
    .slice(locations.length)
    .filter(({ link }) => link === "logit")
    .map((predictor) => ({
      name: predictor.parameter as AuxiliaryKey,
      write: linearPredictor(predictor, context),
      values: new Float64Array(count),
    }));
  const lists = listsOf(fitted, context);
  const knots = fitted.family.knots?.(fitted.frame.response!.values);
  const rest = others.map(() => new Float64Array(count));
  return (row, out, start) => {
    eta!(row, out, start);
    others.forEach((write, k) => write(row, rest[k]!, 0));
    for (const { write, values } of logits) write(row, values, 0);
    const rows = auxiliaries.map(({ name, rowOf }) => ({ name, values: rowOf(row) }));
    const inputs = { eta: 0 } as Inputs;
    if (response.trials) inputs.trials = response.trials[row]!;
    if (response.rate) inputs.rate = response.rate[row]!;
    if (knots) inputs.knots = knots;
    if (response.columns) inputs.columns = response.columns.map((column) => column[row]!);
    const ofLogits: Partial<Record<AuxiliaryKey, number>> = {};
    if (logits.length > 0) inputs.logits = ofLogits;
    if (rest.length > 0) inputs.etas = new Array<number>(rest.length + 1);
    for (const { name, columns } of lists) inputs[name] = new Array<number>(columns.length);
    const cell = cellsOf(row);
    for (let draw = 0; draw < count; draw += 1) {
      inputs.eta = out[start + draw]!;
      if (inputs.etas) {
        inputs.etas[0] = inputs.eta;
        for (let k = 0; k < rest.length; k += 1) inputs.etas[k + 1] = rest[k]![draw]!;
      }
      for (const { name, values } of logits) ofLogits[name] = values[draw]!;
      for (const { name, values } of rows) inputs[name] = values[draw]!;
      for (const { name, columns } of lists) {
        const list = inputs[name]!;
        for (let k = 0; k < columns.length; k += 1) list[k] = columns[k]![draw]!;
      }
      out[start + draw] = inputs.eta < least ? NaN : cell(inputs as unknown as LawInputs<number>);
    }
  };
}

/** Thresholds and shares, which are the same for all rows. */
function listsOf(
  { family }: FittedGlmm,
  { frame, selection }: PredictorContext,
): { readonly name: "thresholds" | "shares"; readonly columns: readonly Float64Array[] }[] {
  const { thresholds } = frame.predictors[0]!;
  const numbered = (count: number, name: (k: number) => string) =>
    Array.from({ length: count }, (_, k) => selection.column(name(k + 1)));
  return [
    ...(thresholds ? [{ name: "thresholds" as const, columns: numbered(thresholds, thresholdDraw) }] : []),
    ...(family.shares ? [{ name: "shares" as const, columns: numbered(family.shares.count, family.shares.draw) }] : []),
  ];
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
  const sampled = replaced === undefined || replaced.sigma ? estimatedRow(fitted, context, name) : undefined;
  const estimated = name === "sigma" ? withPrecision(response, sampled, context.selection.count) : sampled;
  if (replaced === undefined || response.se === undefined) return estimated;
  return withStandardErrors(response.se.values, estimated, context.selection.count);
}

function estimatedRow(fitted: FittedGlmm, context: PredictorContext, name: AuxiliaryName): AuxiliaryRow {
  const predictor = context.frame.predictors.find(({ parameter }) => parameter === name);
  if (predictor === undefined && !context.selection.has(name)) {
    const { fixed } = fitted.family.auxiliaries.find((auxiliary) => auxiliary.name === name)!;
    const values = new Float64Array(context.selection.count).fill(fixed!);
    return () => values;
  }
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
