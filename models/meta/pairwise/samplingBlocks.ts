/** The sampling covariance of effects, in blocks of rows that hang together. */
import type { Table } from "../../../engine/core/Table.js";
import { UserError } from "../../../engine/core/UserError.js";
import { cholesky } from "../../../engine/math/cholesky.js";
import type { SamplingCovariance } from "./MetaDeclaration.js";
import type { SamplingBlock } from "./MetaFrame.js";
import { numbersOf } from "./numbersOf.js";

/** An entry of the lower triangle off the diagonal. */
type Entry = readonly [row: number, column: number, value: number];

/** What is known of the rows when their covariance is read. */
export interface SampledRows {
  readonly table: Table;
  /** NaN where the covariance tells it. */
  readonly variances: Float64Array;
  /** Rows of each study; undefined without a column of studies. */
  readonly studyRows: readonly (readonly number[])[] | undefined;
}

/**
 * Sampling variances and covariances of all rows. A correlation holds between any two rows of a study, as in `vcalc` of metafor.
 *
 * @throws UserError where covariances lack studies, do not fit the table, are not symmetric or leave a matrix that is not positive
 * definite, naming rows.
 */
export function samplingBlocks(
  covariance: SamplingCovariance,
  rows: SampledRows,
): { readonly variances: Float64Array; readonly sampling: readonly SamplingBlock[] } {
  const { variances: own, table } = rows;
  const { diagonal, entries } = entriesOf(covariance, rows);
  const variances = Float64Array.from(own, (variance, row) => (Number.isNaN(variance) ? diagonal[row]! : variance));
  if (covariance.kind === "matrix" || covariance.kind === "columns") {
    variances.forEach((variance, row) => requirePositive(variance, row));
    const bad = variances.findIndex((variance, row) => !isNear(variance, diagonal[row]!));
    if (bad >= 0) {
      throw new UserError(
        `the variance of row ${bad + 1} is ${variances[bad]}, but its covariance with itself is ${diagonal[bad]}: ` +
          `they must be the same; leave the one out that is wrong.`,
      );
    }
  }
  const blockOf = components(table.rows, entries);
  const members = new Map<number, number[]>();
  blockOf.forEach((block, row) => members.set(block, [...(members.get(block) ?? []), row]));
  const place = new Int32Array(table.rows);
  for (const list of members.values()) list.forEach((row, k) => (place[row] = k));
  const matrices = new Map(Array.from(members, ([block, list]) => [block, diagonalMatrix(list, variances)]));
  for (const [row, column, value] of entries) {
    const matrix = matrices.get(blockOf[row]!)!;
    const size = members.get(blockOf[row]!)!.length;
    matrix[place[row]! * size + place[column]!] = value;
    matrix[place[column]! * size + place[row]!] = value;
  }
  const sampling = Array.from(members, ([block, list]): SamplingBlock => {
    const matrix = matrices.get(block)!;
    if (list.length > 1 && Number.isNaN(cholesky(matrix, list.length)[0]!)) throw notDefinite(list);
    return { rows: Int32Array.from(list), covariance: matrix };
  });
  return { variances, sampling };
}

interface Entries {
  readonly diagonal: Float64Array;
  readonly entries: readonly Entry[];
}

function entriesOf(covariance: SamplingCovariance, { table, variances, studyRows }: SampledRows): Entries {
  switch (covariance.kind) {
    case "independent":
      return { diagonal: variances, entries: [] };
    case "correlation": {
      const { value } = covariance;
      const entries = withStudies(studyRows, "a correlation").flatMap((rows) =>
        pairsOf(rows).map(([i, j]): Entry => [i, j, value * Math.sqrt(variances[i]! * variances[j]!)]),
      );
      return { diagonal: variances, entries: value === 0 ? [] : entries };
    }
    case "columns":
      return ofColumns(covariance.columns, table, withStudies(studyRows, "covariances in columns"));
    case "matrix":
      return ofMatrix(covariance, table);
  }
}

