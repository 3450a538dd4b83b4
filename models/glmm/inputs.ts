/** The data of a frame by the names that the compiled model knows them by. */
import type { CollapsedRows } from "./collapse/collapseRows.js";
import { distinctResponses } from "./distinctResponses.js";
import type { FamilyRow, Link } from "./Family.js";
import type { Censored, Frame, GroupTerm, Predictor, Response } from "./Frame.js";
import { nodeOfRows } from "./nodes.js";
import { columnScale } from "./priors/columnScale.js";
import { evenScale } from "./priors/evenScale.js";
import { rowsByCensoring } from "./rowsByCensoring.js";
import { residualScale, unitOf } from "./units.js";

/** Numbers, or whole numbers to gather by. */
export interface Input {
  readonly values: ArrayLike<number>;
  readonly whole: boolean;
}

export type Inputs = ReadonlyMap<string, Input>;

/** What each input is called. A predictor and a group-level term are known by their place. */
export const inputNames = {
  response: "response",
  /** Of a response of several columns those after the first. */
  responseColumn: (k: number) => `column ${k + 1} of the response`,
  /** Rows by how much is known of them: their places, and ends of what may be. */
  placesOf: (kind: Censored) => `rows censored ${kind}`,
  orderOfRows: "place of each row among those sorted by censoring",
  censoredUpTo: "upper ends of intervals",
  truncatedBelow: "lower ends of what is seen",
  truncatedAbove: "upper ends of what is seen",
  knots: "knots of the responses",
  trials: "trials",
  rate: "rate",
  standardError: "standard error",
  weights: "weights",
  /** Where equal rows are taken as one: which of them each row is, and the weight given to it beside their number. */
  whichRow: "which distinct row",
  givenWeights: "weights given",
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
  /** The product of the other columns of a monotonic term, uncentred; and the level of each row on one of its ladders. */
  monotonicColumn: (parameter: string, k: number) => `column of monotonic term ${k + 1} of ${parameter}`,
  ladder: (parameter: string, k: number, i: number) => `levels ${i + 1} of monotonic term ${k + 1} of ${parameter}`,
  /** Standard deviations of the terms with even steps. */
  monotonicSpreads: (parameter: string) => `spreads of the monotonic terms of ${parameter}`,
  residualScale: "scale of sigma",
  totalWeights: (residual: string) => `weights of the standard deviations beside ${residual}`,
  /** Location and scale. */
  unit: (parameter: string) => `unit of ${parameter}`,
  /** Node of each row: its level, where levels are independent. */
  index: (term: GroupTerm, place: number) => `level in ${term.group}, term ${place + 1}`,
  groupColumn: (term: GroupTerm, place: number, k: number) => `column ${k + 1} in ${term.group}, term ${place + 1}`,
  /** Pair of nodes of each row, of two terms by their places. */
  nodePairs: (first: number, second: number) => `nodes of terms ${first + 1} and ${second + 1}`,
  /** Level of one term that holds each level of another. */
  within: (fine: number, coarse: number) => `levels of term ${coarse + 1} that hold those of term ${fine + 1}`,
  groupSpreads: (term: GroupTerm, place: number) => `spreads in ${term.group}, term ${place + 1}`,
} as const;

/** Beyond so many columns a product of a matrix and a vector is faster than loops over each column. */
const mostColumns = 12;

/** Whether a predictor's columns are inputs of their own. */
export function hasFewColumns({ names }: Predictor): boolean {
  return names.length <= mostColumns;
}

/**
 * All inputs of a model on a frame, which has a response. Where equal rows are taken as one, what goes by row is of those;
 * units, means and spreads are of all rows.
 */
