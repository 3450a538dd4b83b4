/** Effects over a grid as tables for a terminal. */
import { printable } from "../../../engine/text/printable.js";
import { textTable, type TextColumn } from "../../../engine/text/textTable.js";
import { wrapText } from "../../../engine/text/wrapText.js";
import { decimalsFor, numberCell, type EffectTextOptions } from "../groups/cells.js";
import type { ConditionalEffect, EffectRow } from "./conditionalEffects.js";
import { numberText } from "./numberText.js";

/** Places at which a curve is shown. */
const places = 7;

/**
 * A table for each effect: at every level, or at seven places of a number, the mean and the 95 % interval.
 *
 * @example console.log(conditionalEffectsText(conditionalEffects(posterior), { width: 100 }));
 */
export function conditionalEffectsText(
  effects: readonly ConditionalEffect[],
  { width = 80, maxRows = 40 }: EffectTextOptions = {},
): string {
  return effects.map((effect) => effectText(effect, width, maxRows)).join("\n\n");
}

function effectText(effect: ConditionalEffect, width: number, maxRows: number): string {
  const { by, variables, response, held } = effect;
  const shown = shownRows(effect);
  // A standard deviation is about a quarter of the interval.
  const decimals = decimalsFor(shown.map((row) => (row["q97.5"] - row["q2.5"]) / 4));
  const column = (head: string, key: "mean" | "q2.5" | "median" | "q97.5", rank: number): TextColumn<EffectRow> => ({
    head,
    cell: (row) => numberCell(row[key], decimals),
    rank,
  });
  const second: TextColumn<EffectRow>[] = by
    ? [{ head: printable(variables[1]!), cell: (row) => printable(row.by!), rank: 0 }]
    : [];
  const columns = [
    ...second,
    ...[column("mean", "mean", 0), column("2.5%", "q2.5", 1), column("50%", "median", 3), column("97.5%", "q97.5", 1)],
  ];
  const name = ({ x }: EffectRow) => (typeof x === "number" ? numberText(x) : x);
  const hidden = shown.length - maxRows;
  const others = held
    .map(([one, value]) => `${one} ${typeof value === "number" ? numberText(value) : value}`)
    .join(", ");
  return [
    ...wrapText(printable(`${effect.effect}: ${response}${others === "" ? "" : `; held: ${others}`}`), width, "  "),
    ...textTable(shown.slice(0, maxRows), { name, nameHead: variables[0]!, columns, width }),
    ...(hidden > 0 ? [`… and ${hidden} more ${hidden === 1 ? "row" : "rows"}`] : []),
  ].join("\n");
}

/** All levels of a factor; of each curve evenly spaced places, its ends included. */
function shownRows({ kind, rows, by }: ConditionalEffect): readonly EffectRow[] {
  if (kind === "factor") return rows;
  const size = rows.length / (by?.length ?? 1);
  if (size <= places) return rows;
  const kept = new Set(Array.from({ length: places }, (_, k) => Math.round((k * (size - 1)) / (places - 1))));
  return rows.filter((_, row) => kept.has(row % size));
}
