/** One-sided numbers from their coordinates. */
import { log1mexp, tf, type Tensor } from "../../../engine/autodiff/ops.js";
import { shift, slope, type OneSided } from "./OneSided.js";

/** Beyond it x(t) is t to the last digit. */
const far = 40;

/** Numbers of {@link OneSided}, one for each of several. */
export type OneSidedTensors = Readonly<Record<keyof OneSided, Tensor>>;

/**
 * Numbers at coordinates z, see {@link OneSided}, and the logarithm of how fast they change with z. With L = −log(1 − e^(−t)),
 * x = −log L and log dx/dt = L − t − log L.
 */
export function oneSidedAt(
  { side, edge, width, scale }: OneSidedTensors,
  z: Tensor,
): { readonly value: Tensor; readonly logSlope: Tensor } {
  const inner = tf().add(tf().mul(slope, z), shift);
  const t = tf().mul(scale, tf().softplus(inner));
  const near = tf().minimum(t, far);
  const L = tf().neg(log1mexp(tf().neg(near) as Tensor));
  const logL = tf().log(L);
  // Where t is far, near stays at one place, and the rest is added as it is.
  const x = tf().sub(tf().sub(t, near), logL);
  const logSlope = tf().sub(tf().sub(L, near), logL);
  const logInner = tf().neg(tf().softplus(tf().neg(inner)));
  return {
    value: tf().add(edge, tf().mul(side, tf().mul(width, x))) as Tensor,
    logSlope: tf().addN([logSlope, logInner, tf().log(tf().mul(slope, tf().mul(scale, width)))] as never[]) as Tensor,
  };
}

/**
 * The same of numbers that data end softly, within a width that heterogeneity gives, with x(t) = log(e^t − 1): its tail beyond the edge is as
 * wide as that of a normal law, where the other map would have to go far to get there.
 */
export function softlyOneSidedAt(
  { side, edge, width, scale }: OneSidedTensors,
  z: Tensor,
): { readonly value: Tensor; readonly logSlope: Tensor } {
  const inner = tf().add(tf().mul(slope, z), shift);
  const t = tf().mul(scale, tf().softplus(inner));
  const L = tf().neg(log1mexp(tf().neg(t) as Tensor));
  const logInner = tf().neg(tf().softplus(tf().neg(inner)));
  return {
    value: tf().add(edge, tf().mul(side, tf().mul(width, tf().sub(t, L)))) as Tensor,
    logSlope: tf().addN([L, logInner, tf().log(tf().mul(slope, tf().mul(scale, width)))] as never[]) as Tensor,
  };
}
