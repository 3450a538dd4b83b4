/** The log Jacobians of the parameters that a GLMM samples, written out by hand. */
import type { TracedModel } from "../../../../engine/core/Model.js";
import type { Table } from "../../../../engine/core/Table.js";
import type { GlmmModel } from "../../../../models/glmm/glmm.js";
import type { Draws } from "./denseModel.js";

/**
 * Sum over all blocks that are no effects; positive parameters are sampled by their logarithm.
 *
 * @param drawsAt Draws at another position, at the mean of what is drawn: where the intercept may be sampled in a scale of its own.
 */
export function logJacobian(
  model: GlmmModel,
  table: Table,
  { blocks }: TracedModel,
  position: ArrayLike<number>,
  draws: Draws,
  drawsAt?: (position: Float64Array) => Draws,
): number {
  const inputs = model.inputs(table);
  const scaleOf = (parameter: string) => inputs.get(`unit of ${parameter}`)![1]!;
  const { frame } = model.encoder(table);
  const { names, means } = frame.predictors[0]!;
  const centred = (at: Draws) =>
    names.reduce((total, name, k) => total + at.get(`b_${name}`)! * means[k]!, at.get("b_Intercept")!);
  /** Of centred columns, which is linear in its number. */
  const interceptScale = (offset: number): number => {
    const next = Float64Array.from(position, (x, i) => (i === offset ? x + 1 : x));
    return centred(drawsAt!(next)) - centred(draws);
  };
  return blocks.reduce((sum, { name, offset, length, latent }) => {
    if (latent) return sum;
    if (name === "Intercept") return sum + Math.log(drawsAt ? interceptScale(offset) : scaleOf("mu"));
    if (name === "sigma_Intercept") return sum + Math.log(scaleOf("sigma"));
    if (/^(sd_|sigma$|shape$|phi$)/.test(name)) return sum + Math.log(draws.get(name)!);
    // Its degrees of freedom lie above 1.
    if (name === "nu") return sum + Math.log(draws.get(name)! - 1);
    if (name.startsWith("correlation")) return sum + logJacobianOfCorrelations(position, offset, length);
    return name.split(", ").reduce((total, one) => {
      const parameter = one.startsWith("b_sigma_") ? "sigma" : "mu";
      const place = frame.predictors
        .find((predictor) => predictor.parameter === parameter)!
        .names.findIndex((own) => `b_${own}` === one);
      const spread = inputs.get(`spreads of the columns of ${parameter}`)![place]!;
      return total + Math.log(scaleOf(parameter) / spread);
    }, sum);
  }, 0);
}

/** With r = tanh z, row by row, L_ij = r_ij √(1 − Σ_{l<j} L_il²): the derivative of each by its own z. */
function logJacobianOfCorrelations(position: ArrayLike<number>, offset: number, length: number): number {
  const size = Math.round((1 + Math.sqrt(1 + 8 * length)) / 2);
  let sum = 0;
  let at = offset;
  for (let i = 1; i < size; i++) {
    let rest = 1;
    for (let j = 0; j < i; j++) {
      const r = Math.tanh(position[at++]!);
      sum += Math.log(1 - r * r) + 0.5 * Math.log(rest);
      rest -= r * r * rest;
    }
  }
  return sum;
}
