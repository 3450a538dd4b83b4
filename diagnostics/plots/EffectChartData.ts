/** What a model expects of a response along one predictor, and perhaps by a second. */

/** The expected response at one place. */
export interface EffectChartRow {
  /** A number, or the name of a level. */
  readonly x: number | string;
  /** Value or level of the second variable. */
  readonly by?: string;
  readonly estimate: number;
  /** 50% and 95% intervals. */
  readonly inner: readonly [number, number];
  readonly outer: readonly [number, number];
}

/** An effect with all else held fixed. */
export interface EffectChartData {
  readonly variable: string;
  readonly response: string;
  /** Name of the second variable. */
  readonly by?: string;
  readonly rows: readonly EffectChartRow[];
  /** Observed responses, drawn as points. */
  readonly observed?: readonly { readonly x: number | string; readonly y: number; readonly by?: string }[];
}

/** Options of a figure of an effect. */
export interface EffectChartOptions {
  readonly title: string;
  readonly axisTitle?: string;
  /** Pixels. */
  readonly width?: number;
}
