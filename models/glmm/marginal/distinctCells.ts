/** Rows of a frame whose means are the same in every draw, put together. */
import { distinctRows } from "../collapse/distinctRows.js";
import type { Frame } from "../Frame.js";
import { precisionWeights } from "../rowWeights.js";
import type { RowClass } from "./rowClasses.js";

export interface DistinctCells {
  /** A row of each kind. */
  readonly first: Int32Array;
  /** Kind of each row. */
  readonly place: Int32Array;
}

/** By the columns of all predictors, offsets, what the effects of groups amount to, and what else the law is told of a row. */
export function distinctCells(
  { rows, predictors, groups, response }: Frame,
  classes: readonly RowClass[],
): DistinctCells {
  const numbers = new Map([...new Set(classes)].map((of, k) => [of, k]));
  const precision = response && precisionWeights(response);
  const columns = [
    ...predictors.flatMap(({ columns: own, offset, monotonic = [] }) => [
      ...own,
      ...(offset ? [offset] : []),
      ...monotonic.flatMap(({ column, ladders }) => [
        ...(column ? [column] : []),
        ...ladders.map(({ index }) => index),
      ]),
    ]),
    Int32Array.from(classes, (of) => numbers.get(of)!),
    ...(response?.se ? [response.se.values] : []),
    ...(precision ? [precision] : []),
    // Effects on other parameters, by level: finer than is needed.
    ...groups.flatMap(({ parameter, index, columns: own }) =>
      parameter === "mu" ? [] : [index, ...own.flatMap((column) => column ?? [])],
    ),
  ];
  const found = distinctRows(columns, rows, Math.ceil(rows / 2));
  if (found !== undefined) return found;
  const all = Int32Array.from({ length: rows }, (_, row) => row);
  return { first: all, place: all };
}
