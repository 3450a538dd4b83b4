/** Shares of variance of a fitted GLMM: heritability, repeatability, phylogenetic signal. */
import type { Posterior } from "../../../engine/core/Posterior.js";
import { fittedGlmm } from "../FittedGlmm.js";
import { shareDrawsOf } from "./shareDraws.js";
import { summariseShares } from "./summariseShares.js";
import type { VarianceShareOptions } from "./VarianceShareOptions.js";
import type { VarianceShareDraws, VarianceShares } from "./VarianceShares.js";

export type { VarianceShareOptions } from "./VarianceShareOptions.js";
export type {
  ShareKind,
  VarianceShareDefinitions,
  VarianceShareDraws,
  VarianceShareOf,
  VarianceShareRow,
  VarianceShares,
} from "./VarianceShares.js";
export { varianceShareText } from "./varianceShareText.js";

/**
 * The variance of each group-level term of the mean, and its share of all variance, in each posterior draw: heritability of a
 * pedigree's term, phylogenetic signal (Pagel's lambda) of a tree's, repeatability of a plain group's; groupings with several terms
 * have the share of their sum too. Variances are means over the rows fitted of z′ Σ z times the kernel's variance of the row's level,
 * which is right with slopes (Johnson 2014), inbred animals and trees whose tips differ in depth.
 *
 * Shares are on the latent scale, that of the link, and on that of the data: `additive` (QGparams) and `icc` (QGicc) of de
 * Villemereuil et al. 2016, Genetics 204, 1281-1294. What each is stands in `definitions`, what is left out in `notes`.
 *
 * @throws UserError when the posterior is not that of a GLMM, has no group-level terms on the mean, or none of the group.
 * @example varianceShare(posterior).rows.find(({ called }) => called === "heritability")?.latent.mean;
 */
export function varianceShare(posterior: Posterior, options: VarianceShareOptions = {}): VarianceShares {
  return summariseShares(shareDrawsOf(fittedGlmm(posterior), options));
}

/**
 * As {@link varianceShare}, with the draws of every number in place of their summaries.
 *
 * @throws UserError as varianceShare does.
 * @example varianceShareDraws(posterior, { group: "animal" }).rows[0].latent; // Float64Array
 */
export function varianceShareDraws(posterior: Posterior, options: VarianceShareOptions = {}): VarianceShareDraws {
  return shareDrawsOf(fittedGlmm(posterior), options);
}
