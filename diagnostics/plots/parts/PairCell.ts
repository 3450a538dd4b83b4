/** A variable of a pair plot with what its axes span, which outliers do not stretch and divergent draws do. */
import { exp } from "../../../engine/math/exp.js";
import { log } from "../../../engine/math/log.js";
import { concatenate } from "./averageRanks.js";
import { extentOf, linearScale, logScale, type Scale } from "./axes.js";
import { finiteSorted } from "./finiteSorted.js";
import { isLogarithmic, type PlotVariable } from "../PlotVariable.js";
import { shownRange } from "./shownRange.js";

export interface PairCell extends PlotVariable {
  readonly pooled: Float64Array;
  readonly sorted: Float64Array;
  /** What the axes of the variable span. */
  readonly domain: readonly [number, number];
}

/** Prepares a variable; `divergent` is 1 where a draw diverged, by chain. */
export function pairCell(variable: PlotVariable, divergent: readonly Float64Array[]): PairCell {
  const sorted = finiteSorted(variable.chains);
  const isLog = isLogarithmic(variable, sorted);
  const inner = isLog ? shownRange(sorted.map(log)).map(exp) : shownRange(sorted);
  // However far out they lie, divergent draws are what the figure is for.
  const diverged = variable.chains.flatMap((chain, k) => [...chain.filter((_, i) => divergent[k]?.[i] === 1)]);
  const shown = [...inner, ...diverged];
  const scale = isLog ? logScale(shown, [0, 1]) : linearScale(extentOf(shown), [0, 1], 0.03);
  const [low, high] = scale.domain();
  return { ...variable, log: isLog, pooled: concatenate(variable.chains), sorted, domain: [low, high] };
}

/** The scale of the variable over pixels. */
export function pairScale({ domain, log: isLog }: PairCell, from: number, to: number): Scale {
  return isLog ? logScale([], [from, to]).domain(domain) : linearScale(domain, [from, to]);
}

/** Whether a value lies on the axis. */
export function isShown({ domain }: PairCell, value: number): boolean {
  return value >= domain[0] && value <= domain[1];
}
