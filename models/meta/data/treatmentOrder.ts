/** The order of a network's treatments. */
import type { Column } from "../../../engine/core/Table.js";
import { UserError } from "../../../engine/core/UserError.js";
import { compareCodePoints } from "../../../engine/data/codePoints.js";
import { nearestName } from "../../../engine/data/nearestName.js";
import { listed, quotedList } from "./listed.js";
import type { NetworkReading } from "../NetworkDeclaration.js";

/**
 * The reference first, then as `treatments` has them, or sorted: numbers as numbers, text by code point.
 *
 * @param names Those that occur, in any order
 * @param columns The columns that they stand in
 * @throws UserError for fewer than two treatments, an unknown reference, and a list that lacks a treatment or names one that is not there.
 */
export function treatmentOrder(
  names: Iterable<string>,
  columns: readonly Column[],
  { reference, treatments }: Pick<NetworkReading, "reference" | "treatments">,
): readonly string[] {
  const there = new Set(names);
  const columnNames = quotedList(columns.map(({ name }) => name));
  if (there.size < 2) {
    throw new UserError(
      `the column ${columnNames} holds one treatment only, "${[...there].join("")}": a network needs at least two.`,
    );
  }
  const numeric = columns.every((column) => column.kind === "number");
  const compare = numeric ? (a: string, b: string) => Number(a) - Number(b) : compareCodePoints;
  const sorted = [...there].sort(compare);
  const order = treatments === undefined ? sorted : givenOrder(treatments, sorted);
  if (reference === undefined) return order;
  if (!there.has(reference)) {
    const near = nearestName(reference, sorted);
    const mend = near === undefined ? `the treatments are ${listed(sorted)}.` : `did you mean "${near}"?`;
    throw new UserError(`unknown reference "${reference}": ${mend}`);
  }
  return [reference, ...order.filter((name) => name !== reference)];
}

function givenOrder(given: readonly string[], there: readonly string[]): readonly string[] {
  const twice = given.find((name, place) => given.indexOf(name) !== place);
  if (twice !== undefined) throw new UserError(`--treatments names "${twice}" twice: name each treatment once.`);
  const unknown = given.find((name) => !there.includes(name));
  if (unknown !== undefined) {
    const near = nearestName(unknown, there);
    const mend = near === undefined ? `the treatments are ${listed(there)}.` : `did you mean "${near}"?`;
    throw new UserError(`--treatments names "${unknown}", which is not in the table: ${mend}`);
  }
  const lacking = there.filter((name) => !given.includes(name));
  if (lacking.length > 0) {
    throw new UserError(`--treatments lacks ${quotedList(lacking)}, which the table has: add what is missing.`);
  }
  return given;
}
