/** What a person may ask of an intraclass correlation, and of shares of variance that a model explains. */
import { UserError } from "../../../engine/core/UserError.js";
import { refuseUnknownOptions } from "../../program/refuseUnknownOptions.js";

/**
 * How the variance of a response around its mean is carried to the scale of the link (Nakagawa, Johnson & Schielzeth 2017): `lognormal`
 * is ln(1 + V/m²), `trigamma` ψ₁(m²/V), both for the log link alone; `delta` is V over the squared slope of the mean, for any link.
 */
export type Approximation = "lognormal" | "delta" | "trigamma";

export interface ShareQuestionOptions {
  /** Evenly spaced draws that are used; up to 1000 unless told, all where nothing is integrated. */
  readonly draws?: number;
  /** Where the mean response is taken that the residual variance depends on: over the `rows` fitted, or at the `averageRow`. */
  readonly at?: "rows" | "averageRow";
  /** Unless told, the link's own variance for binary responses, `lognormal` for the log link, `delta` for others. */
  readonly approximation?: Approximation;
  /** Whether known standard errors, of `se()`, are part of the residual variance; yes unless told. */
  readonly se?: boolean;
}

const approximations: readonly string[] = ["lognormal", "delta", "trigamma"];

/** Looks for what cannot be meant. @throws UserError naming the option and the mend. */
export function checkShareQuestion(whose: string, options: ShareQuestionOptions, more: readonly string[] = []): void {
  refuseUnknownOptions(whose, options, ["draws", "at", "approximation", "se", ...more]);
  const { at, approximation, se } = options as Readonly<Record<string, unknown>>;
  if (at !== undefined && at !== "rows" && at !== "averageRow") {
    throw new UserError(`at must be "rows" or "averageRow"; it is ${JSON.stringify(at)}.`);
  }
  if (approximation !== undefined && !approximations.includes(approximation as string)) {
    throw new UserError(
      `approximation must be "lognormal", "delta" or "trigamma"; it is ${JSON.stringify(approximation)}.`,
    );
  }
  if (se !== undefined && typeof se !== "boolean") {
    throw new UserError(`se must be true or false; it is ${JSON.stringify(se)}.`);
  }
}
