/** A quantity of the linear predictor that data push to one side without end, so that only its prior holds it there. */

/**
 * It is sampled as edge + side · width · x(t), x(t) = −log(−log(1 − e^(−t))), t = scale · softplus({@link slope} z + {@link shift}).
 */
export interface OneSided {
  /** −1 where it lies below its edge, 1 above. */
  readonly side: -1 | 1;
  /** Where data begin to make it unlikely. */
  readonly edge: number;
  /** Distance over which that happens. */
  readonly width: number;
  /** Of the distances that the prior leaves likely, in widths. */
  readonly scale: number;
}

/** With these t has nearly the quantiles of a normal number's absolute value at standard normal z. */
export const slope = 1.6;
export const shift = 0.731;
