/** Responses with heavy tails: student_t(nu, mu, sigma). */
import { studentTLaw } from "../../../engine/distributions/studentT.js";
import type { Auxiliary, FamilyRow } from "../Family.js";
import { anyNumber, meanOf, sigmaAbove0, squaredSlope } from "./shared.js";

const nuAbove1: Auxiliary = {
  ...{ name: "nu", link: undefined, lower: 1, upper: Infinity },
  prior: { poolwise: "gamma(2, 0.1)", brms: "gamma(2, 0.1)" },
};

export const studentFamily: FamilyRow = {
  name: "student",
  links: ["identity", "log", "inverse", "softplus"],
  // Above 1 degree of freedom the mean exists.
  auxiliaries: [sigmaAbove0, nuAbove1],
  additions: ["se", "cens", "trunc"],
  mean: "real",
  outcome: "continuous",
  ...anyNumber,
  law: () => studentTLaw,
  values: ({ eta, sigma, nu }, link) => ({ df: nu!, location: link.inverse(eta), scale: sigma! }),
  expectation: ({ eta }, link) => meanOf(link, eta),
  variance: ({ sigma, nu }) => (nu! > 2 ? (sigma! * sigma! * nu!) / (nu! - 2) : NaN),
  // Lange, Little & Taylor 1989, JASA 84, 881-896, appendix B.
  information: ({ eta, sigma, nu }, link) => (((nu! + 1) / (nu! + 3)) * squaredSlope(link, eta)) / (sigma! * sigma!),
};
