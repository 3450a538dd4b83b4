/** Whether other variables spread less where one of them is small, as effects do in a funnel. */
import { standardDeviation } from "../moments.js";
import { concatenated } from "./concatenated.js";
import type { Evidence } from "./Evidence.js";

/** Other variables that are looked at. */
const mostOthers = 30;

/** Spread at the low end of the variable, as a share of that at the high end, that makes a funnel. */
const narrow = 0.5;

/** The same where there is one other variable only, so that it is no accident. */
const veryNarrow = 0.25;

/** Variables that must narrow, of several. */
const leastOthers = 2;

/** Compares spreads in the lowest and the highest quarter of a variable's draws, over the other variables. */
export function narrowsOthers(variable: string, { rows, chainsOf }: Evidence): boolean {
  const values = concatenated(chainsOf(variable));
  const sorted = values.slice().sort();
  const [low, high] = [sorted[Math.floor(0.25 * sorted.length)]!, sorted[Math.floor(0.75 * sorted.length)]!];
  const others = rows.filter((row) => row.variable !== variable && row.sd !== null && row.sd > 0).slice(0, mostOthers);
  const most = others.length === 1 ? veryNarrow : narrow;
  const narrowed = others.filter((row) => {
    const other = concatenated(chainsOf(row.variable));
    const spread = (chosen: (value: number) => boolean) =>
      standardDeviation(other.filter((_, i) => chosen(values[i]!)));
    return spread((value) => value <= low) < most * spread((value) => value >= high);
  });
  return narrowed.length >= Math.min(leastOthers, Math.max(1, others.length)) && 2 * narrowed.length >= others.length;
}
