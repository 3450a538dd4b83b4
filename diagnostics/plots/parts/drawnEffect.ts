/** An effect as its figures draw it. */
import type { EffectChartData, EffectChartPoint } from "../EffectChartData.js";

/** The expected response at one place. */
export interface DrawnRow {
  readonly x: number | string;
  readonly by?: string;
  readonly estimate: number;
  /** 50% and 95% intervals. */
  readonly inner: readonly [number, number];
  readonly outer: readonly [number, number];
}

/** One predictor, and perhaps a second. */
export interface DrawnEffect {
  readonly variable: string;
  readonly by?: string;
  readonly response: string;
  readonly rows: readonly DrawnRow[];
  readonly observed: readonly EffectChartPoint[];
  readonly held: NonNullable<EffectChartData["held"]>;
}

/** Takes the effect apart. */
export function drawnEffect({ variables, response, rows, points = [], held = [] }: EffectChartData): DrawnEffect {
  const [variable = "", by] = variables;
  return {
    variable,
    ...(by === undefined ? {} : { by }),
    response,
    rows: rows.map((row) => ({
      x: row.x,
      ...(row.by === undefined ? {} : { by: row.by }),
      estimate: row.median,
      inner: [row.q25, row.q75],
      outer: [row["q2.5"], row["q97.5"]],
    })),
    observed: points,
    held,
  };
}
