/** Design matrices as text that a person can check. */
import type { Frame, GroupTerm, Predictor } from "../Frame.js";
import { relatedText } from "../relatedText.js";

/** Digits of a cell. */
const digits = 4;

/**
 * The first rows of every X and Z with the names of their columns, their sizes, how many of their cells are not 0, and the
 * levels of every group. A row of Z is shown as the level it belongs to and the columns at that level, since all its other
 * cells are 0.
 *
 * @param shown number of rows to show
 * @example
 * console.log(describeDesign(model.encoder(table).frame));
 * // X of mu: 56 rows, 3 columns (with the intercept: 4), 42 of 168 cells not 0
 */
export function describeDesign(frame: Frame, shown = 6): string {
  const rows = Math.min(shown, frame.rows);
  const parts = [
    ...(frame.response ? [describeResponse(frame.response, rows)] : []),
    ...frame.predictors.map((predictor) => describeX(predictor, frame.rows, rows)),
    ...frame.groups.map((term) => describeZ(term, frame.rows, rows)),
  ];
  return parts.map((lines) => lines.join("\n")).join("\n\n");
}

function describeResponse(
  { name, values, trials, rate, se, weights }: NonNullable<Frame["response"]>,
  rows: number,
): string[] {
  const columns: [string, ArrayLike<number>][] = [
    [name, values],
    ...(trials ? [["trials", trials] as [string, Float64Array]] : []),
    ...(rate ? [["rate", rate] as [string, Float64Array]] : []),
    ...(se ? [["se", se.values] as [string, Float64Array]] : []),
    ...(weights ? [[`${weights.meaning} weight`, weights.values] as [string, Float64Array]] : []),
  ];
  return [`Response: ${values.length} rows`, ...grid(columns.map(numbers(rows)), rows, values.length)];
}

function describeX({ parameter, intercept, names, columns, offset, means }: Predictor, count: number, rows: number) {
  const cells = count * columns.length;
  const heading =
    `X of ${parameter}: ${count} rows, ${columns.length} ${plural("column", columns.length)}` +
    (intercept === "centred" ? " beside the intercept, centred at the means below" : "") +
    (cells > 0 ? `; ${columns.reduce((sum, column) => sum + nonZero(column), 0)} of ${cells} cells are not 0` : "");
  const shown: [string, ArrayLike<number>][] = [
    ...names.map((name, i): [string, ArrayLike<number>] => [name, columns[i]!]),
    ...(offset ? [["(offset)", offset] as [string, Float64Array]] : []),
  ];
  if (shown.length === 0) return [heading];
  const lines = grid(shown.map(numbers(rows)), rows, count);
  if (intercept !== "centred" || names.length === 0) return [heading, ...lines];
  const all = grid(
    shown.map(([name, values], i) => {
      const column = numbers(rows)([name, values]);
      return { ...column, cells: [...column.cells, i < means.length ? show(means[i]!) : ""] };
    }),
    rows,
    count,
    "mean",
  );
  return [heading, ...all];
}

function describeZ(term: GroupTerm, count: number, rows: number): string[] {
  const { parameter, group, levels, newLevels, coefficients, columns, index, correlated } = term;
  const filled = columns.reduce((sum, column) => sum + (column ? nonZero(column) : count), 0);
  const all = levels.length + newLevels.length;
  const kind = coefficients.length === 1 ? "" : correlated ? ", correlated" : ", uncorrelated";
  const heading =
    `Z of ${group}${parameter === "mu" ? "" : ` for ${parameter}`}: ${count} rows, ${all} levels × ` +
    `${coefficients.length} ${plural("effect", coefficients.length)} (${coefficients.join(", ")}${kind}); ` +
    `${filled} of ${count * all * coefficients.length} cells are not 0`;
  const levelOf = (row: number): string => {
    const at = index[row]!;
    return at >= 0 ? levels[at]! : `${newLevels[-1 - at]!} (new)`;
  };
  const level = { name: group, cells: Array.from({ length: rows }, (_, row) => levelOf(row)) };
  const effects = coefficients.map((name, i) => numbers(rows)([name, columns[i] ?? new Float64Array(rows).fill(1)]));
  return [heading, `levels${relatedText(term)}: ${listed(levels)}`, ...grid([level, ...effects], rows, count)];
}

interface TextColumn {
  readonly name: string;
  readonly cells: readonly string[];
}

function numbers(rows: number): (column: [string, ArrayLike<number>]) => TextColumn {
  return ([name, values]) => ({ name, cells: Array.from({ length: rows }, (_, row) => show(values[row]!)) });
}

/** Columns beside the number of each row, flush right; a line of dots where rows were left out, then one more line if named. */
function grid(columns: readonly TextColumn[], rows: number, count: number, last?: string): string[] {
  const numbered = {
    name: "row",
    cells: [...Array.from({ length: rows }, (_, row) => String(row + 1)), ...(last ? [last] : [])],
  };
  const all = [numbered, ...columns];
  const widths = all.map(({ name, cells }) => Math.max(...[name, ...cells].map((text) => [...text].length)));
  const line = (text: (column: TextColumn) => string) =>
    all.map((column, i) => " ".repeat(widths[i]! - [...text(column)].length) + text(column)).join("  ");
  const lines = [line(({ name }) => name), ...numbered.cells.map((_, row) => line(({ cells }) => cells[row]!))];
  if (rows < count) lines.splice(rows + 1, 0, line(({ name }) => (name === "row" ? "…" : "")).trimEnd());
  return lines;
}

function show(value: number): string {
  return String(Number(value.toPrecision(digits)));
}

function nonZero(column: Float64Array): number {
  let count = 0;
  for (const value of column) if (value !== 0) count += 1;
  return count;
}

function listed(levels: readonly string[]): string {
  return levels.length <= 12 ? levels.join(", ") : `${levels.slice(0, 10).join(", ")}, …, ${levels.at(-1)!}`;
}

function plural(word: string, count: number): string {
  return count === 1 ? word : `${word}s`;
}
