/** What every part of lowering a meta-analysis is handed. */
import type { Tensor } from "../../../engine/autodiff/ops.js";
import type { Distribution } from "../../../engine/distributions/Distribution.js";
import type { LatentScope } from "../../program/latentScope.js";
import type { MarginalData } from "./MarginalData.js";
import type { MetaFrame } from "./MetaFrame.js";

export interface MetaLowering {
  readonly scope: LatentScope<Record<string, number>>;
  readonly frame: MetaFrame;
  readonly data: MarginalData;
  readonly priorOnly: boolean;
  /** The prior of a parameter by the name of its draws. */
  prior(name: string): Distribution;
}

/** How the effects of a level are made of standard normals: entries of diag(τ) L, undefined where they are 0. */
export type Loading = readonly (readonly (Tensor | undefined)[])[];

/** Standardised random effects given the rest. */
export interface EffectPrecision {
  /** C⁻¹ Λᵀ ZᵀV⁻¹ (y − X origin), in the order of elimination. */
  readonly half: Tensor;
  /** C⁻¹ Λᵀ ZᵀV⁻¹ X, column by column. */
  readonly designHalves: readonly Tensor[];
  /** log of the diagonal of C. */
  readonly logDiagonal: Tensor;
  /** C⁻ᵀ of numbers in the order of elimination, in the order of the effects. */
  back(values: Tensor): Tensor;
}
