/** A symmetric matrix with names as a table has it. */
import type { Column, Table } from "../../../engine/core/Table.js";
import { UserError } from "../../../engine/core/UserError.js";
import { nearestName } from "../../../engine/data/nearestName.js";
import { readNumber } from "../../../engine/data/readNumber.js";
import { cellNames } from "./cellNames.js";
import { requireDistinct } from "./requireDistinct.js";
import type { MatrixDeclaration } from "./StructureDeclaration.js";
import { withoutRowNumbers } from "./withoutRowNumbers.js";

/** Columns of a table of entries, in any case. */
const tripletWords = [
  ["row", "i"],
  ["column", "col", "j"],
  ["value", "x"],
] as const;

/**
 * A matrix from one of three forms of a table:
 * names of rows in the first column and of columns in the header, columns in any order;
 * names in the header alone, rows in the same order;
 * an entry a row in the columns `row`, `column` and `value` (or `i`, `j` and `x`), one triangle or both, all others 0.
 *
 * @param kind What it is a matrix of
 * @param what Called so in messages: `the matrix K`
 * @throws UserError for a table that is not square, whose rows and columns are named differently, or with a column of text
 */
export function matrixOfTable(kind: MatrixDeclaration["kind"], table: Table, what = "the matrix"): MatrixDeclaration {
  const columns = [...table.columns.values()];
  const triplets = tripletsIn(what, columns);
  if (triplets) return { kind, ...fromTriplets(what, triplets) };
  if (table.rows === columns.length && columns.every(({ kind }) => kind === "number")) {
    const names = columns.map(({ name }) => name);
    return { kind, names, values: rowByRow(what, columns, names) };
  }
  if (table.rows !== columns.length - 1) {
    throw new UserError(
      `${what} has ${table.rows} rows and ${Math.max(0, columns.length - 1)} columns beside the first: its first column must name the rows, and ` +
        "the header the same names, a column for each row.",
    );
  }
  const [first, ...others] = columns;
  const names = namesOfRows(what, first);
  return { kind, names, values: rowByRow(what, inOrder(what, names, others), names) };
}

/** The columns of entries, unless they are three levels that are called so. */
function tripletsIn(what: string, columns: readonly Column[]): readonly Column[] | undefined {
  const three = withoutRowNumbers(columns);
  const found = tripletWords.map((words) =>
    three.find(({ name }) => (words as readonly string[]).includes(name.toLowerCase())),
  );
  if (three.length !== 3 || !found.every((column) => column !== undefined)) return undefined;
  const rows = three.length < columns.length ? cellNames([columns[0]])[0] : undefined;
  if (rows?.length === 3 && three.every(({ name }) => rows.includes(name))) return undefined;
  if (!rows && isSymmetric(three)) {
    const names = three.map(({ name }) => `"${name}"`).join(", ");
    throw new UserError(
      `${what} may be a matrix of the levels ${names}, or entries of one: name its rows in a first column if it is a matrix, ` +
        "or else put its rows in another order.",
    );
  }
  return found;
}

function isSymmetric(columns: readonly Column[]): boolean {
  return columns.every(
    (one, i) =>
      one.kind === "number" &&
      one.values.length === columns.length &&
      columns.every((other, j) => other.kind === "number" && other.values[i] === one.values[j]),
  );
}

function namesOfRows(what: string, column: Column): string[] {
  const names = cellNames([column])[0].map((name) => name ?? "");
  requireDistinct(what, names);
  return names;
}

/** The columns in the order of the rows' names. */
function inOrder(what: string, names: readonly string[], columns: readonly Column[]): Column[] {
  // R makes names of columns such as `X12` and `a.b` of 12 and `a b`.
  if (columns.every(({ name }, k) => name === names[k] || name === nameInR(names[k]))) return [...columns];
  const byName = new Map<string, Column>();
  for (const column of columns) {
    const number = readNumber(column.name);
    byName.set(names.includes(column.name) || number === undefined ? column.name : String(number), column);
  }
  const rows = new Set(names);
  const odd = [...byName.keys()].find((name) => !rows.has(name));
  const lacking = names.filter((name) => !byName.has(name));
  if (odd === undefined && lacking.length === 0) return names.map((name) => byName.get(name)!);
  const near = odd === undefined ? undefined : nearestName(odd, lacking);
  throw new UserError(
    odd === undefined
      ? `${what} has a row "${lacking[0]}" and no column of that name: rows and columns must have the same names.`
      : `${what} has a column "${odd}" and no row of that name${near === undefined ? "" : ` (is it the row "${near}"?)`}: rows and columns must have the same names.`,
  );
}

/** What `make.names` of R makes of a name. */
function nameInR(name: string): string {
  const dotted = name.replace(/[^\p{L}\p{N}._]/gu, ".");
  return /^(\p{L}|\.(?!\p{N}))/u.test(dotted) ? dotted : `X${dotted}`;
}

function rowByRow(what: string, columns: readonly Column[], rows: readonly string[]): Float64Array {
  const size = columns.length;
  const values = new Float64Array(size * size);
  columns.forEach((column, j) => {
    if (column.kind === "factor")
      throw new UserError(textWhereNumbers(what, column, `row "${rows[firstText(column)]}"`));
    for (let i = 0; i < size; i++) values[i * size + j] = column.values[i];
  });
  return values;
}

function textWhereNumbers(what: string, column: Column & { kind: "factor" }, where: string): string {
  return `${what} holds the text "${column.levels[column.codes[firstText(column)]]}" in ${where}, column "${column.name}": give a number.`;
}

/** The first row whose label is no number. */
function firstText({ codes, levels }: Column & { kind: "factor" }): number {
  return codes.findIndex((code) => code >= 0 && readNumber(levels[code]) === undefined);
}

function fromTriplets(what: string, [row, column, value]: readonly Column[]) {
  if (value.kind === "factor") throw new UserError(textWhereNumbers(what, value, `row ${firstText(value) + 1}`));
  const placeOf = new Map<string, number>();
  const named = [row, column];
  const [rows, columns] = cellNames(named).map((names, side) =>
    Int32Array.from(names, (name, at) => {
      if (name === undefined)
        throw new UserError(`row ${at + 1} of ${what} has no name in "${named[side].name}": name it.`);
      let place = placeOf.get(name);
      if (place === undefined) placeOf.set(name, (place = placeOf.size));
      return place;
    }),
  );
  return { names: [...placeOf.keys()], values: value.values, places: { rows, columns } };
}
