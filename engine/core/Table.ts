/** A column of numbers; missing values are NaN and counted. */
export interface NumberColumn {
  readonly kind: "number";
  readonly name: string;
  readonly values: Float64Array;
  /** Rows (from 0) whose cell was empty or `NA`. */
  readonly missing: readonly number[];
}

/** A column with any non-number: level codes from 0, missing -1. */
export interface FactorColumn {
  readonly kind: "factor";
  readonly name: string;
  readonly codes: Int32Array;
  /** Sorted by code point. */
  readonly levels: readonly string[];
  readonly missing: readonly number[];
}

export type Column = NumberColumn | FactorColumn;

/** A table of typed columns of one length. Columns are keyed by a Map, since names are hostile. */
export interface Table {
  readonly rows: number;
  readonly columns: ReadonlyMap<string, Column>;
}
