/** Lowers coefficients whose prior ties them together by scales that they share: horseshoe and R2-D2. */
import type { Tensor } from "../../engine/autodiff/ops.js";
import { beta } from "../../engine/distributions/beta.js";
import { dirichlet } from "../../engine/distributions/dirichlet.js";
import type { Distribution } from "../../engine/distributions/Distribution.js";
import { halfStudentT } from "../../engine/distributions/halfStudentT.js";
import { inverseGamma } from "../../engine/distributions/inverseGamma.js";
import { normal } from "../../engine/distributions/normal.js";
import { log } from "../../engine/math/log.js";

import type { NamedDraws } from "./Lowering.js";
import { jointNames } from "./priors/jointNames.js";
import { concentrationsOf, globalScaleOf } from "./priors/jointNumbers.js";
import { jointNameOf } from "./priors/jointPrior.js";
import type { ProgramScope } from "../program/scope.js";

/** What a joint prior is told beside its own numbers. */
export interface JointContext {
  readonly scope: Pick<ProgramScope<never>, "parameter" | "tf">;
  /** Distributional parameter whose coefficients these are. */
  readonly parameter: string;
  /** How many. */
  readonly count: number;
  /** Rows of the table. */
  readonly rows: number;
  /** What scales are multiplied by; undefined for 1. */
  readonly sigma: Tensor | undefined;
}

/** The coefficients, [count], and draws of what they share. */
export interface LoweredJoint {
  readonly coefficients: Tensor;
  readonly draws: readonly NamedDraws[];
}

/**
 * Declares the scales and the coefficients. All are sampled non-centred: coefficients in units of their scales, the global scale in
 * units of sigma.
 */
export function lowerJointPrior(context: JointContext, prior: Distribution): LoweredJoint {
  const { scope, parameter, count } = context;
  const { scales, draws } =
    jointNameOf(prior) === "horseshoe" ? horseshoeScales(context, prior) : r2d2Scales(context, prior);
  const name = `coefficients of ${parameter}, ${prior.name}`;
  const coefficients = scope.parameter(name, normal(0, scales), { dims: { coefficient: count }, reported: false });
  return { coefficients, draws };
}

interface Scales {
  /** Standard deviations of the coefficients, [count]. */
  readonly scales: Tensor;
  readonly draws: readonly NamedDraws[];
}

/**
 * τ λ̃ₖ = (1/(τ λₖ)² + 1/c²)^(−½), on the logarithmic scale, where neither a local scale of e⁴⁰⁰ overflows nor one of e⁻⁴⁰⁰ is
 * lost.
 */
function horseshoeScales({ scope, parameter, count, rows, sigma }: JointContext, prior: Distribution): Scales {
  const { tf } = scope;
  const { df, df_global, df_slab, scale_slab } = prior.parameters as Record<string, number>;
  const names = jointNames(parameter);
  const local = scope.parameter(names.local, halfStudentT(df!, 0, 1), {
    dims: { coefficient: count },
    reported: false,
  });
  const scale = globalScaleOf(prior, rows);
  const unit = sigma ? (tf.mul(scale, sigma) as Tensor) : scale;
  const global = scope.parameter(names.global, halfStudentT(df_global!, 0, unit), {
    reported: false,
    unit: { scale: unit },
  });
  const slab = scope.parameter(names.slab, inverseGamma(df_slab! / 2, df_slab! / 2), { reported: false });
  const logProduct = tf.add(tf.log(global), tf.log(local));
  const logSlab = tf.add(tf.log(slab), 2 * log(scale_slab!));
  const logSquare = tf.sub(logSlab, tf.softplus(tf.sub(logSlab, tf.mul(2, logProduct))));
  return {
    scales: tf.exp(tf.mul(0.5, logSquare)) as Tensor,
    draws: [
      { kind: "auxiliary", value: global, names: [names.global] },
      { kind: "auxiliary", value: slab, names: [names.slab] },
    ],
  };
}

/** √(φₖ τ²), τ² = sigma² R²/(1 − R²). */
function r2d2Scales({ scope, parameter, count, sigma }: JointContext, prior: Distribution): Scales {
  const { tf } = scope;
  const { mean_R2, prec_R2 } = prior.parameters as Record<string, number>;
  const names = jointNames(parameter);
  const explained = scope.parameter(names.R2, beta(mean_R2! * prec_R2!, (1 - mean_R2!) * prec_R2!), {
    reported: false,
  });
  // A single share is all there is.
  const shares =
    count === 1
      ? (tf.ones([1]) as Tensor)
      : scope.parameter(names.phi, dirichlet(concentrationsOf(prior, count)), { reported: false });
  const ratio = tf.div(explained, tf.sub(1, explained));
  const plain = tf.sqrt(tf.mul(ratio, shares)) as Tensor;
  return {
    scales: sigma ? (tf.mul(sigma, plain) as Tensor) : plain,
    draws: [
      { kind: "auxiliary", value: explained, names: [names.R2] },
      {
        kind: "auxiliary",
        value: shares,
        names: Array.from({ length: count }, (_, k) => `${names.phi}[${k + 1}]`),
      },
    ],
  };
}
