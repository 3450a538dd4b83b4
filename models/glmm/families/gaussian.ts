/** Gaussian responses: normal(mu, sigma). */
import { normalLaw } from "../../../engine/distributions/normal.js";
import type { FamilyRow } from "../Family.js";
import { anyNumber, meanOf, sigmaAbove0, squaredSlope } from "./shared.js";

export const gaussianFamily: FamilyRow = {
  name: "gaussian",
  links: ["identity", "log", "inverse", "softplus"],
  auxiliaries: [sigmaAbove0],
  additions: ["se", "cens", "trunc"],
  mean: "real",
  outcome: "continuous",
  ...anyNumber,
  law: () => normalLaw,
  values: ({ eta, sigma }, link) => ({ location: link.inverse(eta), scale: sigma! }),
  expectation: ({ eta }, link) => meanOf(link, eta),
  variance: ({ sigma }) => sigma! * sigma!,
  information: ({ eta, sigma }, link) => squaredSlope(link, eta) / (sigma! * sigma!),
};
