/** What figures of effects take: the expected response at values of a predictor, and perhaps of a second. */

/** The expected response at one place: its median, and the ends of its middle 50% and 95%. */
export interface EffectChartRow {
  /** A number, or the name of a level. */
  readonly x: number | string;
  /** Value or level of the second variable. */
  readonly by?: string;
  readonly median: number;
  readonly q25: number;
  readonly q75: number;
  readonly "q2.5": number;
  readonly "q97.5": number;
}

/** An observed response. */
export interface EffectChartPoint {
  readonly x: number | string;
  readonly y: number;
  readonly by?: string;
}

/** An effect with all else held fixed, as `conditionalEffects` gives it. */
export interface EffectChartData {
  /** The predictor, and the second variable where there is one. */
  readonly variables: readonly string[];
  /** What is expected, in words: `expected count`. */
  readonly response: string;
  readonly rows: readonly EffectChartRow[];
  readonly points?: readonly EffectChartPoint[];
  /** What other predictors are held at. */
  readonly held?: readonly (readonly [name: string, value: number | string])[];
}

/** Options of a figure of an effect. */
export interface EffectChartOptions {
  readonly title: string;
  readonly axisTitle?: string;
  /** Pixels. */
  readonly width?: number;
}
