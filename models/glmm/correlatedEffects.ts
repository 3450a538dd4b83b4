/** The law of the effects of a group-level term whose coefficients are correlated within a level. */
import { tf, type Tensor } from "../../engine/autodiff/ops.js";
import { asTensor } from "../../engine/distributions/algebra.js";
import type { Distribution } from "../../engine/distributions/Distribution.js";
import { normalLaw } from "../../engine/distributions/normal.js";
import { real } from "../../engine/distributions/Support.js";
import { UserError } from "../../engine/core/UserError.js";

/**
 * Effects of shape [coefficients, levels]: independent between levels, within a level normal with mean 0 and covariance
 * diag(sd) L Lᵀ diag(sd). They are laid out by coefficient, so that each gathers from a row of its own.
 *
 * @param sd One scalar for each coefficient.
 * @param cholesky L, [coefficients, coefficients].
 * @param levels Number of levels.
 */
export function correlatedEffects(sd: readonly Tensor[], cholesky: Tensor, levels: number): Distribution {
  const size = sd.length;
  const entry = (row: number, column: number) => tf().reshape(tf().slice(cholesky, [row, column], [1, 1]), []);
  const rowsOf = (x: Tensor) => tf().unstack(tf().reshape(x, [size, levels])) as Tensor[];
  // Each level's density has the factor 1/|diag(sd) L|.
  const logVolume = () =>
    tf().mul(levels, tf().addN(sd.map((scale, k) => tf().add(tf().log(scale), tf().log(entry(k, k))))));

  /** Row k is sd_k Σ_m L_km z_m. */
  const place = (normals: Tensor): Tensor => {
    const z = rowsOf(normals);
    const effects = sd.map((scale, k) => {
      const parts = z.slice(0, k + 1).map((row, m) => tf().mul(tf().mul(scale, entry(k, m)), row));
      return parts.reduce((sum, part) => tf().add(sum, part));
    });
    return tf().stack(effects);
  };

  /** By forward substitution: w_k = (r_k/sd_k − Σ_m<k L_km w_m)/L_kk are independent standard normals. */
  const whiten = (x: Tensor): Tensor[] => {
    const whitened: Tensor[] = [];
    rowsOf(x).forEach((row, k) => {
      const rest = whitened.reduce((sum, w, m) => tf().sub(sum, tf().mul(entry(k, m), w)), tf().div(row, sd[k]!));
      whitened.push(tf().div(rest, entry(k, k)));
    });
    return whitened;
  };

  const logDensity = (x: Tensor): Tensor => {
    const standard = whiten(x).map((w) => tf().sum(asTensor(normalLaw.logDensity(w, { location: 0, scale: 1 }))));
    return tf().sub(tf().addN(standard), logVolume());
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
