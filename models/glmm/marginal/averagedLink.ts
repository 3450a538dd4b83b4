/** The mean of a response whose predictor is normal, for each link. */
import { UserError } from "../../../engine/core/UserError.js";
import { exp } from "../../../engine/math/exp.js";
import { log } from "../../../engine/math/log.js";
import { log1p } from "../../../engine/math/log1p.js";
import type { Link } from "../Family.js";
import { cloglogAverage, cloglogAveragePredictor } from "./cloglogAverage.js";
import { logisticAverage } from "./logisticAverage.js";
import { normalAverage } from "./normalAverage.js";

/** The inverse of a link averaged over x ~ normal(eta, sd). */
export interface AveragedLink {
  readonly link: Link;
  /** Whether it costs no more than a few operations. */
  readonly isClosed: boolean;
  /** E inverse(x). */
  mean(eta: number, sd: number): number;
  /** link(E inverse(x)), accurate also where the mean is next to 0 or 1. */
  predictor(eta: number, sd: number): number;
}

type Average = Omit<AveragedLink, "link">;

const closed: Readonly<Record<string, (link: Link) => Average>> = {
  identity: () => ({ isClosed: true, mean: (eta) => eta, predictor: (eta) => eta }),
  log: () => ({
    isClosed: true,
    mean: (eta, sd) => exp(eta + 0.5 * sd * sd),
    predictor: (eta, sd) => eta + 0.5 * sd * sd,
  }),
  // A normal threshold below a normal predictor.
  probit: ({ inverse }) => {
    const predictor = (eta: number, sd: number) => eta / Math.sqrt(1 + sd * sd);
    return { isClosed: true, mean: (eta, sd) => inverse(predictor(eta, sd)) as number, predictor };
  },
  sqrt: () => ({
    isClosed: true,
    mean: (eta, sd) => eta * eta + sd * sd,
    predictor: (eta, sd) => Math.sqrt(eta * eta + sd * sd),
  }),
  logit: () => ({ isClosed: false, mean: logisticAverage, predictor: logisticPredictor }),
  cloglog: () => ({ isClosed: false, mean: cloglogAverage, predictor: cloglogAveragePredictor }),
};

/**
 * Closed forms of the links that have one: identity, log, probit and sqrt; quadrature of the others.
 *
 * @throws UserError for the inverse link, where the mean does not exist.
 * @example averagedLink(linkOf("log")).mean(0, 1); // 1.6487…, e^(1/2)
 */
export function averagedLink(link: Link): AveragedLink {
  if (link.name === "inverse") {
    throw new UserError(
      "1 over a normal predictor has no mean, so that a model with inverse link has no population-averaged effects.",
    );
  }
  const known = Object.hasOwn(closed, link.name) ? closed[link.name]!(link) : quadrature(link);
  return { link, ...known };
}

function quadrature(link: Link): Average {
  const mean = (eta: number, sd: number) => normalAverage((x) => link.inverse(x) as number, eta, sd);
  return { isClosed: false, mean, predictor: (eta, sd) => link.link(mean(eta, sd)) };
}

function logisticPredictor(eta: number, sd: number): number {
  const smaller = logisticAverage(-Math.abs(eta), sd);
  const logit = log(smaller) - log1p(-smaller);
  return eta > 0 ? -logit : logit;
}
