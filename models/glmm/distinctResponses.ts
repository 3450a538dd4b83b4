/** The values that a response has, where a part of its law is worked out once for each of them. */
import type { FamilyRow, Link } from "./Family.js";
import type { Frame } from "./Frame.js";

export interface DistinctResponses {
  readonly values: Float64Array;
  /** Which of them each row has. */
  readonly index: Int32Array;
}

/** Undefined where the law has no such part, or where values hardly repeat. */
export function distinctResponses(frame: Frame, family: FamilyRow, link: Link): DistinctResponses | undefined {
  if (!isTabulated(frame, family, link)) return undefined;
  const distinct = distinctOf(frame.response!.values);
  return 2 * distinct.values.length <= frame.rows ? distinct : undefined;
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
function distinctOf(values: Float64Array): DistinctResponses {
  const sorted = Float64Array.from(new Set(values)).sort();
  const places = new Map(Array.from(sorted, (value, place) => [value, place]));
  let length = fewestDistinct;
  while (length < sorted.length) length *= 2;
  const padded = new Float64Array(length).fill(sorted.at(-1) ?? 0);
  padded.set(sorted);
  return { values: padded, index: Int32Array.from(values, (value) => places.get(value)!) };
}
