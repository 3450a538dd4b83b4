/** Why shares of variance do not exist, in words. */
import type { FittedGlmm } from "../FittedGlmm.js";
import type { DrawSelection } from "../prediction/drawSelection.js";

/**
 * Undefined where they exist.
 *
 * @returns With `always`, nothing of the data scale can be computed.
 */
export function whyNoDataShares(
  { family, link }: FittedGlmm,
  selection: DrawSelection,
): { readonly text: string; readonly always: boolean } | undefined {
  if (link.name === "inverse") {
    return { text: "1 over a normal predictor has no mean, so that the data scale has no variance", always: true };
  }
  if (family.name !== "student") return undefined;
  const nu = selection.column("nu");
  const few = nu.reduce((sum, x) => sum + (x > 2 ? 0 : 1), 0);
  if (few === 0) return undefined;
  return { text: `in ${few} of ${nu.length} draws nu is at most 2, where the variance is infinite`, always: false };
}
