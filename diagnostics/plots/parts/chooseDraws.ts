/** Chooses the draws that a figure shows when there are more than it can hold. */
import { pickEvenly } from "./pickEvenly.js";

/** Draws to show, by their numbers from 0 through all chains one after another. */
export interface ChosenDraws {
  readonly plain: readonly number[];
  readonly divergent: readonly number[];
  /** How many there are of each in all. */
  readonly total: number;
  readonly totalDivergent: number;
}

/** How many draws a figure has room for. */
export interface DrawLimits {
  /** Draws that did not diverge. */
  readonly plain: number;
  readonly divergent: number;
}

/**
 * Evenly spaced draws, and of the divergent ones all that `limits` allow: these are few, and they are what is looked for.
 *
 * @param chains the draws of one variable, by chain: only their lengths matter
 * @param divergent 1 where the draw diverged, by chain; none diverged where it is absent
 */
export function chooseDraws(
  chains: readonly ArrayLike<number>[],
  divergent: readonly ArrayLike<number>[] = [],
  limits: DrawLimits = { plain: 500, divergent: 200 },
): ChosenDraws {
  const plain: number[] = [];
  const diverged: number[] = [];
  let number = 0;
  chains.forEach((chain, k) => {
    for (let i = 0; i < chain.length; i++) (divergent[k]?.[i] === 1 ? diverged : plain).push(number++);
  });
  return {
    plain: pickEvenly(plain.length, limits.plain).map((k) => plain[k]),
    divergent: pickEvenly(diverged.length, limits.divergent).map((k) => diverged[k]),
    total: plain.length + diverged.length,
    totalDivergent: diverged.length,
  };
}
