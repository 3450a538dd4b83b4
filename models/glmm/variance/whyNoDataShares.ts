/** Why shares of variance do not exist, in words. */
import type { FittedGlmm } from "../FittedGlmm.js";
import type { DrawSelection } from "../prediction/drawSelection.js";
import type { DataShares } from "./dataShares.js";

/**
 * Undefined where they exist.
 *
 * @returns With `always`, nothing of the data scale can be computed.
 */
export function whyNoDataShares(
  { family, link, frame }: FittedGlmm,
  selection: DrawSelection,
): { readonly text: string; readonly always: boolean } | undefined {
  if (frame.locations.length > 1 || (family.categories && family.categories.kind !== "ordinal")) {
    return {
      text: "a response with several predictors, or of categories without an order, has no one mean",
      always: true,
    };
  }
  if (link.name === "inverse") {
    return { text: "1 over a normal predictor has no mean, so that the data scale has no variance", always: true };
  }
  if (family.name !== "student") return undefined;
  const nu = selection.column("nu");
  const few = nu.reduce((sum, x) => sum + (x > 2 ? 0 : 1), 0);
  if (few === 0) return undefined;
  return { text: `in ${few} of ${nu.length} draws nu is at most 2, where the variance is infinite`, always: false };
}

/**
 * Why some draws have no shares although they exist: numbers that are too large, or no variance at all. Undefined where all have.
 *
 * @param denominator Draws of the variance on the latent scale
 * @param data Draws on the data scale, where there are any
 */
export function whyLostDraws(denominator: Float64Array, data: DataShares | undefined): string | undefined {
  const latent = countOf(denominator, (x) => !(x > 0 && x < Infinity));
  if (latent > 0) return `in ${latent} of ${denominator.length} draws the variance is 0 or too large for a number`;
  if (data === undefined) return undefined;
  const shares = [...data.additive, ...data.icc, data.residual];
  const lost = countOf(data.residual, (_, draw) => shares.some((one) => !Number.isFinite(one[draw]!)));
  if (lost === 0) return undefined;
  return `in ${lost} of ${data.residual.length} draws the variance of a response is too large for a number`;
}

/** A sentence where the mean or the variance of a response is infinite, of which shares are not. */
export function infiniteResponses(data: DataShares | undefined): string[] {
  if (data === undefined) return [];
  const { mean, variance } = data;
  const some = countOf(variance, (x, draw) => x === Infinity || mean[draw] === Infinity);
  return some === 0
    ? []
    : [`In ${some} of ${variance.length} draws the variance of a response is too large for a number.`];
}

function countOf(draws: Float64Array, holds: (value: number, draw: number) => boolean): number {
  return draws.reduce((count, value, draw) => count + (holds(value, draw) ? 1 : 0), 0);
}
