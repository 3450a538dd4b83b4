/** How many categories or columns the response of a fit has. */
import type { FittedGlmm } from "./FittedGlmm.js";

/** Undefined of a response that is one number. */
export function sizeOf({ frame, family }: Pick<FittedGlmm, "frame" | "family">): number | undefined {
  if (family.components) return family.components.length;
  return frame.response?.categories?.length;
}
