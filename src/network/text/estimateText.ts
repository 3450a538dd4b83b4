/** Numbers of a network as text for a terminal. */
import { exp } from "../../../engine/math/exp.js";
import type { TextColumn } from "../../../engine/text/textTable.js";
import type { EffectSummary } from "../../../models/meta/index.js";

/** Two decimals; no minus sign before zeros. */
export function fixed(value: number): string {
  return value.toFixed(2).replace(/^-(0\.?0*)$/, "$1");
}

/** Median with 95 % interval, `0.82 (0.55, 1.26)`. */
export function interval(
  { q50, "q2.5": lower, "q97.5": upper }: Pick<EffectSummary, "q2.5" | "q50" | "q97.5">,
  scale = (x: number): number => x,
): string {
  return `${fixed(scale(q50))} (${fixed(scale(lower))}, ${fixed(scale(upper))})`;
}

/** Mean with standard deviation, `0.49 (0.41)`. */
export function meanAndSd({ mean, sd }: Pick<EffectSummary, "mean" | "sd">): string {
  return `${fixed(mean)} (${fixed(sd)})`;
}

/** A probability; empty where it is not known. */
export function probabilityText(share: number | null): string {
  return share === null ? "" : share.toFixed(3);
}

/** @param ratio What the exponential of an effect is called, null where it means nothing. */
export function effectColumns(ratio: string | null): TextColumn<EffectSummary>[] {
  return [
    { head: "mean", cell: ({ mean }) => fixed(mean), rank: 0 },
    { head: "sd", cell: ({ sd }) => fixed(sd), rank: 2 },
    { head: "2.5%", cell: (row) => fixed(row["q2.5"]), rank: 1 },
    { head: "50%", cell: ({ q50 }) => fixed(q50), rank: 3 },
    { head: "97.5%", cell: (row) => fixed(row["q97.5"]), rank: 1 },
    ...(ratio === null
      ? []
      : [{ head: `${ratio} (95% interval)`, cell: (row: EffectSummary) => interval(row, exp), rank: 4 }]),
  ];
}
