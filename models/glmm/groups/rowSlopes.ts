/** First and second derivative of a response's log density by its linear predictor: what Fisher scoring is made of. */
import { exp } from "../../../engine/math/exp.js";
import type { FamilyName, FamilyRow, LawInputs, Link } from "../Family.js";
import { sizeOfInputs } from "../sizeOfInputs.js";
import { relativeSlopes } from "./relativeSlopes.js";
import { rowScores, type RowScore } from "./rowScores.js";

/** Filled anew for each row and draw, since there are millions of them. */
export interface RowSlopes {
  /** Derivative of the log density by the linear predictor. */
  score: number;
  /** Expected information about it: minus the expected second derivative. */
  information: number;
}

/** Writes the slopes of a response's log density. */
export type WriteSlopes = (y: number, inputs: LawInputs<number>, out: RowSlopes) => void;

/**
 * The slopes of a family with a link. Where score and information share their costly parts they are computed together;
 * elsewhere the information is that of the family's row.
 */
export function rowSlopesOf(family: FamilyRow, link: Link): WriteSlopes {
  const together = closedForms.get(`${family.name}(${link.name})`);
  if (together) return together;
  if (family.name === "bernoulli" || family.name === "binomial") return ofTrials(link);
  const score = rowScores.get(family.name) ?? differenced(family, link);
  return (y, inputs, out) => {
    out.information = family.information(inputs, link);
    out.score = score(y, inputs, link);
  };
}

const trialsLogit: WriteSlopes = (y, { eta, trials = 1 }, out) => {
  // The smaller of p and 1 − p has no digits to lose.
  const odds = exp(-Math.abs(eta));
  const larger = 1 / (1 + odds);
  const smaller = odds * larger;
  out.score = y - trials * (eta > 0 ? larger : smaller);
  out.information = trials * larger * smaller;
};

const closedForms: ReadonlyMap<string, WriteSlopes> = new Map<string, WriteSlopes>([
  ["bernoulli(logit)", trialsLogit],
  ["binomial(logit)", trialsLogit],
  [
    "gaussian(identity)",
    (y, { eta, sigma }, out) => {
      out.information = 1 / (sigma! * sigma!);
      out.score = (y - eta) * out.information;
    },
  ],
  [
    "poisson(log)",
    (y, { eta, rate = 1 }, out) => {
      out.information = rate * exp(eta);
      out.score = y - out.information;
    },
  ],
  [
    "negbinomial(log)",
    (y, { eta, shape, rate = 1 }, out) => {
      const mean = rate * exp(eta);
      const inflation = 1 + mean / (shape! * rate);
      out.information = mean / inflation;
      out.score = (y - mean) / inflation;
    },
  ],
  [
    "gamma(log)",
    (y, { eta, shape }, out) => {
      out.information = shape!;
      out.score = shape! * (y * exp(-eta) - 1);
    },
  ],
]);

/** Of y successes in some trials: y slope/p − (n − y) slope/(1 − p), and n slope²/(p (1 − p)). */
function ofTrials(link: Link): WriteSlopes {
  return (y, { eta, trials = 1 }, out) => {
    const { up, down } = relativeSlopes(link, eta);
    out.score = y * up - (trials - y) * down;
    out.information = trials * up * down;
  };
}

/** Half the width over which a log density is differenced where its slope is not written down: errors are about 1e-10 of it. */
const halfWidth = 1e-4;

function differenced(family: FamilyRow, link: Link): RowScore {
  return (y, inputs) => {
    const law = family.law(link, sizeOfInputs(inputs));
    const moved: { -readonly [Name in keyof LawInputs<number>]: LawInputs<number>[Name] } = { ...inputs };
    const at = (eta: number) => {
      moved.eta = eta;
      return law.logDensity(y, family.values(moved, link)) as number;
    };
    const { eta } = inputs;
    // Richardson's rule: the error is of fourth order.
    const wide = (at(eta + 2 * halfWidth) - at(eta - 2 * halfWidth)) / (4 * halfWidth);
    const narrow = (at(eta + halfWidth) - at(eta - halfWidth)) / (2 * halfWidth);
    return (4 * narrow - wide) / 3;
  };
}

/** Written scores that take gamma functions or more than one law; all others take some hundredths of a microsecond. */
const longer: ReadonlyMap<FamilyName, number> = new Map([
  ...["zero_inflated_poisson", "zero_inflated_negbinomial", "zero_inflated_binomial"].map(
    (name) => [name, 0.5] as const,
  ),
  ...["hurdle_poisson", "hurdle_negbinomial", "beta_binomial"].map((name) => [name, 1] as const),
  ...["beta", "zero_inflated_beta", "zero_inflated_beta_binomial"].map((name) => [name, 3] as const),
]);

/** Families whose law or information is an integral or a long sum. */
const dear: ReadonlySet<FamilyName> = new Set(["exgaussian", "skew_normal", "com_poisson", "tweedie"]);

/** About how many microseconds the slopes of one row take: a fixed number, so that what depends on it is the same on all machines. */
export function slopeMicroseconds({ name }: Pick<FamilyRow, "name">): number {
  if (rowScores.has(name)) return longer.get(name) ?? 0.05;
  return dear.has(name) ? 100 : 5;
}
