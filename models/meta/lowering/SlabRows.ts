/** Rows of data of studies of one shape, as what their coefficients and latents make of them. One number a study in each tensor. */
import type { Tensor } from "../../../engine/autodiff/ops.js";
import type { OneSidedTensors } from "./oneSidedAt.js";
import type { Slab } from "./slabsOf.js";

/**
 * Rows η = f + X θ + Z w: θ the coefficients, w the standard normal latents of each study, which are its baseline, where that has a
 * normal law, and the deviations of its effects.
 */
export interface SlabRows {
  readonly slab: Slab;
  /** f of each row. */
  readonly fixed: readonly Tensor[];
  /** X of each row, studies × coefficients; undefined where a row has none. */
  readonly designs: readonly (Tensor | undefined)[];
  /** Z by row and latent; undefined where a row has nothing of it. */
  readonly loadings: readonly (readonly (Tensor | undefined)[])[];
  /** What is observed of each row, taken as normal: its precision, and that times what is observed. Undefined where nothing is told. */
  readonly told: { readonly precisions: readonly Tensor[]; readonly pulls: readonly Tensor[] } | undefined;
  /** Where a study's baseline is sampled from as it is, and in what unit, in the place of the first latent. */
  readonly plainBaseline: { readonly location: Tensor; readonly scale: Tensor; readonly origin: Tensor } | undefined;
  /** Where baselines are one-sided; `shares` by arm. */
  readonly oneSided: (OneSidedTensors & { readonly shares: readonly Tensor[] }) | undefined;
  /** Where an arm's predictor may not be above 0 and is near it. */
  readonly bounded: Readonly<Record<"centre" | "spread", Tensor>> | undefined;
  /** What follows of coefficients and latents. */
  made(theta: Tensor, latents: readonly Tensor[]): LoweredSlab;
}

/** What is reported and observed of a slab. */
export interface LoweredSlab {
  /** Of a slab of arms. */
  readonly baseline: Tensor | undefined;
  /** Of arms after the baseline arm, what they add to it on the link scale. */
  readonly deltas: readonly Tensor[];
  /** Linear predictor of each arm. */
  readonly predictors: readonly Tensor[];
  /** Means of contrasts, made independent. */
  readonly means: readonly Tensor[];
}
