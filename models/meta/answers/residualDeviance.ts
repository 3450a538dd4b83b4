/** Residual deviance, the effective number of parameters and DIC. */
import { log } from "../../../engine/math/log.js";

/** The deviance of one data point from the saturated model, given its fitted value. */
export type Deviance = (row: number, fitted: number) => number;

export interface DevianceSummary {
  /** Posterior mean of the total residual deviance; near the number of data points when the model fits. */
  readonly residualDeviance: number;
  /** That minus the deviance at the posterior mean of the fitted values. */
  readonly pD: number;
  /** Their sum. */
  readonly dic: number;
  readonly dataPoints: number;
  /** Posterior mean deviance of each data point. */
  readonly byRow: readonly number[];
  /** Each data point's part of pD. */
  readonly leverage: readonly number[];
}

/**
 * Residual deviance over draws, as in NICE TSD 2 (Dias et al. 2011): pD is taken at the posterior mean of the fitted
 * values (probabilities, rates or means), not of the parameters.
 *
 * @param fitted draws of each data point's fitted value, `[row][draw]`.
 */
export function residualDeviance(fitted: readonly Float64Array[], deviance: Deviance): DevianceSummary {
  const byRow = fitted.map((draws, row) => meanOf(draws.map((value) => deviance(row, value))));
  const leverage = fitted.map((draws, row) => byRow[row]! - deviance(row, meanOf(draws)));
  const total = sumOf(byRow);
  const pD = sumOf(leverage);
  return { residualDeviance: total, pD, dic: total + pD, dataPoints: fitted.length, byRow, leverage };
}

/** Of events among trials, given the probability: 2 [y ln(y/ŷ) + (n − y) ln((n − y)/(n − ŷ))]. */
export function binomialDeviance(events: ArrayLike<number>, trials: ArrayLike<number>): Deviance {
  return (row, probability) => {
    const [y, n] = [events[row]!, trials[row]!];
    return 2 * (logRatioTerm(y, n * probability) + logRatioTerm(n - y, n * (1 - probability)));
  };
}

/** Of counts over exposures, given the rate: 2 [y ln(y/ŷ) − (y − ŷ)]. */
export function poissonDeviance(events: ArrayLike<number>, exposure: ArrayLike<number>): Deviance {
  return (row, rate) => {
    const [y, expected] = [events[row]!, exposure[row]! * rate];
    return 2 * (logRatioTerm(y, expected) - (y - expected));
  };
}

/** Of means with known standard errors, given the expected mean: ((y − ŷ)/se)². */
export function normalDeviance(means: ArrayLike<number>, standardErrors: ArrayLike<number>): Deviance {
  return (row, mean) => {
    const z = (means[row]! - mean) / standardErrors[row]!;
    return z * z;
  };
}

/** y ln(y/ŷ), which is 0 at y = 0. */
function logRatioTerm(y: number, expected: number): number {
  return y === 0 ? 0 : y * log(y / expected);
}

function sumOf(values: ArrayLike<number>): number {
  return Array.from(values).reduce((sum, value) => sum + value, 0);
}

function meanOf(values: ArrayLike<number>): number {
  return sumOf(values) / values.length;
}