export function inputsOf(frame: Frame, family: FamilyRow, link: Link, collapsed?: CollapsedRows): Inputs {
  const inputs = new Map<string, Input>();
  const add = (name: string, values: ArrayLike<number> | undefined, whole = false) => {
    if (values) inputs.set(name, { values, whole });
  };
  const { response, predictors, groups } = collapsed?.frame ?? frame;
  add(inputNames.response, response?.values);
  response?.columns?.forEach((column, k) => add(inputNames.responseColumn(k + 1), column));
  addCensoring(add, response);
  add(inputNames.truncatedBelow, response?.truncation?.lower);
  add(inputNames.truncatedAbove, response?.truncation?.upper);
  add(inputNames.knots, family.knots?.(frame.response!.values));
  add(inputNames.trials, response?.trials);
  add(inputNames.rate, response?.rate);
  add(inputNames.standardError, response?.se?.values);
  add(inputNames.weights, response?.weights?.values);
  add(inputNames.whichRow, collapsed?.place, true);
  add(inputNames.givenWeights, collapsed?.given);
  const distinct = distinctResponses(collapsed?.frame ?? frame, family, link);
  if (distinct) {
    add(inputNames.distinct, distinct.values);
    add(inputNames.whichDistinct, distinct.index, true);
  }
  predictors.forEach((predictor, place) => {
    addPredictor(add, predictor, frame.predictors[place]!.columns);
    addMonotonic(add, predictor, frame.predictors[place]!);
  });
  for (const parameter of new Set(["mu", ...frame.locations, ...family.auxiliaries.map(({ name }) => name)])) {
    add(inputNames.unit(parameter), unitOf(parameter, frame, family, link));
  }
  add(inputNames.residualScale, [residualScale(frame.response!, family)]);
  frame.groups.forEach((term, place) => {
    add(inputNames.index(term, place), nodeOfRows(groups[place]!), true);
    add(
      inputNames.groupSpreads(term, place),
      term.columns.map((column) => (column ? columnScale(column) : 1)),
    );
    groups[place]!.columns.forEach((column, k) => add(inputNames.groupColumn(term, place, k), column));
  });
  return inputs;
}

type Add = (name: string, values: ArrayLike<number> | undefined, whole?: boolean) => void;

/** Of each kind of row there is: where its rows are, so that each is asked for what is known of it alone. */
function addCensoring(add: Add, response: Response | undefined): void {
  const censoring = response?.censoring;
  if (!censoring) return;
  const order: number[] = [];
  for (const { kind, places } of rowsByCensoring(censoring)) {
    add(inputNames.placesOf(kind), places, true);
    order.push(...places);
  }
  const place = new Int32Array(order.length);
  order.forEach((row, at) => (place[row] = at));
  add(inputNames.orderOfRows, place, true);
  add(inputNames.censoredUpTo, censoring.upper && censoring.upper.map((end) => (Number.isNaN(end) ? 0 : end)));
}

/** @param whole The columns of all rows. */
function addPredictor(add: Add, predictor: Predictor, whole: readonly Float64Array[]): void {
  const { parameter, columns, means, offset } = predictor;
  add(inputNames.offset(parameter), offset);
  if (columns.length === 0) return;
  add(inputNames.means(parameter), means);
  add(inputNames.spreads(parameter), whole.map(columnScale));
  const centred = columns.map((column, k) => column.map((x) => x - means[k]!));
  if (hasFewColumns(predictor)) centred.forEach((column, k) => add(inputNames.column(parameter, k), column));
  else add(inputNames.design(parameter), interleaved(centred));
}

/** @param whole The predictor of all rows. */
function addMonotonic(add: Add, { parameter, monotonic }: Predictor, whole: Predictor): void {
  if (!monotonic) return;
  add(inputNames.monotonicSpreads(parameter), whole.monotonic!.map(evenScale));
  monotonic.forEach(({ column, ladders }, k) => {
    add(inputNames.monotonicColumn(parameter, k), column);
    ladders.forEach(({ index }, i) => add(inputNames.ladder(parameter, k, i), index, true));
  });
}

/** Row by row what was column by column. */
function interleaved(columns: readonly Float64Array[]): Float64Array {
  const out = new Float64Array(columns.length * columns[0]!.length);
  columns.forEach((column, k) => column.forEach((x, i) => void (out[i * columns.length + k] = x)));
  return out;
}
