/** Effects of a network in units that readers think in: ratios as ratios, differences as they are. */
import type { IntervalEstimate } from "../../../diagnostics/plots/index.js";
import { formatFixed } from "../../../diagnostics/plots/parts/formatNumber.js";
import { exp } from "../../../engine/math/exp.js";
import type { EffectSummary, Network } from "../../../models/meta/index.js";
import type { NetworkResult } from "../NetworkResult.js";

export interface EffectScale {
  /** `odds ratio`, `mean difference`: what a reader sees. */
  readonly measure: string;
  /** `log odds ratio`: what is modelled. */
  readonly effect: string;
  readonly isRatio: boolean;
  /** For axes. */
  readonly scale: "log" | "linear";
  /** The value of no effect. */
  readonly none: 0 | 1;
  /** From the link scale. */
  of(effect: number): number;
  /** A value on the scale of `measure` as text. */
  number(value: number): string;
  /** Of numbers on the link scale. */
  readonly decimals: number;
  /** A value on the link scale as text. */
  linkNumber(effect: number): string;
  estimate(effect: Quantiles): IntervalEstimate;
  /** `1.40 to 3.90`, of an effect on the link scale. */
  interval(effect: Quantiles): string;
  /** `2.35 (1.40 to 3.90)`. */
  text(effect: Quantiles): string;
}

export type Quantiles = Pick<EffectSummary, "q2.5" | "q50" | "q97.5">;

/** What effects are called, and how they are written: differences with the decimals that their spread makes worth reading. */
export function effectScale({ summary }: Pick<NetworkResult, "summary">): EffectScale {
  const { ratio } = summary;
  const isRatio = ratio !== null;
  const of = isRatio ? exp : (effect: number) => effect;
  const decimals = decimalsOf(summary.relative_effects.map(({ sd }) => sd));
  // Logarithms of ratios are read with two decimals however uncertain they are.
  const linkDecimals = isRatio ? Math.max(2, decimals) : decimals;
  const number = isRatio ? ratioText : (value: number) => formatFixed(value, linkDecimals);
  const interval = (effect: Quantiles): string => `${number(of(effect["q2.5"]))} to ${number(of(effect["q97.5"]))}`;
  const { effect } = summary;
  return {
    measure: ratio ?? effect,
    effect,
    isRatio,
    scale: isRatio ? "log" : "linear",
    none: isRatio ? 1 : 0,
    of,
    number,
    decimals: linkDecimals,
    linkNumber: (value) => formatFixed(value, linkDecimals),
    estimate: (summarised) => ({
      estimate: of(summarised.q50),
      low: of(summarised["q2.5"]),
      high: of(summarised["q97.5"]),
    }),
    interval,
    text: (summarised) => `${number(of(summarised.q50))} (${interval(summarised)})`,
  };
}

/** Whether any study tells of its arms: others are known by differences alone. */
export function hasArms({ studies }: Network): boolean {
  return studies.some(({ contrasts }) => !contrasts);
}

/** So many decimals that the median spread has two digits that count, between none and five. */
function decimalsOf(spreads: readonly number[]): number {
  const known = spreads.filter((sd) => sd > 0 && Number.isFinite(sd)).sort((a, b) => a - b);
  let spread = known[Math.floor(known.length / 2)] ?? 1;
  let decimals = 0;
  while (spread < 10 && decimals < 5) {
    spread *= 10;
    decimals += 1;
  }
  return decimals;
}

function ratioText(value: number): string {
  if (value > 1e6 || (value < 1e-4 && value > 0)) return value > 1 ? "above a million" : "below 0.0001";
  if (value >= 99.5) return formatFixed(value, 0);
  if (value >= 9.95) return formatFixed(value, 1);
  return formatFixed(value, value < 0.0995 ? (value < 0.00995 ? 4 : 3) : 2);
}
