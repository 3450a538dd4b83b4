/** The share of variance that a model explains, draw by draw. */
import { UserError } from "../engine/core/UserError.js";
import type { Pointwise } from "../engine/core/Pointwise.js";

/** Draws of R², chain after chain. */
export type R2Draws = Float64Array;

/**
 * Bayesian R² (Gelman, Goodrich, Gabry and Vehtari 2019, The American Statistician 73:307): for each draw the variance over observations
 * of what is expected, over itself plus the residual variance of that draw. It is between 0 and 1, and has a posterior. A draw whose
 * expected responses are all equal has an R² of 0, unless its residual variance is 0 too: then NaN.
 *
 * Variances over observations have the denominator n - 1.
 *
 * @param expected expected response, draws × observations
 * @param residualVariance by draw: σ² of a normal law; of others the mean over observations of the response's variance given what is expected
 * @throws UserError if variances are not as many as draws, or there are fewer than two observations
 * @example
 * const r2 = bayesR2(epred, sigma.map((s) => s * s));
 */
export function bayesR2(expected: Pointwise, residualVariance: Float64Array): R2Draws {
  const explained = varianceOverObservations(expected);
  if (residualVariance.length !== explained.length) {
    throw new UserError(
      `R² needs a residual variance for each of ${explained.length} draws, there are ${residualVariance.length}`,
    );
  }
  return explained.map((variance, draw) => variance / (variance + residualVariance[draw]));
}

/**
 * Bayesian R² whose residual variance is that of the residuals themselves, y minus what is expected, by draw: for laws without a known
 * residual variance (the same, section 2; `bayes_R2` of R's brms).
 *
 * @param observed response (observations)
 * @throws UserError if observations differ in number
 */
export function residualR2(expected: Pointwise, observed: Float64Array): R2Draws {
  if (observed.length !== expected.count) {
    throw new UserError(
      `R² compares ${expected.count} expected responses with as many observed ones, there are ${observed.length}`,
    );
  }
  const explained = varianceOverObservations(expected);
  const residual = varianceOverObservations(residualsOf(expected, observed));
  return explained.map((variance, draw) => variance / (variance + residual[draw]));
}

/** y minus what is expected, as another source of columns. */
function residualsOf(expected: Pointwise, observed: Float64Array): Pointwise {
  return {
    ...expected,
    *columns() {
      let place = 0;
      for (const column of expected.columns()) {
        const y = observed[place];
        place++;
        yield column.map((value) => y - value);
      }
    },
  };
}

/** For each draw, the sample variance over observations, in one pass over the columns (Welford 1962). */
function varianceOverObservations(source: Pointwise): Float64Array {
  if (source.count < 2) throw new UserError(`R² needs at least 2 observations, there are ${source.count}`);
  const draws = source.chains * source.drawsPerChain;
  const mean = new Float64Array(draws);
  const squares = new Float64Array(draws);
  let seen = 0;
  for (const column of source.columns()) {
    seen++;
    for (let draw = 0; draw < draws; draw++) {
      const distance = column[draw] - mean[draw];
      mean[draw] += distance / seen;
      squares[draw] += distance * (column[draw] - mean[draw]);
    }
  }
  for (let draw = 0; draw < draws; draw++) squares[draw] /= seen - 1;
  return squares;
}
