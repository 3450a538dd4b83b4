/** The law of the effects of a group-level term whose coefficients are correlated within a level, or whose levels are related. */
import { tf, type Tensor } from "../../engine/autodiff/ops.js";
import type { Distribution } from "../../engine/distributions/Distribution.js";
import { real } from "../../engine/distributions/Support.js";
import { LOG_SQRT_2PI } from "../../engine/distributions/constants.js";
import { UserError } from "../../engine/core/UserError.js";
import type { NodeLaw } from "./nodeLaw.js";

/**
 * Effects of shape [coefficients, levels]: within a level normal with mean 0 and covariance diag(sd) L Lᵀ diag(sd), and between
 * levels independent or, of each coefficient's standardised effects, with the law given. They are laid out by coefficient, so that
 * each gathers from a row of its own.
 *
 * @param sd One scalar for each coefficient.
 * @param cholesky L, [coefficients, coefficients]; undefined for the identity.
 * @param levels Number of levels, or of nodes.
 */
export function correlatedEffects(
  sd: readonly Tensor[],
  cholesky: Tensor | undefined,
  levels: number,
  law?: NodeLaw,
): Distribution {
  const size = sd.length;
  /** L at (row, column), where that is not 0; undefined for 1. */
  const entry = (row: number, column: number) =>
    cholesky && (tf().reshape(tf().slice(cholesky, [row, column], [1, 1]), []) as Tensor);
  const times = (factor: Tensor | undefined, x: Tensor): Tensor => (factor ? tf().mul(factor, x) : x);
  const rowsOf = (x: Tensor): Tensor[] =>
    // unstack gives no list of a single one.
    size === 1 ? [tf().reshape(x, [levels])] : tf().unstack(tf().reshape(x, [size, levels]));
  // Each level's density has the factor 1/|diag(sd) L|.
  const logVolume = () => {
    const logs = sd.flatMap((scale, k) => [scale, ...(cholesky ? [entry(k, k)!] : [])].map((one) => tf().log(one)));
    const ofLevels = tf().mul(levels, tf().addN(logs));
    return law ? tf().sub(ofLevels, tf().mul(size / 2, law.logPrecision)) : ofLevels;
  };

  /** Row k is sd_k Σ_m L_km w_m. */
  const place = (normals: Tensor): Tensor => {
    const w = rowsOf(normals).map((z) => law?.place(z) ?? z);
    const effects = sd.map((scale, k) => {
      const own = cholesky ? w.slice(0, k + 1) : [w[k]!];
      const parts = own.map((row, m) => tf().mul(times(entry(k, m), scale), row));
      return parts.reduce((sum, part) => tf().add(sum, part));
    });
    return tf().stack(effects);
  };

  /** By forward substitution: w_k = (r_k/sd_k − Σ_m<k L_km w_m)/L_kk, which have the law of the levels. */
  const whiten = (x: Tensor): Tensor[] => {
    const whitened: Tensor[] = [];
    rowsOf(x).forEach((row, k) => {
      const scaled = tf().div(row, sd[k]!) as Tensor;
      if (!cholesky) return void whitened.push(scaled);
      const rest = whitened.reduce((sum, w, m) => tf().sub(sum, tf().mul(entry(k, m)!, w)), scaled);
      whitened.push(tf().div(rest, entry(k, k)!));
    });
    return whitened;
  };

  const logDensity = (x: Tensor): Tensor => {
    const squares = whiten(x).map((w) => law?.square(w) ?? tf().sum(tf().square(w)));
    const standard = tf().sub(tf().mul(-0.5, tf().addN(squares)), size * levels * LOG_SQRT_2PI);
    return tf().sub(standard, logVolume());
  };

  return {
    name: "correlated_effects",
    parameters: {},
    support: real,
    eventShape: [size, levels],
    logDensity: logDensity as Distribution["logDensity"],
    random: () => {
      throw new UserError("effects of a group are drawn given its standard deviations and correlations.");
    },
    standardised: { place, logJacobian: logVolume() },
  };
}
