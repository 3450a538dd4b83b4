/** Ancestral values as tables for a terminal. */
import { printable } from "../../../engine/text/printable.js";
import type { TextColumn } from "../../../engine/text/textTable.js";
import { wrapText } from "../../../engine/text/wrapText.js";
import type { Ancestral, AncestralRow, AncestralValue } from "./ancestral.js";
import { blocksOf, blockTitle, decimalsFor, namedTable, numberCell, type EffectTextOptions } from "./cells.js";
import type { DrawSummary } from "./DrawSummary.js";

/**
 * For each coefficient the value at the origin, the root of a tree, then the nodes with their effect, their value and its interval;
 * below them what the columns mean.
 *
 * @example console.log(ancestralText(ancestral(posterior, { group: "species.t" })));
 */
export function ancestralText({ origins, rows, definitions }: Ancestral, options: EffectTextOptions = {}): string {
  const { width = 80 } = options;
  const blocks = blocksOf(rows);
  const tables = origins.map((origin) => {
    const block = blocks.find(([first]) => isOf(first!, origin)) ?? [];
    return blockText(origin, block, options);
  });
  const meanings = [
    "effect: Deviation from the population, on the link scale.",
    `value: ${definitions.value}`,
    ...(rows.some(({ natural }) => natural) ? [`natural: ${definitions.natural}`] : []),
    `origin: ${definitions.origin}`,
  ];
  return [...tables, meanings.flatMap((meaning) => wrapText(meaning, width, "  ")).join("\n")].join("\n\n");
}

const isOf = (row: AncestralRow, { group, parameter, coefficient }: AncestralValue): boolean =>
  row.group === group && row.parameter === parameter && row.coefficient === coefficient;

function blockText(origin: AncestralValue, block: readonly AncestralRow[], options: EffectTextOptions): string {
  const decimals = decimalsFor(block.map(({ value }) => value.sd));
  const intervalOf = ({ mean, "q2.5": low, "q97.5": high }: DrawSummary, places: number) =>
    `${numberCell(mean, places)} [${numberCell(low, places)}, ${numberCell(high, places)}]`;
  const title = `${printable(blockTitle(origin))}; origin ${intervalOf(origin.value, decimals)}`;
  if (block.length === 0) return `${title}\nThere are no nodes between it and the levels with data.`;
  const column = (head: string, cell: (row: AncestralRow) => string, rank: number): TextColumn<AncestralRow> => ({
    head,
    cell,
    rank,
  });
  const number = (of: (row: AncestralRow) => number) => (row: AncestralRow) => numberCell(of(row), decimals);
  const columns = [
    column(
      "effect",
      number(({ effect }) => effect.mean),
      4,
    ),
    column(
      "value",
      number(({ value }) => value.mean),
      0,
    ),
    column(
      "sd",
      number(({ value }) => value.sd),
      3,
    ),
    column(
      "2.5%",
      number(({ value }) => value["q2.5"]),
      1,
    ),
    column(
      "97.5%",
      number(({ value }) => value["q97.5"]),
      1,
    ),
  ];
  const naturals = block.flatMap(({ natural }) => natural ?? []);
  if (naturals.length > 0) {
    const places = decimalsFor(naturals.map(({ sd }) => sd));
    columns.push(column("natural [95%]", ({ natural }) => intervalOf(natural!, places), 2));
  }
  return [title, ...namedTable("node", ({ node }) => node, block, columns, options)].join("\n");
}
