/** Terms of a formula as columns of a design matrix, in R's order and with R's names. */
import type { Span, Term, Variable } from "../../formula/Formula.js";
import { coefficientName } from "../../formula/coefficientName.js";
import { formulaError } from "../../formula/formulaError.js";
import { codingOfTerms, type Coding } from "./codingOfTerms.js";
import { encodeVariable, type EncodedVariable } from "./encodeVariable.js";
import type { Reading } from "./Reading.js";

/** A column with its name in draws, and the term it comes from. */
export interface DesignColumn {
  readonly name: string;
  readonly values: Float64Array;
  readonly span: Span;
  readonly term?: Term;
}

/** Cells of a design matrix beyond which a factor has too many levels for the population level: a gigabyte. */
const mostCells = 134_217_728;

/**
 * The columns of terms, as R's `model.matrix` makes them with treatment contrasts, without that of the intercept. Within an
 * interaction the first variable changes fastest; variables stand in the order in which the formula first names them.
 *
 * @param intercept whether there is one beside the terms, which decides on contrasts
 * @param variables in an order of their own
 * @throws UserError as {@link encodeVariable}.
 */
export function encodeTerms(
  terms: readonly Term[],
  intercept: boolean,
  reading: Reading,
  variables: readonly Variable[] = variablesOf(terms),
): DesignColumn[] {
  const place = new Map(variables.map(({ source }, i) => [source, i]));
  const encoded = variables.map((variable) => encodeVariable(variable, reading));
  const patterns = terms.map((term) => term.variables.map(({ source }) => place.get(source)!).sort((a, b) => a - b));
  const codings = codingOfTerms(patterns, (i) => encoded[i]!.kind === "factor", intercept);
  const blocks = patterns.map((pattern, t) => pattern.map((i, v) => blockOf(encoded[i]!, codings[t]![v]!)));
  refuseTooMany(blocks, terms, reading);
  return blocks.flatMap((block, t) =>
    product(block).map(({ name, values }) => ({
      name: coefficientName(name),
      values: values(),
      span: terms[t]!.span,
      term: terms[t]!,
    })),
  );
}

/** Every variable once, in the order of the text. */
export function variablesOf(terms: readonly Term[]): Variable[] {
  const first = new Map<string, Variable>();
  for (const variable of terms.flatMap((term) => term.variables)) {
    const known = first.get(variable.source);
    if (!known || variable.span.start < known.span.start) first.set(variable.source, variable);
  }
  return [...first.values()].sort((a, b) => a.span.start - b.span.start);
}

/** A column not made yet: many are needed only for their product. */
interface LazyColumn {
  readonly name: string;
  values(): Float64Array;
}

function blockOf(variable: EncodedVariable, coding: Coding): LazyColumn[] {
  if (variable.kind === "numbers") {
    return variable.names.map((name, i) => ({ name, values: () => variable.columns[i]! }));
  }
  const { prefix, levels, codes } = variable;
  const columns = levels.map((level, wanted) => ({
    name: prefix + level,
    values: () => dummy(codes, wanted),
  }));
  return coding === "contrasts" ? columns.slice(1) : columns;
}

function dummy(codes: Int32Array, wanted: number): Float64Array {
  const column = new Float64Array(codes.length);
  for (let row = 0; row < codes.length; row += 1) if (codes[row] === wanted) column[row] = 1;
  return column;
}

/** All products of one column of each variable, the first changing fastest. */
function product(blocks: readonly LazyColumn[][]): LazyColumn[] {
  return blocks.reduce((left, right) =>
    right.flatMap((b) =>
      left.map((a) => ({
        name: `${a.name}:${b.name}`,
        values: () => multiply(a.values(), b.values()),
      })),
    ),
  );
}

function multiply(a: Float64Array, b: Float64Array): Float64Array {
  const product = new Float64Array(a.length);
  for (let i = 0; i < a.length; i += 1) product[i] = a[i]! * b[i]!;
  return product;
}

function refuseTooMany(blocks: readonly LazyColumn[][][], terms: readonly Term[], { table, text }: Reading): void {
  let columns = 0;
  blocks.forEach((block, t) => {
    columns += block.reduce((count, { length }) => count * length, 1);
    if (columns * table.rows <= mostCells) return;
    throw formulaError(
      text,
      terms[t]!.span,
      `this term brings the design to ${columns} columns of ${table.rows} rows, which is too large: give a factor of many ` +
        `levels effects of a group instead, as in (1 | g).`,
    );
  });
}
