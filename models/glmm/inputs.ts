/** The data of a frame by the names that the compiled model knows them by. */
import { log } from "../../engine/math/log.js";
import type { FamilyRow, Link } from "./Family.js";
import type { Frame, GroupTerm, Predictor, Response } from "./Frame.js";
import { linkOf } from "./links.js";
import { columnScale } from "./priors/columnScale.js";
import { linkedResponse } from "./priors/linkedResponse.js";

/** Numbers, or whole numbers to gather by. */
export interface Input {
  readonly values: ArrayLike<number>;
  readonly whole: boolean;
}

export type Inputs = ReadonlyMap<string, Input>;

/** What each input is called. A predictor and a group-level term are known by their place. */
export const inputNames = {
  response: "response",
  trials: "trials",
  rate: "rate",
  standardError: "standard error",
  /** Where a part of the law is worked out once for each value that the response has: those values, and which each row has. */
  distinct: "distinct responses",
  whichDistinct: "which distinct response",
  offset: (parameter: string) => `offset of ${parameter}`,
  /** Centred columns, one input each while they are few. */
  column: (parameter: string, k: number) => `column ${k + 1} of ${parameter}`,
  /** All centred columns, row by row. */
  design: (parameter: string) => `columns of ${parameter}`,
  means: (parameter: string) => `means of the columns of ${parameter}`,
  /** Standard deviations of the columns, 1 for those of 0 and 1. */
  spreads: (parameter: string) => `spreads of the columns of ${parameter}`,
  residualScale: "scale of sigma",
  /** Location and scale. */
  unit: (parameter: string) => `unit of ${parameter}`,
  index: (term: GroupTerm, place: number) => `level in ${term.group}, term ${place + 1}`,
  groupColumn: (term: GroupTerm, place: number, k: number) => `column ${k + 1} in ${term.group}, term ${place + 1}`,
  groupSpreads: (term: GroupTerm, place: number) => `spreads in ${term.group}, term ${place + 1}`,
} as const;

/** Beyond so many columns a product of a matrix and a vector is faster than loops over each column. */
const mostColumns = 12;

/** Whether a predictor's columns are inputs of their own. */
export function hasFewColumns({ names }: Predictor): boolean {
  return names.length <= mostColumns;
}

/** All inputs of a model on a frame, which has a response. */
export function inputsOf(frame: Frame, family: FamilyRow, link: Link): Inputs {
  const inputs = new Map<string, Input>();
  const add = (name: string, values: ArrayLike<number> | undefined, whole = false) => {
    if (values) inputs.set(name, { values, whole });
  };
  const { response } = frame;
  add(inputNames.response, response?.values);
  add(inputNames.trials, response?.trials);
  add(inputNames.rate, response?.rate);
  add(inputNames.standardError, response?.se?.values);
  const distinct = isTabulated(frame, family, link) ? distinctOf(response!.values) : undefined;
  if (distinct && 2 * distinct.values.length <= frame.rows) {
    add(inputNames.distinct, distinct.values);
    add(inputNames.whichDistinct, distinct.index, true);
  }
  for (const predictor of frame.predictors) addPredictor(add, predictor);
  for (const parameter of ["mu", ...family.auxiliaries.map(({ name }) => name)]) {
    add(inputNames.unit(parameter), unitOf(parameter, frame, family, link));
  }
  add(inputNames.residualScale, [residualScale(response!, family)]);
  frame.groups.forEach((term, place) => {
    add(inputNames.index(term, place), term.index, true);
    add(
      inputNames.groupSpreads(term, place),
      term.columns.map((column) => (column ? columnScale(column) : 1)),
    );
    term.columns.forEach((column, k) => add(inputNames.groupColumn(term, place, k), column));
  });
  return inputs;
}

/** Whether a part of the law's work can be done once for all rows with the same response: it depends on no other column. */
function isTabulated({ predictors, response }: Frame, family: FamilyRow, link: Link): boolean {
  return family.tabulated?.(link) !== undefined && predictors.length === 1 && !response?.rate;
}

const fewestDistinct = 32;

/**
 * The values that occur, in order, and the place of each row's value among them. Their number is made up to a power of 2 by
 * repeating the last, so that most tables of the same shapes have the same number.
 */
function distinctOf(values: Float64Array): { readonly values: Float64Array; readonly index: Int32Array } {
  const sorted = Float64Array.from(new Set(values)).sort();
  const places = new Map(Array.from(sorted, (value, place) => [value, place]));
  let length = fewestDistinct;
  while (length < sorted.length) length *= 2;
  const padded = new Float64Array(length).fill(sorted.at(-1) ?? 0);
  padded.set(sorted);
  return { values: padded, index: Int32Array.from(values, (value) => places.get(value)!) };
}

type Add = (name: string, values: ArrayLike<number> | undefined, whole?: boolean) => void;

function addPredictor(add: Add, predictor: Predictor): void {
  const { parameter, columns, means, offset } = predictor;
  add(inputNames.offset(parameter), offset);
  if (columns.length === 0) return;
  add(inputNames.means(parameter), means);
  add(inputNames.spreads(parameter), columns.map(columnScale));
  const centred = columns.map((column, k) => column.map((x) => x - means[k]!));
  if (hasFewColumns(predictor)) centred.forEach((column, k) => add(inputNames.column(parameter, k), column));
  else add(inputNames.design(parameter), interleaved(centred));
}

/** Row by row what was column by column. */
function interleaved(columns: readonly Float64Array[]): Float64Array {
  const out = new Float64Array(columns.length * columns[0]!.length);
  columns.forEach((column, k) => column.forEach((x, i) => void (out[i * columns.length + k] = x)));
  return out;
}

/**
 * A location and a scale near which a predictor lies, so that chains start near the data whatever their units. They change how
 * the posterior is sampled, not the posterior.
 */
function unitOf(parameter: string, frame: Frame, family: FamilyRow, link: Link): readonly [number, number] {
  const response = frame.response!;
  if (parameter === "sigma") return [log(residualScale(response, family)), 1];
  if (parameter !== "mu") return [0, 1];
  if (family.mean === "unit") {
    const { mean } = momentsOf(Array.from(response.values, (y, i) => y / (response.trials?.[i] ?? 1)));
    return [link.link(Math.min(0.95, Math.max(0.05, mean))), 1];
  }
  const offset = frame.predictors.find((predictor) => predictor.parameter === "mu")?.offset;
  const linked = linkedResponse(response, family, link).map((value, i) => value - (offset?.[i] ?? 0));
  const { mean, sd } = momentsOf(linked.filter(Number.isFinite));
  return [Number.isFinite(mean) ? mean : 0, orOne(sd)];
}

/** The spread of the response, of a lognormal that of its logarithm. */
function residualScale(response: Response, family: FamilyRow): number {
  const values = family.name === "lognormal" ? linkedResponse(response, family, linkOf("identity")) : response.values;
  return orOne(momentsOf(Array.from(values)).sd);
}

function orOne(sd: number): number {
  return sd > 0 && Number.isFinite(sd) ? sd : 1;
}

function momentsOf(values: readonly number[]): { readonly mean: number; readonly sd: number } {
  // Rounding of the mean would make a constant vary.
  if (values.length > 1 && values.every((x) => x === values[0])) return { mean: values[0]!, sd: 0 };
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  const squares = values.reduce((sum, x) => sum + (x - mean) * (x - mean), 0);
  return { mean, sd: Math.sqrt(squares / (values.length - 1)) };
}
