/** Positive numbers are sampled by their logarithm. */
import { aboveTransform } from "./above.js";
import type { Transform } from "./Transform.js";

export const positiveTransform: Transform = /* @__PURE__ */ aboveTransform(0);
