/** Numbers needed to treat. */
import type { Better } from "./rankProbabilities.js";
import { summariseDraws } from "./summariseDraws.js";

/**
 * How many people must have one treatment rather than the other for one more to benefit (NNTB) or to be harmed (NNTH). Where the interval of the risk
 * difference holds 0, the number goes through infinity from one to the other, and no single number is given (Altman 1998, BMJ 317, 1309-1312).
 */
export interface NumberNeeded {
  /** Null where the risk difference may be 0. */
  readonly kind: "NNTB" | "NNTH" | null;
  /** 1/|median risk difference|; null where the risk difference may be 0. */
  readonly q50: number | null;
  /** The smallest number needed for one more to benefit that the interval holds; null where it holds no benefit. */
  readonly benefit_limit: number | null;
  /** The smallest number needed for one more to be harmed; null where the interval holds no harm. */
  readonly harm_limit: number | null;
  /** The other end of an interval on one side; null where it goes through infinity. */
  readonly far_limit: number | null;
  /** P(NNTB): that the treatment benefits at all. */
  readonly probability_benefit: number;
  /** `NNTB 12 (8 to 31)`, or `NNTH 40 to ∞ to NNTB 15`, rounded up to whole people. */
  readonly text: string;
}

/** @param differences Draws of the risk difference, of the treatment less its comparator. */
export function numberNeeded(differences: Float64Array, better: Better): NumberNeeded {
  const sign = better === "higher" ? 1 : -1;
  const benefits = differences.map((difference) => sign * difference);
  const { "q2.5": low, q50, "q97.5": high } = summariseDraws(benefits);
  const share = benefits.reduce((sum, benefit) => sum + (benefit > 0 ? 1 : 0), 0) / benefits.length;
  const isSure = low > 0 || high < 0;
  const kind = low > 0 ? "NNTB" : high < 0 ? "NNTH" : null;
  const [near, far] = low > 0 ? [1 / high, 1 / low] : [-1 / low, -1 / high];
  const common = {
    kind,
    benefit_limit: high > 0 ? 1 / high : null,
    harm_limit: low < 0 ? -1 / low : null,
    probability_benefit: share,
  } as const;
  if (!isSure) {
    const ends = [low < 0 ? `NNTH ${people(-1 / low)} to ` : "", high > 0 ? ` to NNTB ${people(1 / high)}` : ""];
    return { ...common, q50: null, far_limit: null, text: `${ends[0]}∞${ends[1]}` };
  }
  const number = Math.abs(1 / q50);
  const text = `${kind} ${people(number)} (${people(near)} to ${people(far)})`;
  return { ...common, q50: number, far_limit: far, text };
}

/** Whole people, at least as many as needed. */
function people(number: number): string {
  return Number.isFinite(number) ? String(Math.ceil(number - 1e-9)) : "∞";
}
