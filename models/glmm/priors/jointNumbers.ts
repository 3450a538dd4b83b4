/** Numbers of a joint prior that depend on the model that it is used for. */
import { UserError } from "../../../engine/core/UserError.js";
import type { Distribution } from "../../../engine/distributions/Distribution.js";

/**
 * The scale of a horseshoe's global scale, in units of sigma: where a ratio of parameters is given that ratio over √rows.
 * Piironen & Vehtari 2017, section 3.3.
 */
export function globalScaleOf({ parameters }: Distribution, rows: number): number {
  const { par_ratio, scale_global } = parameters as Record<string, number | undefined>;
  return par_ratio === undefined ? scale_global! : par_ratio / Math.sqrt(rows);
}

/**
 * Concentrations of the shares of an R2-D2 prior, one for each coefficient.
 *
 * @throws UserError when there is another number of them than of coefficients.
 */
export function concentrationsOf({ parameters }: Distribution, count: number): readonly number[] {
  const given = parameters["cons_D2"] as number | readonly number[];
  if (typeof given === "number") return new Array<number>(count).fill(given);
  if (given.length === count) return given;
  throw new UserError(
    `the cons_D2 of R2D2 has ${given.length} numbers for ${count} coefficients; give one for each, or one for all.`,
  );
}
