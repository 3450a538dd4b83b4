/** Numbers of a network as text for a terminal. */
import { exp } from "../../../engine/math/exp.js";
import type { TextColumn } from "../../../engine/text/textTable.js";
import type { EffectSummary } from "../../../models/meta/index.js";
import { decimalsOf } from "./decimalsOf.js";

/** Decimals of numbers that are not small. */
const usual = 2;

/** Two decimals unless told; no minus sign before zeros. */
export function fixed(value: number, decimals = usual): string {
  return value.toFixed(decimals).replace(/^-(0\.?0*)$/, "$1");
}

/**
 * Median with 95 % interval, `0.82 (0.55, 1.26)`.
 *
 * @param least Decimals at least; more where the interval is so narrow that its width would not have two digits
 */
export function interval(
  { q50, "q2.5": lower, "q97.5": upper }: Pick<EffectSummary, "q2.5" | "q50" | "q97.5">,
  scale = (x: number): number => x,
  least = usual,
): string {
  const [middle, low, high] = [scale(q50), scale(lower), scale(upper)];
  const decimals = decimalsOf([high - low], least);
  return `${fixed(middle, decimals)} (${fixed(low, decimals)}, ${fixed(high, decimals)})`;
}

/** Mean with standard deviation, `0.49 (0.41)`. */
export function meanAndSd({ mean, sd }: Pick<EffectSummary, "mean" | "sd">): string {
  const decimals = decimalsOf([sd], usual);
  return `${fixed(mean, decimals)} (${fixed(sd, decimals)})`;
}

/** A probability; empty where it is not known. */
export function probabilityText(share: number | null): string {
  return share === null ? "" : share.toFixed(3);
}

/** Mean, standard deviation and quantiles, all with so many decimals. */
export function summaryColumns(decimals: (row: EffectSummary) => number): TextColumn<EffectSummary>[] {
  const column = (head: string, of: (row: EffectSummary) => number, rank: number): TextColumn<EffectSummary> => ({
    head,
    cell: (row) => fixed(of(row), decimals(row)),
    rank,
  });
  return [
    column("mean", ({ mean }) => mean, 0),
    column("sd", ({ sd }) => sd, 2),
    column("2.5%", (row) => row["q2.5"], 1),
    column("50%", ({ q50 }) => q50, 3),
    column("97.5%", (row) => row["q97.5"], 1),
  ];
}

/**
 * Effects on the link scale, and as ratios.
 *
 * @param ratio What the exponential of an effect is called, null where it means nothing.
 * @param rows The rows of the table, which then have decimals alike; else each has those that its own spread deserves
 */
export function effectColumns(ratio: string | null, rows?: readonly EffectSummary[]): TextColumn<EffectSummary>[] {
  const all =
    rows &&
    decimalsOf(
      rows.map(({ sd }) => sd),
      usual,
    );
  return [
    ...summaryColumns(({ sd }) => all ?? decimalsOf([sd], usual)),
    ...(ratio === null
      ? []
      : [{ head: `${ratio} (95% interval)`, cell: (row: EffectSummary) => interval(row, exp), rank: 4 }]),
  ];
}