function withStudies(studyRows: SampledRows["studyRows"], what: string): readonly (readonly number[])[] {
  if (studyRows) return studyRows;
  throw new UserError(`${what} of sampling errors holds within studies: name the column of studies with --study.`);
}

function ofColumns(names: readonly string[], table: Table, studyRows: readonly (readonly number[])[]): Entries {
  const columns = names.map((name) => numbersOf(table, name, { mayBeMissing: true }));
  const diagonal = new Float64Array(table.rows);
  const entries: Entry[] = [];
  for (const rows of studyRows) {
    if (rows.length > names.length) {
      throw new UserError(
        `the study of row ${rows[0]! + 1} has ${rows.length} rows, but there are ${names.length} columns of covariances ` +
          `(${names.join(", ")}): name one for each row of a study.`,
      );
    }
    rows.forEach((row, k) => {
      const at = (column: number, of: number) => {
        const value = columns[column]![of]!;
        if (Number.isFinite(value)) return value;
        throw new UserError(`the covariance "${names[column]}" of row ${of + 1} is missing: fill it in.`);
      };
      diagonal[row] = at(k, row);
      rows.slice(0, k).forEach((other, j) => {
        const [below, above] = [at(j, row), at(k, other)];
        if (!isNear(below, above)) throw notSymmetric(row, other, below, above);
        if (below !== 0) entries.push([row, other, below]);
      });
    });
  }
  return { diagonal, entries };
}

function ofMatrix({ rows, entries }: SamplingCovariance & { readonly kind: "matrix" }, table: Table): Entries {
  if (rows !== table.rows) {
    throw new UserError(
      `the covariance matrix has ${rows} rows, but ${table.rows} rows of the table are used: give one row for each; rows with ` +
        `missing cells must be left out of both.`,
    );
  }
  const diagonal = new Float64Array(rows);
  for (const [row, column, value] of entries) if (row === column) diagonal[row] = value;
  return { diagonal, entries: entries.filter(([row, column]) => row !== column) };
}

/** The block of each row: the first row that it hangs together with. */
function components(rows: number, entries: readonly Entry[]): Int32Array {
  const parent = Int32Array.from({ length: rows }, (_, row) => row);
  const root = (row: number): number => {
    while (parent[row] !== row) row = parent[row] = parent[parent[row]!]!;
    return row;
  };
  for (const [i, j] of entries) {
    const [a, b] = [root(i), root(j)];
    parent[Math.max(a, b)] = Math.min(a, b);
  }
  return parent.map((_, row) => root(row));
}

function diagonalMatrix(rows: readonly number[], variances: Float64Array): Float64Array {
  const matrix = new Float64Array(rows.length * rows.length);
  rows.forEach((row, k) => (matrix[k * (rows.length + 1)] = variances[row]!));
  return matrix;
}

function pairsOf(rows: readonly number[]): (readonly [number, number])[] {
  return rows.flatMap((row, k) => rows.slice(0, k).map((other) => [row, other] as const));
}

function requirePositive(variance: number, row: number): void {
  if (variance > 0 && variance < Infinity) return;
  throw new UserError(`the sampling variance of row ${row + 1} is ${variance}: it must be above 0.`);
}

/** The same but for the rounding of printed numbers. */
function isNear(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-6 * Math.max(Math.abs(a), Math.abs(b));
}

function notSymmetric(row: number, other: number, below: number, above: number): UserError {
  return new UserError(
    `the covariance of rows ${other + 1} and ${row + 1} is ${above} in one and ${below} in the other: give both the same.`,
  );
}

function notDefinite(rows: readonly number[]): UserError {
  const shown = rows.slice(0, 8).map((row) => row + 1);
  const more = rows.length > shown.length ? ", …" : "";
  return new UserError(
    `the sampling covariance of rows ${shown.join(", ")}${more} is not positive definite: correlations of 1 or beyond ` +
      `say that one row tells nothing new; check variances and covariances.`,
  );
}
