/** Whether a prior has a variance. */
import type { Distribution } from "../../../engine/distributions/Distribution.js";
import { jointNameOf } from "./jointPrior.js";

/**
 * False of laws with tails so heavy that the standard deviation of draws tells nothing: cauchy, student_t up to 2 degrees of freedom,
 * inv_gamma up to shape 2, and of coefficients under a joint prior whose slab or explained variance has no mean.
 */
export function hasVariance(distribution: Distribution): boolean {
  // Of a cut law the name says more behind it, and its tail is the same.
  const name = distribution.name.replace(/^half-/, "").replace(/ on \(.*$/, "");
  const { df, shape, df_slab, mean_R2, prec_R2 } = distribution.parameters as Record<string, number>;
  if (jointNameOf(distribution)) return name === "horseshoe" ? df_slab! > 2 : (1 - mean_R2!) * prec_R2! > 1;
  // What is cut above has ends.
  if (/, (?!Infinity)[^,]*\)$/.test(distribution.name)) return true;
  switch (name) {
    case "cauchy":
    case "flat":
      return false;
    case "student_t":
      return df! > 2;
    case "inv_gamma":
      return shape! > 2;
    default:
      return true;
  }
}
