/** The transform of each support. */
import { UserError } from "../../../engine/core/UserError.js";
import type { Support } from "../../../engine/distributions/Support.js";
import { aboveTransform } from "./above.js";
import { belowTransform } from "./below.js";
import { correlationCholeskyTransform } from "./correlationCholesky.js";
import { intervalTransform } from "./interval.js";
import { orderedTransform } from "./ordered.js";
import { positiveTransform } from "./positive.js";
import { realTransform } from "./real.js";
import { simplexTransform } from "./simplex.js";
import type { Transform } from "./Transform.js";

/**
 * How a parameter of this support is sampled.
 *
 * @throws UserError for whole numbers: they have no gradient.
 */
export function transformOf(support: Support): Transform {
  switch (support.kind) {
    case "real":
      return realTransform;
    case "positive":
      return positiveTransform;
    case "lower":
      return aboveTransform(support.lower);
    case "upper":
      return belowTransform(support.upper);
    case "interval":
      return intervalTransform(support.lower, support.upper);
    case "ordered":
      return orderedTransform;
    case "simplex":
      return simplexTransform;
    case "correlationCholesky":
      return correlationCholeskyTransform;
    case "integers":
      throw new UserError("a parameter cannot be a whole number: it has no gradient; sum it out of the likelihood.");
  }
}
