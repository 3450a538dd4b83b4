/** What simulations gave for one quantity: what its calibration is judged by. */
export interface CalibratedQuantity {
  readonly variable: string;
  /** Of the true value among the draws, one for each simulation: whole numbers from 0 to `most`. */
  readonly ranks: ArrayLike<number>;
  /** Draws that it was ranked among. */
  readonly most: number;
  /** True values, posterior means and standard deviations by simulation, for z-scores and contraction. */
  readonly truths?: ArrayLike<number>;
  readonly means?: ArrayLike<number>;
  readonly sds?: ArrayLike<number>;
}
