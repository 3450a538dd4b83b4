/** Predictions as an answer: a table, JSON, or a file written row by row. */
import { open, rm } from "node:fs/promises";

import { UserError } from "../../engine/core/UserError.js";
import { textTable, type TextColumn } from "../../engine/text/textTable.js";
import { decimalsFor, numberCell } from "../../models/glmm/groups/cells.js";
import type { Predictions } from "../../models/glmm/prediction/Predictions.js";
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
 * time. Rows are numbered from 1, as in messages.
 *
 * @throws UserError when the file exists or cannot be written.
 */
export async function predictionAnswer(predictions: Predictions, target: PredictionTarget): Promise<Answer> {
  const { out, full, width } = target;
  if (out !== undefined) {
    const lines = full ? drawLines(predictions) : summaryLines(predictions);
    await writeLines(out, lines);
    const { rows, drawCount } = predictions;
    const what = full ? `${rows} rows of ${drawCount} draws` : `${rows} rows, summarised over ${drawCount} draws`;
    return { text: `${what}, written to ${out}`, json: { file: out, rows, draws: drawCount, full: full === true } };
  }
  const rows = summarisePredictions(predictions).map(numbered);
  return { text: predictionText(rows, width), json: { draws: predictions.drawCount, rows } };
}

function numbered({ row, ...numbers }: PredictionRow): PredictionRow {
  return { row: row + 1, ...numbers };
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
  const lines = textTable(shown, { name: ({ row }) => `row ${row}`, columns, width });
  if (rows.length > shown.length) {
    lines.push(`… and ${rows.length - shown.length} more rows (--json and --out file.csv have all)`);
  }
  return lines.join("\n");
}

function* summaryLines(predictions: Predictions): Generator<string> {
  yield `row,${statistics.join(",")}\n`;
  for (const row of summarisePredictions(predictions)) {
    yield `${row.row + 1},${statistics.map((name) => cell(row[name])).join(",")}\n`;
  }
}

function* drawLines(predictions: Predictions): Generator<string> {
  const { drawCount } = predictions;
  yield `row,${Array.from({ length: drawCount }, (_, draw) => `draw_${draw + 1}`).join(",")}\n`;
  for (const { firstRow, rows, values } of predictions.blocks()) {
    for (let k = 0; k < rows; k += 1) {
      const cells = Array.from(values.subarray(k * drawCount, (k + 1) * drawCount), cell);
      yield `${firstRow + k + 1},${cells.join(",")}\n`;
    }
  }
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
