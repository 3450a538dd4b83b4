/** Rows that are equal in everything a model looks at, made one that counts as often. */
import type { FamilyName } from "../Family.js";
import type { Frame, GroupTerm, MonotonicTerm, Predictor, Response } from "../Frame.js";
import { distinctRows } from "./distinctRows.js";

export interface CollapsedRows {
  /**
   * One row of each kind, in the order of their first occurrence. Its weights are frequencies: the number of rows times the
   * weight given to each of them. Means by which columns are centred are those of all rows.
   */
  readonly frame: Frame;
  /** Kind of each row of the whole frame. */
  readonly place: Int32Array;
  /** Weights given to a row of each kind; undefined where there are none. */
  readonly given: Float64Array | undefined;
}

/** Families of counts, whose responses repeat; their rows are independent given the predictors. */
const collapsible: ReadonlySet<FamilyName> = new Set(["bernoulli", "binomial", "poisson", "negbinomial"]);

/** A log likelihood of fewer rows costs little beside all else. */
const fewestRows = 200;

/**
 * The distinct rows of a frame with a response, whose weighted log likelihood is that of all rows. Undefined where it does not
 * pay: of a family of continuous responses, a small table, or where more than half of the rows are distinct.
 */
export function collapseRows(frame: Frame, family: FamilyName): CollapsedRows | undefined {
  const { rows, response } = frame;
  if (response?.censoring || response?.truncation) return undefined;
  if (!collapsible.has(family) || rows < fewestRows) return undefined;
  const known = made.get(frame);
  if (known) return known.collapsed;
  const collapsed = collapse(frame);
  made.set(frame, { collapsed });
  return collapsed;
}

function collapse(frame: Frame): CollapsedRows | undefined {
  const columns = columnsOf(frame);
  const distinct = distinctRows(columns, frame.rows, Math.floor(frame.rows / 2));
  if (!distinct) return undefined;
  const { first, place, counts } = distinct;
  // A number that is refused is so by its row, which only the whole frame tells.
  const areFinite = columns.every((column) => first.every((row) => Number.isFinite(column[row])));
  return areFinite ? { ...take(frame, first, counts), place } : undefined;
}

/** Inputs, plan and settings each ask. */
const made = new WeakMap<Frame, { readonly collapsed: CollapsedRows | undefined }>();

type Numbers = Float64Array | Int32Array;

/** All that the likelihood of a row depends on: those that differ most come first, for unequal rows to be told at once. */
function columnsOf({ response, predictors, groups }: Frame): Numbers[] {
  const { values, trials, rate, se, weights } = response!;
  const columns = [
    ...groups.map(({ index }) => index),
    ...predictors.flatMap(({ offset, columns: own, monotonic = [] }) => [
      ...[offset, ...own],
      ...monotonic.flatMap(({ column, ladders }) => [column, ...ladders.map(({ index }) => index)]),
    ]),
    ...groups.flatMap((term) => term.columns),
    ...[values, trials, rate, se?.values, weights?.values],
  ];
  // A column may be in several terms.
  return [...new Set(columns)].filter((column) => column !== undefined);
}

function take(
  { response, locations, predictors, groups }: Frame,
  first: Int32Array,
  counts: Float64Array,
): Omit<CollapsedRows, "place"> {
  const of = (column: Float64Array) => Float64Array.from(first, (row) => column[row]!);
  const ofSome = (column: Float64Array | undefined) => column && of(column);
  const places = (index: Int32Array) => Int32Array.from(first, (row) => index[row]!);
  const takeTerm = ({ column, ladders, ...rest }: MonotonicTerm): MonotonicTerm => {
    return { ...rest, column: ofSome(column), ladders: ladders.map((one) => ({ ...one, index: places(one.index) })) };
  };
  const given = ofSome(response!.weights?.values);
  const frame: Frame = {
    rows: first.length,
    response: { ...takeResponse(response!, of), weights: frequencies(counts, given) },
    locations,
    predictors: predictors.map(({ columns, offset, monotonic, ...rest }): Predictor => {
      return {
        ...rest,
        columns: columns.map(of),
        ...(monotonic ? { monotonic: monotonic.map(takeTerm) } : {}),
        ...(offset ? { offset: of(offset) } : {}),
      };
    }),
    groups: groups.map(({ columns, index, ...rest }): GroupTerm => {
      return { ...rest, columns: columns.map(ofSome), index: places(index) };
    }),
  };
  return { frame, given };
}

function takeResponse({ name, values, trials, rate, se }: Response, of: (column: Float64Array) => Float64Array) {
  return {
    name,
    values: of(values),
    ...(trials ? { trials: of(trials) } : {}),
    ...(rate ? { rate: of(rate) } : {}),
    ...(se ? { se: { ...se, values: of(se.values) } } : {}),
  };
}

function frequencies(counts: Float64Array, given: Float64Array | undefined): NonNullable<Response["weights"]> {
  return { meaning: "frequency", values: given ? counts.map((count, kind) => count * given[kind]!) : counts };
}
