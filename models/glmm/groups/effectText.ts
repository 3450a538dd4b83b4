/** Coefficients and effects as tables for a terminal. */
import { printable } from "../../../engine/text/printable.js";
import { textTable } from "../../../engine/text/textTable.js";
import {
  blocksOf,
  blockTitle,
  decimalsFor,
  levelTable,
  probabilityCell,
  rankCell,
  summaryColumns,
  type EffectTextOptions,
} from "./cells.js";
import type { CoefRow } from "./coef.js";
import type { FixefRow } from "./fixef.js";
import type { RanefRow } from "./ranef.js";

/** Population-level coefficients, a row each. @example console.log(fixefText(fixef(posterior))); */
export function fixefText(rows: readonly FixefRow[], { width = 80 }: EffectTextOptions = {}): string {
  const columns = [
    // Each coefficient has a scale of its own.
    ...summaryColumns<FixefRow>(({ sd }) => decimalsFor([sd])),
    { head: "P(>0)", cell: ({ pPositive }: FixefRow) => probabilityCell(pPositive), rank: 4 },
  ];
  const name = ({ parameter, coefficient }: FixefRow) =>
    parameter === "mu" ? coefficient : `${parameter}: ${coefficient}`;
  return textTable(rows, { name, nameHead: "coefficient", columns, width }).join("\n");
}

/** Effects of levels, a table for each coefficient of each group. @example console.log(ranefText(ranef(posterior))); */
export function ranefText(rows: readonly RanefRow[], options: EffectTextOptions = {}): string {
  const tables = blocksOf(rows).map((block) => {
    const decimals = decimalsFor(block.map(({ sd }) => sd));
    const columns = [
      ...summaryColumns<RanefRow>(() => decimals),
      { head: "P(>0)", cell: ({ pAboveAverage }: RanefRow) => probabilityCell(pAboveAverage), rank: 4 },
      { head: "rank (95%)", cell: ({ rank }: RanefRow) => rankCell(rank), rank: 2 },
    ];
    return levelTable(printable(blockTitle(block[0]!)), block, columns, options).join("\n");
  });
  const legend = "Effects are deviations from the population on the link scale; rank 1 is the highest.";
  return [...tables, legend].join("\n\n");
}

/** Coefficients of levels, a table for each coefficient of each group. @example console.log(coefText(coef(posterior))); */
export function coefText(rows: readonly CoefRow[], options: EffectTextOptions = {}): string {
  const tables = blocksOf(rows).map((block) => {
    const decimals = decimalsFor(block.map(({ sd }) => sd));
    const title = `${blockTitle(block[0]!)}${block[0]!.hasPopulation ? "" : ", not in the population level"}`;
    return levelTable(
      printable(title),
      block,
      summaryColumns<CoefRow>(() => decimals),
      options,
    ).join("\n");
  });
  return [...tables, "Coefficients are population plus effect, on the link scale."].join("\n\n");
}
