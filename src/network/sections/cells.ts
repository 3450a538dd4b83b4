/** Cells of tables: numbers in full precision for who saves them, with the digits that a reader wants. */
import { formatFixed, formatPercent } from "../../../diagnostics/plots/parts/formatNumber.js";
import type { Cell, SectionColumn } from "../../../diagnostics/report/Section.js";
import type { EffectScale, Quantiles } from "./effectScale.js";

/** Titles of {@link effectCells}. */
export function effectColumns(title: string): readonly SectionColumn[] {
  return [
    { title, numeric: true, hint: "Posterior median" },
    { title: "2.5%", numeric: true, hint: "The 95% interval begins here" },
    { title: "97.5%", numeric: true, hint: "The 95% interval ends here" },
  ];
}

/** Median and 95% interval of an effect, in natural units; three empty cells where there is none. */
export function effectCells(effect: Quantiles | null | undefined, scale: EffectScale): readonly Cell[] {
  if (!effect) return [null, null, null];
  return quantileCells(effect, (value) => ({ value: scale.of(value), text: scale.number(scale.of(value)) }));
}

/** The same on the link scale. */
export function linkCells(effect: Quantiles | null | undefined, scale: EffectScale): readonly Cell[] {
  if (!effect) return [null, null, null];
  return quantileCells(effect, (value) => ({ value, text: scale.linkNumber(value) }));
}

/** Median and 95% interval, with so many decimals. */
export function quantileCells(quantiles: Quantiles, cell: (value: number) => Cell): readonly Cell[] {
  return [quantiles.q50, quantiles["q2.5"], quantiles["q97.5"]].map(cell);
}

/** A number with so many decimals. */
export function fixedCell(value: number, decimals: number): Cell {
  return { value, text: formatFixed(value, decimals) };
}

/** A share of draws as a percentage; no finite number of draws makes certain. */
export function probabilityCell(value: number | null): Cell {
  return value === null ? null : { value, text: probabilityText(value) };
}

/** `89%`, `>99%`. */
export function probabilityText(value: number): string {
  return value === 0 ? "<1%" : value === 1 ? ">99%" : formatPercent(value);
}
