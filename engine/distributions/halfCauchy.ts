/** The positive half of a Cauchy. */
import { cauchy } from "./cauchy.js";
import type { Distribution } from "./Distribution.js";
import { truncated } from "./truncated.js";
import type { Value } from "./Value.js";

/** Cauchy(location, scale) cut to numbers above 0 and normalised; the usual half-Cauchy when location is 0. */
export function halfCauchy(location: Value, scale: Value): Distribution {
  return truncated(cauchy(location, scale), { lower: 0 }, "half-cauchy");
}
