/** Whether variables of one family exchanged their values, as the means of a mixture do that has no order. */
import { mean, standardDeviation, variance } from "../moments.js";
import { concatenated } from "./concatenated.js";
import type { Evidence } from "./Evidence.js";

/** Standard deviations within chains up to which two values are the same. */
const sameWidth = 2.5;

/**
 * Variance of a draw's values in ascending order, over that of the variables, below which each has one place once they are sorted. Draws of
 * independent variables of one law do not come to this by sorting alone: three normals to 0.5, eight to 0.23.
 */
const mostSorted = 0.1;

/** A larger family is no list of labels. */
const mostMembers = 8;

/**
 * Variables of one family whose chain means are the same values in other places, such as `mu[1]` and `mu[2]` of a mixture.
 *
 * @param found variables that have peaks, `variable` among them
 */
export function labelsSwitched(
  variable: string,
  found: readonly string[],
  { draws, chainsOf }: Evidence,
): readonly string[] | undefined {
  const members = found
    .filter((name) => familyOf(name) === familyOf(variable))
    .sort((a, b) => draws.names.indexOf(a) - draws.names.indexOf(b));
  if (members.length < 2) return undefined;
  const means = members.map((name) => chainsOf(name).map(mean));
  const width = Math.max(...members.map((name) => Math.max(...chainsOf(name).map(standardDeviation))));
  const sortedOf = (c: number): readonly number[] => means.map((one) => one[c]!).sort((a, b) => a - b);
  const first = sortedOf(0);
  const same = means[0]!.every((_, c) =>
    sortedOf(c).every((value, k) => Math.abs(value - first[k]!) < sameWidth * width),
  );
  return same ? members : undefined;
}

/** Variables of one family that exchange their values within chains: sorted draw by draw, they hardly vary. */
export function labelsSwitchedWithin(variable: string, { draws, chainsOf }: Evidence): readonly string[] | undefined {
  const family = familyOf(variable);
  const members = draws.names.filter((name) => name !== family && familyOf(name) === family);
  if (members.length < 2 || members.length > mostMembers) return undefined;
  const columns = members.map((name) => concatenated(chainsOf(name)));
  const sorted = columns.map(({ length }) => new Float64Array(length));
  const values = new Float64Array(members.length);
  for (let i = 0; i < columns[0]!.length; i++) {
    columns.forEach((column, k) => (values[k] = column[i]!));
    values.sort().forEach((value, k) => (sorted[k]![i] = value));
  }
  const varying = (all: readonly Float64Array[]) => mean(all.map((column) => variance(column, mean(column))));
  return varying(sorted) < mostSorted * varying(columns) ? members : undefined;
}

/** `mu[` of `mu[2]`: what remains without the last index; a name without one is its own family. */
function familyOf(name: string): string {
  return name.replace(/[\d.]*\]?$/, "");
}
