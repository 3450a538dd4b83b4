/** Hypotheses as a table for a terminal. */
import { printable } from "../../engine/text/printable.js";
import { textTable, type TextColumn } from "../../engine/text/textTable.js";
import { wrapText } from "../../engine/text/wrapText.js";
import { decimalsFor, numberCell } from "../../models/glmm/groups/cells.js";
import type { HypothesisResult, HypothesisRow } from "./hypothesis.js";

export interface HypothesisTextOptions {
  /** Characters of the terminal, 80 unless told. */
  readonly width?: number;
  /** Rows of the table, 40 unless told; what is cut off is counted below it. */
  readonly maxRows?: number;
}

/**
 * A row for each hypothesis; below it what the columns mean, and why numbers are missing.
 *
 * @example console.log(hypothesisText(hypothesis(posterior, "x1 > x2"), { width: 100 }));
 */
export function hypothesisText(
  { rows, alpha, robust }: HypothesisResult,
  { width = 80, maxRows = 40 }: HypothesisTextOptions = {},
): string {
  const shown = rows.slice(0, maxRows);
  const number = (
    head: string,
    key: "estimate" | "error" | "low" | "high",
    rank: number,
  ): TextColumn<HypothesisRow> => ({ head, cell: (row) => numberCell(row[key], decimalsFor([row.error])), rank });
  const columns: TextColumn<HypothesisRow>[] = [
    number(robust ? "median" : "estimate", "estimate", 0),
    number(robust ? "mad" : "error", "error", 3),
    number("low", "low", 2),
    number("high", "high", 2),
    { head: "evid.ratio", cell: ({ evidenceRatio }) => ratioCell(evidenceRatio), rank: 1 },
    { head: "post.prob", cell: ({ posteriorProbability }) => numberCell(posteriorProbability, 3), rank: 0 },
    { head: "mcse", cell: ({ probabilityMcse }) => numberCell(probabilityMcse, 4), rank: 4 },
    ...(rows.some(({ rope }) => rope !== undefined)
      ? [{ head: "in rope", cell: ({ rope }: HypothesisRow) => numberCell(rope?.inside ?? NaN, 3), rank: 1 }]
      : []),
    { head: "", cell: ({ star }) => (star ? "*" : ""), rank: 0 },
  ];
  const hidden = rows.length - shown.length;
  // Levels of one hypothesis need its name but once.
  const isOne = rows.every(({ name, level }) => level !== undefined && name === rows[0]!.name);
  const table = {
    name: isOne ? ({ level }: HypothesisRow) => level! : nameOf,
    nameHead: isOne ? "level" : "hypothesis",
  };
  return [
    ...(isOne && rows.length > 0 ? [printable(rows[0]!.name)] : []),
    ...textTable(shown, { ...table, columns, width }).map((line) => line.trimEnd()),
    ...(hidden > 0 ? [`… and ${hidden} more`] : []),
    "",
    ...notesOf(rows, alpha).flatMap((sentence) => wrapText(printable(sentence), width, "  ")),
  ].join("\n");
}

function nameOf({ name, level }: HypothesisRow): string {
  return level === undefined ? name : `${level}: ${name}`;
}

/** Three digits, whatever the size; infinite where all draws speak for it. */
function ratioCell(ratio: number): string {
  if (ratio === Infinity) return "Inf";
  return numberCell(ratio, decimalsFor([Math.abs(ratio) / 10]));
}

function notesOf(rows: readonly HypothesisRow[], alpha: number): string[] {
  const percent = (share: number) => `${Number((100 * share).toPrecision(3))}%`;
  const [hasSide, hasPoint] = [
    rows.some(({ comparison }) => comparison !== "="),
    rows.some(({ comparison }) => comparison === "="),
  ];
  const region = rows.find(({ rope }) => rope !== undefined)?.rope;
  return [
    "Numbers are of the left side minus the right side.",
    ...(hasSide
      ? [
          `One-sided: ${percent(1 - 2 * alpha)} intervals; the evidence ratio is the posterior odds, * a probability above ${percent(1 - alpha)}.`,
        ]
      : []),
    ...(hasPoint
      ? [
          `Points (=): ${percent(1 - alpha)} intervals; the evidence ratio is the density of the posterior over that of the prior, above 1 for the point, ` +
            "the probability that with equal odds before; * an interval without 0.",
        ]
      : []),
    ...(region === undefined ? [] : [`in rope: share of the draws between ${region.low} and ${region.high}.`]),
    ...new Set(rows.flatMap(({ name, reason }) => (reason === undefined ? [] : [`${name}: ${reason}.`]))),
  ];
}
