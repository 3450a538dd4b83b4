/** Tables of quantiles from which a page answers how probable it is that a variable lies below any number. */
import type { Draws } from "../../engine/core/Draws.js";
import { isScaleName } from "../diagnosis/scales.js";
import { essQuantileOf } from "../essQuantile.js";
import { evenChains, variableChains } from "../evenChains.js";
import { sampleOf, type Sample } from "../sample.js";
import { base64 } from "./base64.js";
import { packed, packingFor, type Packing } from "./packing.js";

/** Distributions of some variables that have the same number of draws. */
export interface QuantileTables {
  /** Draws of each. */
  readonly count: number;
  /** Places in the sorted draws, from 0, ascending; the first and the last draw among them. */
  readonly ranks: readonly number[];
  readonly tables: readonly QuantileTable[];
}

/** The distribution of one variable. */
export interface QuantileTable {
  readonly variable: string;
  readonly packing: Packing;
  /** Base64 of the packed sorted draws at `ranks`. */
  readonly values: string;
  /** Effective draws for the probability of lying below the quantile at each of `probabilities`; null where it cannot be computed. */
  readonly sizes: readonly (number | null)[];
  /** A small region to start from, of two digits: a tenth of the standard deviation on both sides of 0, of a scale above it. */
  readonly region: readonly [number, number];
}

/** At most so many variables, so that pages stay small. */
export const mostTables = 30;
/** Every draw this near to an end is kept, since there probabilities are small. */
const ends = 25;
const mostBetween = 200;

/** Where effective sizes are given. */
export const probabilities = [0.05, 0.25, 0.5, 0.75, 0.95] as const;

/**
 * Tables of the variables named, 30 at most; variables that are unknown, constant or not finite are left out. Between the places kept, a
 * probability is interpolated: it is exact to 1/400 and mostly far better, within its Monte Carlo error, and at the places kept it is exact.
 */
export function quantileTables(draws: Draws, variables: readonly string[]): QuantileTables {
  const even = evenChains(draws);
  const places = new Map(draws.names.map((name, place) => [name, place]));
  const count = even.chains.length * even.draws;
  const ranks = ranksOf(count);
  const tables = variables.slice(0, mostTables).flatMap((variable) => {
    const place = places.get(variable);
    if (place === undefined) return [];
    const sample = sampleOf(variableChains(even, draws.names.length, place, 1)[0]);
    return sample.reason === undefined ? [tableOf(variable, sample, ranks)] : [];
  });
  return { count, ranks, tables };
}

function tableOf(variable: string, sample: Sample, ranks: readonly number[]): QuantileTable {
  const { sorted } = sample;
  const kept = Float64Array.from(ranks, (rank) => sorted[rank]);
  const packing = packingFor(kept);
  return {
    variable,
    packing,
    values: base64(packed(kept, packing)),
    sizes: probabilities.map((p) => {
      const { value, reason } = essQuantileOf(sample, p);
      return reason === undefined ? Math.round(value) : null;
    }),
    region: regionOf(variable, sorted),
  };
}

function ranksOf(count: number): readonly number[] {
  if (count <= 2 * ends + mostBetween) return Array.from({ length: count }, (_, rank) => rank);
  const between = count - 2 * ends;
  return [
    ...Array.from({ length: ends }, (_, rank) => rank),
    ...Array.from({ length: mostBetween }, (_, k) => ends + Math.floor(((k + 0.5) * between) / mostBetween)),
    ...Array.from({ length: ends }, (_, k) => count - ends + k),
  ];
}

function regionOf(variable: string, sorted: Float64Array): readonly [number, number] {
  const mean = sorted.reduce((sum, value) => sum + value / sorted.length, 0);
  const square = sorted.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / sorted.length;
  const high = Number((Math.sqrt(square) / 10).toPrecision(2));
  return [sorted[0] >= 0 && isScaleName(variable) ? 0 : -high, high];
}
