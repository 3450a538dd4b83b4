/** Responses with heavy tails: student_t(nu, mu, sigma). */
import { studentTLaw } from "../../../engine/distributions/studentT.js";
import type { FamilyRow } from "../Family.js";
import { anyNumber, meanOf, sigmaAbove0, squaredSlope } from "./shared.js";

export const studentFamily: FamilyRow = {
  name: "student",
  links: ["identity", "log", "inverse"],
  // Above 1 degree of freedom the mean exists.
  auxiliaries: [sigmaAbove0, { name: "nu", link: undefined, above: 1 }],
  additions: ["se"],
  mean: "real",
  ...anyNumber,
  law: () => studentTLaw,
  values: ({ eta, sigma, nu }, link) => ({ df: nu!, location: link.inverse(eta), scale: sigma! }),
  expectation: ({ eta }, link) => meanOf(link, eta),
  // Lange, Little & Taylor 1989, JASA 84, 881-896, appendix B.
  information: ({ eta, sigma, nu }, link) => (((nu! + 1) / (nu! + 3)) * squaredSlope(link, eta)) / (sigma! * sigma!),
};
