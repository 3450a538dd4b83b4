/** How many draws are taken for a tail. */

/**
 * `loo`: ceil(min(S/5, 3 √(S/r))) (Vehtari et al. 2024, R's `loo`). `posterior`: floor(3 √(S/r)) where S r > 225, else floor(S/5)
 * (R's `posterior`, ArviZ). They differ by a draw or two where draws are many, and the shape by up to 0.06.
 */
export type TailRule = "loo" | "posterior";

/**
 * Draws in one tail, of `draws` that are worth `draws` × `relativeEfficiency` independent ones. Fewer than
 * {@link smallestTail} cannot be fitted.
 *
 * @example tailLength(4000, 0.5, "posterior") // 268
 */
export function tailLength(draws: number, relativeEfficiency: number, rule: TailRule): number {
  const wanted = 3 * Math.sqrt(draws / relativeEfficiency);
  if (rule === "loo") return Math.ceil(Math.min(0.2 * draws, wanted));
  return draws * relativeEfficiency > 225 ? Math.floor(wanted) : Math.floor(draws / 5);
}

/** Fewest draws of a tail that a distribution can be fitted to: of five the smallest quarter is one draw, and has no range. */
export const smallestTail = 6;
