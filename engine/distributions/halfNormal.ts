/** The positive half of a normal. */
import type { Distribution } from "./Distribution.js";
import { normal } from "./normal.js";
import { truncated } from "./truncated.js";
import type { Value } from "./Value.js";

/** Normal(location, scale) cut to numbers above 0 and normalised; the usual half-normal when location is 0. */
export function halfNormal(location: Value, scale: Value): Distribution {
  return truncated(normal(location, scale), { lower: 0 }, "half-normal");
}
