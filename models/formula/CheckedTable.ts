/** A table that has the columns of a formula, as a type. */

/**
 * The type of a table, when it has all of the columns; otherwise a type that no table has, whose property tells the editor's reader
 * what is missing. Tables whose columns the compiler does not know are not checked: the `Table` record, and records of any key.
 *
 * @example
 * CheckedTable<"y" | "x", { y: number[]; z: number[] }> // { "column x of the formula is not in the table": … }
 */
export type CheckedTable<Columns extends string, Input> = string extends Columns
  ? Input
  : [MissingColumns<Columns, Input>] extends [never]
    ? Input
    : {
        readonly [Name in MissingColumns<Columns, Input> as `column ${Name} of the formula is not in the table`]: Name;
      };

/** Never when the compiler does not know the columns. */
type MissingColumns<Columns extends string, Input> =
  string extends ColumnNames<Input> ? never : Exclude<Columns, ColumnNames<Input>>;

/** Names of the columns of a table, of an array of records, or of a record of columns; `string` when they are not known. */
type ColumnNames<Input> = Input extends { readonly columns: ReadonlyMap<string, unknown> }
  ? string
  : Input extends readonly (infer Row)[]
    ? Keys<Row>
    : Keys<Input>;

/** Keys as text, those of every record of a union; `string` of a type that says nothing of its keys. */
type Keys<Row> = Row extends unknown ? (object extends Row ? string : `${Exclude<keyof Row, symbol>}`) : never;
