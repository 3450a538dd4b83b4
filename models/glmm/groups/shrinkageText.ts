/** Shrinkage as tables for a terminal. */
import { printable } from "../../../engine/text/printable.js";
import type { TextColumn } from "../../../engine/text/textTable.js";
import { wrapText } from "../../../engine/text/wrapText.js";
import {
  blocksOf,
  blockTitle,
  decimalsFor,
  levelTable,
  numberCell,
  probabilityCell,
  rankCell,
  type EffectTextOptions,
} from "./cells.js";
import type { Shrinkage, ShrinkageRow } from "./shrinkage.js";

/**
 * For each coefficient the levels with their own, the model's and the population's estimate and the shrinkage factor;
 * below it why some levels have no estimate of their own, and what the columns mean. Where no level has anything of its own, as
 * with responses that are categories, one sentence that says so.
 *
 * @example console.log(shrinkageText(shrinkage(posterior, { group: "herd" })));
 */
export function shrinkageText({ rows, group, definitions }: Shrinkage, options: EffectTextOptions = {}): string {
  const { width = 80 } = options;
  const reason = commonReason(rows);
  if (reason !== undefined) {
    const sentence = `There is no shrinkage to tell: ${reason}. Ask ranef for the effects of the levels of ${group}.`;
    return wrapText(printable(sentence), width, "  ").join("\n");
  }
  const blocks = blocksOf(rows).map((block) => blockText(block, options));
  const meanings = [
    `own: ${definitions.noPooling}`,
    `model: ${definitions.partialPooling}`,
    `population: ${definitions.completePooling}`,
    `shrunk: ${definitions.factor}`,
    `rank: ${definitions.rank}`,
  ];
  return [...blocks, meanings.flatMap((meaning) => wrapText(meaning, width, "  ")).join("\n")].join("\n\n");
}

/** Why nothing can be compared, where neither own estimates nor factors are to be had of any level. */
function commonReason(rows: readonly ShrinkageRow[]): string | undefined {
  const reason = rows[0]?.noPooling.reason;
  const isCommon = rows.every(({ noPooling, factor }) => noPooling.reason === reason && Number.isNaN(factor.mean));
  return isCommon ? reason : undefined;
}

function blockText(block: readonly ShrinkageRow[], options: EffectTextOptions): string {
  const decimals = decimalsFor(block.map(({ partialPooling }) => partialPooling.sd));
  const cell = (value: number) => numberCell(value, decimals);
  const columns: readonly TextColumn<ShrinkageRow>[] = [
    { head: "rows", cell: (row) => String(row.rows), rank: 5 },
    { head: "own", cell: ({ noPooling }) => cell(noPooling.mean), rank: 1 },
    { head: "sd", cell: ({ noPooling }) => cell(noPooling.sd), rank: 4 },
    { head: "model", cell: ({ partialPooling }) => cell(partialPooling.mean), rank: 0 },
    { head: "2.5%", cell: ({ partialPooling }) => cell(partialPooling["q2.5"]), rank: 2 },
    { head: "97.5%", cell: ({ partialPooling }) => cell(partialPooling["q97.5"]), rank: 2 },
    { head: "shrunk", cell: ({ factor }) => factorCell(factor.mean), rank: 1 },
    { head: "rank (95%)", cell: ({ rank }) => rankCell(rank), rank: 3 },
  ];
  const { completePooling: population } = block[0]!;
  const title =
    `${printable(blockTitle(block[0]!))}; population ${cell(population.mean)} ` +
    `[${cell(population["q2.5"])}, ${cell(population["q97.5"])}]`;
  return [...levelTable(title, block, columns, options), ...reasonLines(block, options)].join("\n");
}

/** Diagonals of matrices may leave the range of a probability. */
function factorCell(factor: number): string {
  return factor >= 0 && factor <= 1 ? probabilityCell(factor) : numberCell(factor, 2);
}

/** Each reason once, with the levels it holds for. */
function reasonLines(block: readonly ShrinkageRow[], { width = 80 }: EffectTextOptions): string[] {
  const byReason = new Map<string, string[]>();
  for (const { level, noPooling } of block) {
    if (noPooling.reason !== undefined) {
      byReason.set(noPooling.reason, [...(byReason.get(noPooling.reason) ?? []), level]);
    }
  }
  return [...byReason].flatMap(([reason, levels]) => {
    const named = levels.slice(0, 8).join(", ") + (levels.length > 8 ? ` and ${levels.length - 8} more` : "");
    return wrapText(printable(`No estimate of its own: ${named} (${reason}).`), width, "  ");
  });
}
