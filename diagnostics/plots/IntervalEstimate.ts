/** An estimate with its 95% interval, as charts of meta-analyses take it. */
export interface IntervalEstimate {
  /** On the scale of the axis: ratios as ratios. NaN where there is none. */
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
}
