/** The log density of a response as a function of what is added to its predictor. */
import type { Law } from "../../../engine/distributions/Law.js";
import { exp } from "../../../engine/math/exp.js";
import { log } from "../../../engine/math/log.js";
import { log1p } from "../../../engine/math/log1p.js";
import { softplus } from "../../../engine/math/softplus.js";
import type { FamilyRow, LawInputs, Link } from "../Family.js";
import { rowSlopesOf, type RowSlopes } from "../groups/rowSlopes.js";

/** What the law is told, of a record that is its own. */
export type OwnInputs = { -readonly [Name in keyof LawInputs<number>]: LawInputs<number>[Name] };

/** A log density in two parts, of which an integral over the predictor needs the first once. */
export interface RowDensity {
  /** The part that does not depend on the predictor, whatever that is in `inputs`. */
  constant(y: number, inputs: LawInputs<number>): number;
  /** The part that does; −∞ where the predictor gives no mean that the family can have. */
  kernel(y: number, inputs: LawInputs<number>): number;
  /** Writes its derivative by the predictor, and the expected information about it. */
  slopes(y: number, inputs: LawInputs<number>, out: RowSlopes): void;
}

type Kernel = RowDensity["kernel"];

const ofTrials: Kernel = (y, { eta, trials = 1 }) => y * eta - trials * softplus(eta);

/** Of these the rest are gamma functions and the like, which would be most of the work. */
const kernels: ReadonlyMap<string, Kernel> = new Map<string, Kernel>([
  ["bernoulli(logit)", ofTrials],
  ["binomial(logit)", ofTrials],
  ["poisson(log)", (y, { eta, rate = 1 }) => y * eta - rate * exp(eta)],
  [
    "negbinomial(log)",
    (y, { eta, shape, rate = 1 }) => {
      // log(1 + e^eta/shape), also where e^eta is beyond all numbers.
      const more = softplus(eta - log(shape!));
      return y * (eta - more) - shape! * rate * more;
    },
  ],
  ["gamma(log)", (y, { eta, shape }) => -shape! * (eta + y * exp(-eta))],
  [
    "student(identity)",
    (y, { eta, sigma, nu }) => {
      const residual = (y - eta) / sigma!;
      return -0.5 * (nu! + 1) * log1p((residual * residual) / nu!);
    },
  ],
]);

/** The density of a family with a link. */
export function rowDensityOf(family: FamilyRow, link: Link): RowDensity {
  const law: Law = family.law(link);
  const isBounded = family.mean === "positive" && (link.name === "identity" || link.name === "inverse");
  const whole: Kernel = (y, inputs) => {
    if (isBounded && inputs.eta < 0) return -Infinity;
    const value = law.logDensity(y, family.values(inputs, link)) as number;
    return Number.isNaN(value) ? -Infinity : value;
  };
  const slopes = rowSlopesOf(family, link);
  const kernel = kernels.get(`${family.name}(${link.name})`);
  if (kernel === undefined) return { constant: () => 0, kernel: whole, slopes };
  // At a predictor of 0 both are moderate numbers, wherever the draw's is.
  const constant: Kernel = (y, inputs) => {
    const at0 = { ...inputs, eta: 0 };
    return whole(y, at0) - kernel(y, at0);
  };
  return { constant, kernel, slopes };
}
