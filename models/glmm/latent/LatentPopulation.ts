/** The population level of mu as latent blocks see it: by columns, each with a sampled value or a normal prior. */
import type { Tensor } from "../../../engine/autodiff/ops.js";
import type { Distribution } from "../../../engine/distributions/Distribution.js";

export interface DeferredIntercept {
  /** Roughly where it lies. */
  readonly origin: Tensor;
  readonly prior: Distribution;
}

export interface LatentPopulation {
  /** Scalars, each with its column; undefined for a column of ones. */
  readonly sampled: readonly {
    readonly value: Tensor;
    readonly column: Tensor | undefined;
    /** Roughly where it lies; known where a block is integrated out. */
    readonly origin: Tensor | undefined;
  }[];
  /** An intercept that is sampled once it is known what effects and rows make of it. */
  readonly deferred?: DeferredIntercept;
  /** What sampled coefficients of many columns add up to, by row. */
  readonly product?: Tensor;
  /** Those that are integrated out: prior mean and standard deviation. */
  readonly integrated: readonly {
    /** Of its draws. */
    readonly name: string;
    readonly column: Tensor | undefined;
    readonly mean: number;
    readonly scale: number;
    /** Roughly where it lies. */
    readonly origin: Tensor;
  }[];
}
