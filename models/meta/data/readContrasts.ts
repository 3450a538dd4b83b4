/** Reads studies that are known by differences from one of their arms. */
import type { Table } from "../../../engine/core/Table.js";
import { UserError } from "../../../engine/core/UserError.js";
import { rowList } from "./listed.js";
import type { ContrastColumns } from "./NetworkLayout.js";
import { isPresent, numberCells, positive, requirePresent, requireRule } from "./numberCells.js";
import type { FullContrasts } from "./rebaseContrasts.js";
import type { StudyRows } from "./StudyRows.js";

/** Differences of a study's arms, in the order of its rows. */
export interface ReadContrasts extends FullContrasts {
  /** Whether their correlation was assumed. */
  readonly assumed: boolean;
  /** Whether an error that is not needed, that of the first of two arms, is too large to be part of the difference's. */
  readonly doubtful: boolean;
}

/**
 * The differences of a study from the arm whose difference is empty. The square of that arm's own standard error is the covariance of
 * any two of them, since they share it (Dias et al., NICE DSU TSD 2, 2011); of two arms it is not needed.
 *
 * @param correlation Assumed of two differences where the study does not tell
 * @throws UserError when no arm or several are without a difference, cells are missing, a standard error is not above zero, the shared arm's
 * is not below those of the differences, or is missing with three arms or more and no correlation given.
 */
export function readContrasts(
  table: Table,
  columns: ContrastColumns,
  { name, rows: treated }: StudyRows,
  correlation: number | undefined,
): ReadContrasts {
  const diff = numberCells(table, columns.diff);
  const error = numberCells(table, columns.diffSe);
  const rows = treated.map(({ row }) => row);
  const bases = rows.filter((row) => !isPresent(diff, row));
  if (bases.length !== 1) throw new UserError(noBase(name, diff.name, rows, bases));
  const base = bases[0]!;
  const others = rows.filter((row) => row !== base);
  requirePresent([error], others);
  requireRule(error, rows, positive, "a standard error is positive, so correct it.");
  const assumed = others.length > 1 && !isPresent(error, base);
  if (assumed && correlation === undefined) throw new UserError(noCovariance(name, error.name, base));
  const shared = error.values[base]!;
  const offending = others.find((row) => shared >= error.values[row]!);
  if (offending !== undefined && others.length > 1) {
    throw new UserError(
      `study "${name}": the standard error of its first arm, ${shared} in row ${base + 1}, is not below that of the difference in ` +
        `row ${offending + 1}, ${error.values[offending]!}, of which it is a part: correct "${error.name}" in one of them.`,
    );
  }
  const covarianceOf = (k: number, l: number): number => {
    const [a, b] = [error.values[k]!, error.values[l]!];
    if (k === base || l === base) return 0;
    if (k === l) return a * b;
    return assumed ? correlation! * a * b : shared * shared;
  };
  return {
    differences: Float64Array.from(rows, (row) => (row === base ? 0 : diff.values[row]!)),
    covariance: Float64Array.from(rows.flatMap((k) => rows.map((l) => covarianceOf(k, l)))),
    assumed,
    doubtful: offending !== undefined,
  };
}

function noBase(study: string, column: string, rows: readonly number[], bases: readonly number[]): string {
  if (bases.length === 0) {
    return (
      `study "${study}" (${rowList(rows)}) has no arm whose "${column}" is empty: give the arm that the others are compared with a row ` +
      `without a difference, or name the column of what is compared with --comparator.`
    );
  }
  return (
    `study "${study}" has ${bases.length} arms whose "${column}" is empty (${rowList(bases)}): ` +
    `only the arm that the others are compared with has no difference, so fill in the rest.`
  );
}

/** Also said of pairs that all have one arm in common. */
export function noCovariance(study: string, column: string, base: number | undefined): string {
  const own =
    base === undefined
      ? "give the differences of all its pairs"
      : `give its first arm's own in "${column}" of row ${base + 1}`;
  return (
    `study "${study}" has three arms or more and does not tell how its differences are correlated, since the standard error of the arm ` +
    `that they share is missing: ${own}${base === undefined ? "" : ", or all pairs with --comparator"}, or assume one with --correlation 0.5.`
  );
}
