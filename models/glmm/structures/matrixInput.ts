/** What covariance() and precision() take. */
import { UserError } from "../../../engine/core/UserError.js";
import { tableOf, type TableInput } from "../../../engine/data/tableOf.js";
import { refuseUnknownOptions } from "../../program/refuseUnknownOptions.js";
import { matrixOfTable } from "./matrixOfTable.js";
import { ridged } from "./ridged.js";
import type { MatrixDeclaration } from "./StructureDeclaration.js";

/** Rows of numbers, or all numbers row by row. */
export type MatrixValues = readonly ArrayLike<number>[] | ArrayLike<number>;

export interface MatrixOptions {
  /** Added to each entry of the diagonal, 0 by default. */
  readonly ridge?: number;
  /** What messages call a table: `the matrix K`. */
  readonly source?: string;
}

type Named = readonly [names: readonly string[], values: MatrixValues, options?: MatrixOptions | undefined];
type Tabled = readonly [table: TableInput, options?: MatrixOptions | undefined];

/** Either names, values and options, or a table and options. */
export type MatrixInput = Named | Tabled;

/** The declaration of a matrix from either. */
export function matrixInput(kind: MatrixDeclaration["kind"], ...input: MatrixInput): MatrixDeclaration {
  const whose = kind === "cov" ? "covariance()" : "precision()";
  const options = (isNamed(input) ? input[2] : input[1]) ?? {};
  refuseUnknownOptions(whose, options, ["ridge", "source"]);
  const declaration: MatrixDeclaration = isNamed(input)
    ? { kind, names: input[0].map(String), values: flat(whose, input[0].length, input[1]) }
    : matrixOfTable(kind, tableOf(input[0]), options.source ?? `the matrix given to ${whose}`);
  return ridged(declaration, options.ridge ?? 0, whose);
}

function isNamed(input: MatrixInput): input is Named {
  const first: unknown = input[0];
  return Array.isArray(first) && first.every((name) => typeof name !== "object");
}

function flat(whose: string, size: number, values: MatrixValues | undefined): Float64Array {
  if (values === undefined)
    throw new UserError(`${whose} has names and no values: give rows of numbers after the names.`);
  const isRows = typeof values[0] === "object";
  if (!isRows) return Float64Array.from(values as ArrayLike<number>);
  const rows = values as readonly ArrayLike<number>[];
  const uneven = rows.findIndex((row) => row.length !== size);
  if (uneven !== -1 || rows.length !== size) {
    throw new UserError(
      `${whose} has ${size} names and ` +
        (rows.length === size ? `${rows[uneven].length} numbers in row ${uneven + 1}` : `${rows.length} rows`) +
        ": give as many rows, and numbers in each, as names.",
    );
  }
  const out = new Float64Array(size * size);
  rows.forEach((row, i) => out.set(Array.from(row), i * size));
  return out;
}
