/** Quantile regression: asym_laplace(mu, sigma, quantile), of which the share quantile lies below mu. */
import { asymmetricLaplaceLaw } from "../../../engine/distributions/asymmetricLaplace.js";
import type { FamilyRow } from "../Family.js";
import { anyNumber, meanOf, probabilityAuxiliary, sigmaAbove0, squaredSlope } from "./shared.js";

export const asymLaplaceFamily: FamilyRow = {
  name: "asym_laplace",
  links: ["identity", "log", "inverse", "softplus"],
  auxiliaries: [sigmaAbove0, probabilityAuxiliary("quantile")],
  additions: ["cens", "trunc"],
  mean: "real",
  outcome: "continuous",
  ...anyNumber,
  law: () => asymmetricLaplaceLaw,
  values: ({ eta, sigma, quantile }, link) => ({ mu: link.inverse(eta), sigma: sigma!, quantile: quantile! }),
  expectation({ eta, sigma, quantile }, link) {
    const q = quantile!;
    return meanOf(link, eta) + (sigma! * (1 - 2 * q)) / (q * (1 - q));
  },
  // Of a difference of exponentials with rates q/sigma and (1 − q)/sigma.
  variance({ sigma, quantile }) {
    const [above, below] = [sigma! / quantile!, sigma! / (1 - quantile!)];
    return above * above + below * below;
  },
  // The mean square of the score, q/sigma above and (q − 1)/sigma below; the density has no second derivative at mu.
  information: ({ eta, sigma, quantile }, link) =>
    (quantile! * (1 - quantile!) * squaredSlope(link, eta)) / (sigma! * sigma!),
};
