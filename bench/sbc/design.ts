/** Designs of simulated data: covariates, groups, and what is linear in them. */
import { randomness, type Randomness } from "./randomness.js";
import type { Values } from "./SbcModel.js";

/** A grouping column with as many rows in every level. */
export interface Grouping {
  /** Levels are numbers from 1. */
  readonly codes: Float64Array;
  readonly levels: readonly string[];
  level(row: number): string;
}

/** Levels in turn, each for `run` rows before the next. */
export function balanced(count: number, rows: number, run = 1): Grouping {
  const codes = Float64Array.from({ length: rows }, (_, row) => 1 + (Math.floor(row / run) % count));
  return {
    codes,
    levels: Array.from({ length: count }, (_, level) => String(level + 1)),
    level: (row) => String(codes[row]),
  };
}

/** A covariate that is the same whenever it is asked for. */
export function standardNormals(seed: string, rows: number): Float64Array {
  const random = randomness(`covariate of ${seed}`);
  return Float64Array.from({ length: rows }, () => random.normal(0, 1));
}

/** The linear predictor `b_Intercept + b_x x + group`, by row. */
export function linear(values: Values, x: Float64Array, group: (row: number) => number): Float64Array {
  const intercept = values("b_Intercept");
  const slope = values("b_x");
  return x.map((value, row) => intercept + slope * value + group(row));
}

/** The mean of a column. */
export const meanOf = (column: Float64Array): number => column.reduce((sum, x) => sum + x, 0) / column.length;

/** The sum over rows of a function of response and row. */
export const sumOver = (response: Float64Array, one: (y: number, row: number) => number) =>
  response.reduce((sum, y, row) => sum + one(y, row), 0);

/** Effects of every level of a group, named as draws are. */
export function addEffects(
  truth: Map<string, number>,
  group: string,
  levels: readonly string[],
  coefficient: string,
  draw: () => number,
) {
  for (const level of levels) truth.set(`r_${group}[${level},${coefficient}]`, draw());
}

/** Values by name. */
export const valuesOf =
  (truth: ReadonlyMap<string, number>): Values =>
  (name) =>
    truth.get(name)!;

/** An uncentred intercept for the prior of a centred one, and a slope, of the parameter whose coefficients begin so. */
export function population(
  random: Randomness,
  x: Float64Array,
  [mean, sd, slopeSd]: readonly [mean: number, sd: number, slopeSd: number],
  prefix = "b_",
): Map<string, number> {
  const slope = random.normal(0, slopeSd);
  return new Map([
    [`${prefix}Intercept`, random.normal(mean, sd) - slope * meanOf(x)],
    [`${prefix}x`, slope],
  ]);
}

/** Draws the standard deviation and the effects of a term `(1 | group)`, which belong to another parameter than mu where its name is given. */
export function addGroup(
  truth: Map<string, number>,
  random: Randomness,
  { group, levels, sd, parameter }: GroupOf,
): void {
  const ofParameter = parameter === undefined ? "" : `${parameter}_`;
  truth.set(`sd_${group}__${ofParameter}Intercept`, sd);
  const of = parameter === undefined ? group : `${group}__${parameter}`;
  addEffects(truth, of, levels, "Intercept", () => random.normal(0, sd));
}

interface GroupOf {
  readonly group: string;
  readonly levels: readonly string[];
  readonly sd: number;
  readonly parameter?: string;
}
