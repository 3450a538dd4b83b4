/** What a person may ask of shares of variance. */
import { UserError } from "../../../engine/core/UserError.js";
import { refuseUnknownOptions } from "../../program/refuseUnknownOptions.js";

export interface VarianceShareOptions {
  /** The group that is shown, `species` with all its terms or `species.t` alone; all unless told. Denominators stay those of all. */
  readonly group?: string;
  /** Evenly spaced draws that are used; unless told, all for the latent scale and up to 1000 for the data scale. */
  readonly draws?: number;
  /** Whether the variance of population-level effects over the rows is part of the denominator; no unless told. */
  readonly fixed?: boolean;
  /** Whether known standard errors, of `se()`, are part of it; no unless told. */
  readonly se?: boolean;
  /**
   * Where the data scale is taken: averaged over the `rows` fitted, the default, or at the `averageRow`, whose columns are their
   * means, which without predictors is the intercept.
   */
  readonly at?: "rows" | "averageRow";
}

/**
 * Looks for what cannot be meant, since options also come from scripts whose types nobody checked.
 *
 * @throws UserError naming the option and the mend.
 */
export function checkVarianceShareOptions(options: VarianceShareOptions): void {
  refuseUnknownOptions("varianceShare", options, ["group", "draws", "fixed", "se", "at"]);
  const { fixed, se, at } = options as Readonly<Record<string, unknown>>;
  for (const [name, value] of [
    ["fixed", fixed],
    ["se", se],
  ] as const) {
    if (value === undefined || typeof value === "boolean") continue;
    throw new UserError(`${name} must be true or false; it is ${JSON.stringify(value)}.`);
  }
  if (at !== undefined && at !== "rows" && at !== "averageRow") {
    throw new UserError(`at must be "rows" or "averageRow"; it is ${JSON.stringify(at)}.`);
  }
  if (fixed && at === "averageRow") {
    throw new UserError('a single row has no variance of fixed effects: leave out fixed, or let at be "rows".');
  }
}
