/** Shares of variance as a table for a terminal. */
import { textTable, type TextColumn } from "../../../engine/text/textTable.js";
import { printable } from "../../../engine/text/printable.js";
import { wrapText } from "../../../engine/text/wrapText.js";
import { decimalsFor, numberCell, type EffectTextOptions } from "../groups/cells.js";
import type { DrawSummary } from "../groups/DrawSummary.js";
import { shareCell } from "./shareCell.js";
import type { VarianceShareRow, VarianceShares } from "./VarianceShares.js";

/**
 * A row for each part of the variance with its shares, as mean and 95 % interval; below it what they are shares of.
 *
 * @example console.log(varianceShareText(varianceShare(posterior), { width: 100 }));
 */
export function varianceShareText(shares: VarianceShares, { width = 80 }: EffectTextOptions = {}): string {
  const { rows, oneScale, definitions, notes, response } = shares;
  const column = (
    head: string,
    rank: number,
    of: (row: VarianceShareRow) => DrawSummary | undefined,
  ): TextColumn<VarianceShareRow> => ({
    head,
    cell: (row) => shareCell(of(row)),
    rank,
  });
  // The room is for names, where no part has a number to show.
  const isEmpty = rows.every(({ latent, whole }) => whole || Number.isNaN(latent.mean));
  const columns: TextColumn<VarianceShareRow>[] = [
    { head: "variance", cell: ({ variance }) => numberCell(variance.mean, decimalsFor([variance.sd])), rank: 2 },
    column(`${oneScale ? "share" : "latent"}${isEmpty ? "" : " (95%)"}`, 0, ({ latent, whole }) =>
      whole ? undefined : latent,
    ),
    ...(definitions.liability === undefined ? [] : [column("liability (95%)", 0, ({ liability }) => liability)]),
    ...(oneScale
      ? []
      : [column("additive (95%)", 1, ({ data }) => data.additive), column("icc (95%)", 0, ({ data }) => data.icc)]),
  ];
  const said = [
    `variance: ${definitions.variance}`,
    `${oneScale ? "share" : "latent"}: ${definitions.latent}`,
    ...(definitions.liability === undefined ? [] : [`liability: ${definitions.liability}`]),
    ...(oneScale
      ? []
      : [
          `additive: ${definitions.additive}`,
          `icc: ${definitions.icc}`,
          `A response has mean ${momentCell(response.mean)} and variance ${momentCell(response.variance)}: medians and 95% intervals.`,
        ]),
    ...notes,
    ...reasonsOf(rows),
  ];
  return [
    ...textTable(rows, { name: nameOf, nameHead: "part", columns, width }),
    "",
    ...said.flatMap((sentence) => wrapText(printable(sentence), width, "  ")),
  ].join("\n");
}

function nameOf({ kind, group, called }: VarianceShareRow): string {
  if (group === null) return called;
  return kind === "sum" ? `${group}, all terms: ${called}` : `${group}: ${called}`;
}

/** `2.9 (2.1–4.4)`, a median: of a few draws on a log scale the mean may be beyond all others. */
function momentCell({ median, "q2.5": low, "q97.5": high }: DrawSummary): string {
  // Three digits of each: one unit does not suit all where the interval goes over several powers of ten.
  const [middle, from, to] = [median, low, high].map((value) => numberCell(value, decimalsFor([Math.abs(value) / 10])));
  return `${middle} (${from}–${to})`;
}

/** Of parts of groups: that other parts have no additive share goes without saying. */
function reasonsOf(rows: readonly VarianceShareRow[]): string[] {
  const found = rows.flatMap(({ group, reason }) => (group === null || reason === undefined ? [] : [reason]));
  return [...new Set(found)].map((reason) => `–: ${reason}.`);
}
