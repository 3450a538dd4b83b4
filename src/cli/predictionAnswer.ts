/** Predictions as an answer: a table, JSON, or a file written row by row. */
import { open, rm } from "node:fs/promises";

import { UserError } from "../../engine/core/UserError.js";
import { printable } from "../../engine/text/printable.js";
import { textTable, type TextColumn } from "../../engine/text/textTable.js";
import { decimalsFor, numberCell } from "../../models/glmm/groups/cells.js";
import { categoryShares, type CategoryShares } from "../../models/glmm/prediction/categoryShares.js";
import { placeOf, type Predictions } from "../../models/glmm/prediction/Predictions.js";
import { summarisePredictions, type PredictionRow } from "../../models/glmm/prediction/summarisePredictions.js";
import type { Answer } from "./Answer.js";

/** Rows that a terminal shows. */
const mostShown = 40;

/** Where the answer goes. */
export interface PredictionTarget {
  readonly width: number;
  readonly out?: string | undefined;
  /** Every draw is written, not a summary of each row. */
  readonly full?: boolean | undefined;
}

/**
 * The rows summarised, in the answer or in a file; or all their draws in a file, of which only some rows are in memory at a
 * time. Rows are numbered from 1, as in messages. Rows of a table by category have the category beside; new responses that are
 * categories are summarised by the share of each.
 *
 * @throws UserError when the file exists or cannot be written.
 */
export async function predictionAnswer(predictions: Predictions, target: PredictionTarget): Promise<Answer> {
  const { out, full, width } = target;
  const { categories, drawCount: draws } = predictions;
  const isOfShares = categories?.are === "values";
  if (out !== undefined) {
    await writeLines(out, full ? drawLines(predictions) : (isOfShares ? shareLines : summaryLines)(predictions));
    const each = categories?.are === "rows" ? categories.names.length : 1;
    const rows = predictions.rows / each;
    const what = each === 1 ? `${rows} rows` : `${rows} rows of ${each} categories`;
    const how = !full
      ? `, summarised over ${draws} draws`
      : each === 1
        ? ` of ${draws} draws`
        : `, ${draws} draws of each`;
    const json = { file: out, rows, ...(each === 1 ? {} : { categories: each }), draws, full: full === true };
    return { text: `${what}${how}, written to ${out}`, json };
  }
  if (isOfShares) {
    const rows = categoryShares(predictions).map(numbered);
    return { text: shareText(rows, width), json: { draws, rows } };
  }
  const rows = summarisePredictions(predictions).map(numbered);
  return { text: predictionText(rows, width), json: { draws, rows } };
}

function numbered<Row extends { readonly row: number }>(row: Row): Row {
  return { ...row, row: row.row + 1 };
}

const statistics = ["mean", "sd", "median", "q2.5", "q97.5"] as const;

function predictionText(rows: readonly PredictionRow[], width: number): string {
  const shown = rows.slice(0, mostShown);
  const decimals = decimalsFor(shown.map(({ sd }) => sd));
  const columns = statistics.map((name, rank): TextColumn<PredictionRow> => ({
    head: name,
    cell: (row) => numberCell(row[name], decimals),
    rank,
  }));
  const name = ({ row, category }: PredictionRow) => `row ${row}${category === undefined ? "" : `, ${category}`}`;
  return linesOf(textTable(shown, { name, columns, width }), rows.length);
}

/** Where the terminal is too narrow for all categories it has the most frequent one alone. */
function shareText(rows: readonly CategoryShares[], width: number): string {
  const names = rows[0]?.probabilities.map(([category]) => category) ?? [];
  const columns: TextColumn<CategoryShares>[] = [
    ...names.map((category, k) => ({
      head: printable(`P(${category})`),
      cell: ({ probabilities }: CategoryShares) => numberCell(probabilities[k]![1], 3),
      rank: 1,
    })),
    { head: "most frequent", cell: ({ mostFrequent }) => printable(mostFrequent), rank: 0 },
  ];
  return linesOf(textTable(rows.slice(0, mostShown), { name: ({ row }) => `row ${row}`, columns, width }), rows.length);
}

function linesOf(lines: readonly string[], rows: number): string {
  const hidden = rows - mostShown;
  return [...lines, ...(hidden > 0 ? [`… and ${hidden} more rows (--json and --out file.csv have all)`] : [])].join(
    "\n",
  );
}

function* summaryLines(predictions: Predictions): Generator<string> {
  yield lineOf([...placeHeads(predictions), ...statistics]);
  for (const row of summarisePredictions(predictions)) {
    yield lineOf([...placeCells(row), ...statistics.map((name) => cell(row[name]))]);
  }
}

function* shareLines(predictions: Predictions): Generator<string> {
  const { names } = predictions.categories!;
  yield lineOf(["row", ...names.map((name) => quoted(`P(${name})`)), "most_frequent"]);
  for (const { row, probabilities, mostFrequent } of categoryShares(predictions)) {
    yield lineOf([String(row + 1), ...probabilities.map(([, share]) => cell(share)), quoted(mostFrequent)]);
  }
}

function* drawLines(predictions: Predictions): Generator<string> {
  const { drawCount, categories } = predictions;
  const names = categories?.are === "values" ? categories.names.map(quoted) : undefined;
  const textOf = names ? (value: number) => names[value - 1] ?? cell(value) : cell;
  yield lineOf([...placeHeads(predictions), ...Array.from({ length: drawCount }, (_, draw) => `draw_${draw + 1}`)]);
  for (const { firstRow, rows, values } of predictions.blocks()) {
    for (let k = 0; k < rows; k += 1) {
      const cells = Array.from(values.subarray(k * drawCount, (k + 1) * drawCount), textOf);
      yield lineOf([...placeCells(placeOf(predictions, firstRow + k)), ...cells]);
    }
  }
}

function placeHeads({ categories }: Predictions): readonly string[] {
  return categories?.are === "rows" ? ["row", "category"] : ["row"];
}

function placeCells({ row, category }: Pick<PredictionRow, "row" | "category">): readonly string[] {
  return [String(row + 1), ...(category === undefined ? [] : [quoted(category)])];
}

function lineOf(cells: readonly string[]): string {
  return `${cells.join(",")}\n`;
}

/** In double quotes where a comma, quotes or a new line would end the cell. */
function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** As many digits as it takes to read the number back exactly; empty where there is none. */
function cell(value: number): string {
  if (Number.isNaN(value)) return "";
  return Number.isFinite(value) ? String(value) : value > 0 ? "Inf" : "-Inf";
}

/** Characters gathered before they are written. */
const chunk = 1 << 16;

async function writeLines(path: string, lines: Iterable<string>): Promise<void> {
  // A file that is there may be a person's data.
  const file = await open(path, "wx").catch((error: NodeJS.ErrnoException) => {
    throw new UserError(
      error.code === "EEXIST"
        ? `${path} exists already: give --out the name of a new file`
        : `${path} cannot be written: ${error.code === "ENOENT" ? "its folder does not exist" : error.message}`,
    );
  });
  try {
    let text = "";
    for (const line of lines) {
      text += line;
      if (text.length < chunk) continue;
      await file.write(text);
      text = "";
    }
    await file.write(text);
    await file.close();
  } catch (error) {
    // Half a file would pass for a whole one.
    await file.close();
    await rm(path, { force: true });
    throw error;
  }
}
