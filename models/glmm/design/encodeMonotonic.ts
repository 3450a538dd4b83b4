/** Terms with `mo()`: how far up the levels of an ordered column each row is. */
import { readNumber } from "../../../engine/data/csv.js";
import { asFactor } from "../../../engine/data/factor.js";
import type { Span, Term, Variable } from "../../formula/Formula.js";
import { formulaError } from "../../formula/formulaError.js";
import type { Ladder, MonotonicTerm } from "../Frame.js";
import { encodeTerms, variablesOf } from "./encodeTerms.js";
import { readColumn } from "./readColumn.js";
import { recall, type Reading } from "./Reading.js";

type Monotonic = Variable & { readonly kind: "monotonic" };

/** A monotonic term with its place in the formula. */
export interface MonotonicColumn extends MonotonicTerm {
  readonly span: Span;
}

/** Whether a term has a monotonic variable. */
export function isMonotonic({ variables }: Term): boolean {
  return variables.some(isMonotonicVariable);
}

function isMonotonicVariable(variable: Variable): variable is Monotonic {
  return variable.kind === "monotonic";
}

/**
 * The monotonic terms among those of a predictor, one for each column that their other variables make. Names and contrasts are those of brms:
 * variables stand in the order of the monotonic terms, and a factor beside `mo(x)` has contrasts where `mo(x)` is a term too.
 *
 * @throws UserError for a column that has no order or one level, numbers that are not whole, and in new data levels beyond those fitted.
 */
export function encodeMonotonic(terms: readonly Term[], reading: Reading): MonotonicColumn[] {
  const own = terms.filter(isMonotonic);
  if (own.length === 0) return [];
  const place = new Map(variablesOf(terms).map(({ source }, i) => [source, i]));
  const inOrder = (variables: readonly Variable[]) =>
    [...variables].sort((a, b) => place.get(a.source)! - place.get(b.source)!);
  const order = new Map<string, Variable>();
  for (const { variables } of own) {
    for (const variable of inOrder(variables)) {
      if (!order.has(variable.source)) order.set(variable.source, variable);
    }
  }
  const ladders = new Map(
    [...order.values()].filter(isMonotonicVariable).map((variable) => [variable.source, ladderOf(variable, reading)]),
  );
  return encodeTerms(own, true, reading, [...order.values()]).map(({ name, values, span, term }) => {
    const sources = [...order.keys()].filter((source) =>
      term!.variables.some((variable) => variable.source === source),
    );
    const climbed = sources.filter((source) => ladders.has(source));
    return {
      name,
      span,
      column: climbed.length < sources.length ? values : undefined,
      ladders: climbed.map((source, i) => ({ ...ladders.get(source)!, name: `${name}${i + 1}` })),
    };
  });
}

/** What the fitted rows said of an ordered column. */
interface Rungs {
  /** The lowest, as a number, or by its place among the declared levels. */
  readonly lowest: number;
  readonly steps: number;
  /** Levels in order, of a column that is not of numbers. */
  readonly levels: readonly string[] | undefined;
}

const mostSteps = 1000;

function ladderOf(variable: Monotonic, reading: Reading): Omit<Ladder, "name"> {
  const { name, span } = variable;
  const isFirst = !reading.memory.has(variable);
  const levels = isFirst ? levelsOf(variable, reading) : (reading.memory.get(variable) as Rungs).levels;
  const heights = levels ? placesOf(variable, levels, reading) : wholeNumbersOf(variable, reading);
  const { lowest, steps } = recall(reading, variable, (): Rungs => {
    const [least, most] = heights.reduce(([a, b], x) => [Math.min(a, x), Math.max(b, x)], [Infinity, -Infinity]);
    return { lowest: least, steps: most - least, levels };
  });
  if (steps === 0) throw refusal(variable, reading, `"${name}" has one level in the rows fitted, so it has no effect`);
  if (steps > mostSteps) {
    throw refusal(variable, reading, `"${name}" has ${steps} steps, more than ${mostSteps}: write the column itself`);
  }
  const index = Int32Array.from(heights, (height) => height - lowest);
  const beyond = index.findIndex((height) => height < 0 || height > steps);
  if (beyond >= 0) {
    const range = levels ? `${levels[lowest]!} to ${levels[lowest + steps]!}` : `${lowest} to ${lowest + steps}`;
    const sentence = `row ${beyond + 1} of the new data is beyond the levels of "${name}" that were fitted, ${range}`;
    throw formulaError(reading.text, span, `${sentence}: mo() does not extrapolate.`);
  }
  return { index, steps };
}

/** Levels in the order that was declared, or as numbers; undefined for a column of numbers. */
function levelsOf(variable: Monotonic, reading: Reading): readonly string[] | undefined {
  const { name, span } = variable;
  const column = readColumn(reading, name, span);
  const declared = reading.factors.get(name);
  if (declared) return declared;
  if (column.kind === "number") return undefined;
  if (column.levels.every((level) => readNumber(level) !== undefined)) return undefined;
  throw refusal(
    variable,
    reading,
    `the levels of "${name}" have no order yet: declare it, lowest first, with --factor ${name}=low,high (in TypeScript \`factors\`)`,
  );
}

function placesOf(variable: Monotonic, levels: readonly string[], reading: Reading): Float64Array {
  const column = asFactor(readColumn(reading, variable.name, variable.span));
  const place = new Map(levels.map((level, k) => [level, k]));
  const places = column.levels.map((level) => place.get(level));
  return Float64Array.from(column.codes, (code, row) => {
    const found = places[code];
    if (found !== undefined) return found;
    const sentence = `row ${row + 1} holds "${column.levels[code]}", which is no level of "${variable.name}"`;
    throw refusal(variable, reading, `${sentence}: they are ${levels.slice(0, 12).join(", ")}`);
  });
}

/** Numbers as they are, or written as text. */
function wholeNumbersOf(variable: Monotonic, reading: Reading): Float64Array {
  const column = readColumn(reading, variable.name, variable.span);
  const values =
    column.kind === "number"
      ? column.values
      : Float64Array.from(column.codes, (code) => readNumber(column.levels[code]!) ?? NaN);
  const bad = values.findIndex((value) => !Number.isInteger(value));
  if (bad < 0) return values;
  const shown = column.kind === "number" ? String(column.values[bad]) : `"${column.levels[column.codes[bad]!]!}"`;
  throw refusal(
    variable,
    reading,
    `mo() takes whole numbers, or levels in a declared order, but "${variable.name}" holds ${shown} in row ${bad + 1}`,
  );
}

function refusal({ span }: Monotonic, { text }: Reading, sentence: string) {
  return formulaError(text, span, `${sentence}.`);
}
