/** The distributions that a prior may have, by the names and parameters they have in Stan. */
import { beta } from "../../../engine/distributions/beta.js";
import { cauchy } from "../../../engine/distributions/cauchy.js";
import type { Distribution } from "../../../engine/distributions/Distribution.js";
import { exponential } from "../../../engine/distributions/exponential.js";
import { flat } from "../../../engine/distributions/flat.js";
import { gamma } from "../../../engine/distributions/gamma.js";
import { inverseGamma } from "../../../engine/distributions/inverseGamma.js";
import { laplace } from "../../../engine/distributions/laplace.js";
import { logistic } from "../../../engine/distributions/logistic.js";
import { lognormal } from "../../../engine/distributions/lognormal.js";
import { normal } from "../../../engine/distributions/normal.js";
import { studentT } from "../../../engine/distributions/studentT.js";
import { uniform } from "../../../engine/distributions/uniform.js";
import { lkj } from "./lkj.js";

/** How a distribution is written and made. */
export interface DistributionForm {
  readonly name: string;
  /** Names of its numbers, in order. */
  readonly parameters: readonly string[];
  /** A sensible one, for messages. */
  readonly example: string;
  readonly make: (...numbers: number[]) => Distribution;
}

const rows: readonly DistributionForm[] = [
  { name: "normal", parameters: ["location", "scale"], example: "normal(0, 2.5)", make: normal },
  { name: "student_t", parameters: ["df", "location", "scale"], example: "student_t(3, 0, 2.5)", make: studentT },
  { name: "cauchy", parameters: ["location", "scale"], example: "cauchy(0, 2.5)", make: cauchy },
  { name: "laplace", parameters: ["location", "scale"], example: "laplace(0, 1)", make: laplace },
  { name: "logistic", parameters: ["location", "scale"], example: "logistic(0, 1)", make: logistic },
  { name: "exponential", parameters: ["rate"], example: "exponential(1)", make: exponential },
  { name: "gamma", parameters: ["shape", "rate"], example: "gamma(2, 0.1)", make: gamma },
  { name: "inv_gamma", parameters: ["shape", "scale"], example: "inv_gamma(0.4, 0.3)", make: inverseGamma },
  { name: "lognormal", parameters: ["mu", "sigma"], example: "lognormal(0, 1)", make: lognormal },
  { name: "uniform", parameters: ["lower", "upper"], example: "uniform(0, 10)", make: uniform },
  { name: "beta", parameters: ["alpha", "beta"], example: "beta(2, 2)", make: beta },
  { name: "lkj", parameters: ["eta"], example: "lkj(2)", make: lkj },
  { name: "flat", parameters: [], example: "flat()", make: flat },
];

/** Each distribution by the name that its text has. */
export const distributionForms: ReadonlyMap<string, DistributionForm> = new Map(rows.map((row) => [row.name, row]));

/** Other names that are read but not written. */
export const aliases: ReadonlyMap<string, string> = new Map([
  ["double_exponential", "laplace"],
  ["lkj_corr_cholesky", "lkj"],
]);
