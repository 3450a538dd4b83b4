/** Reads the log likelihoods and values that the tests of this folder share. */
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import type { Pointwise } from "../../../engine/core/Pointwise.js";

const folder = new URL("../../reference/loo/", import.meta.url);

/** The columns of a gzipped CSV file of numbers. */
export function readColumns(file: string): Float64Array[] {
  const [head, ...lines] = gunzipSync(readFileSync(new URL(file, folder)))
    .toString()
    .trimEnd()
    .split("\n");
  const rows = lines.map((line) => line.split(",").map(Number));
  return head.split(",").map((_, column) => Float64Array.from(rows, (row) => row[column]));
}

/** The parsed JSON of a file. */
export function readValues<T>(file: string): T {
  return JSON.parse(readFileSync(new URL(file, folder), "utf8")) as T;
}

/** Columns as a source that hands out the same memory again and again, as a stream may. */
export function pointwiseOf(columns: readonly Float64Array[], chains: number, labels?: readonly string[]): Pointwise {
  return {
    chains,
    drawsPerChain: (columns[0]?.length ?? 0) / chains,
    count: columns.length,
    ...(labels && { labels }),
    *columns() {
      const memory = new Float64Array(columns[0]?.length ?? 0);
      for (const column of columns) {
        memory.set(column);
        yield memory;
      }
    },
  };
}

/** R's loo on its example, (1000 × 32) in two chains. */
export interface ExampleValues {
  readonly r_eff: number[];
  readonly loo_reff1: LooValues;
  readonly loo_reff: LooValues & { readonly n_eff: number[]; readonly mcse: number };
  readonly waic: {
    readonly estimates: RawEstimate[];
    readonly pointwise: { readonly elpd_waic: number; readonly p_waic: number; readonly waic: number }[];
  };
  readonly psis_logweights_obs1: number[];
  readonly psis_logweights_obs17: number[];
  readonly snapshots: {
    readonly model_weighting: { readonly value: number[] }[];
    readonly relative_eff: [{ readonly value: number[] }];
    readonly loo_and_waic: { readonly value: { readonly estimates: RawEstimate[] } }[];
  };
  /** ArviZ, with independent draws assumed. */
  readonly arviz: {
    readonly elpd: number;
    readonly se: number;
    readonly p_loo: number;
    readonly pareto_k: number[];
    readonly elpd_i: number[];
  };
  readonly compare: {
    readonly lpd_point: number[][];
    readonly stacking: number[];
    readonly stacking12: number[];
    readonly pseudobma_noBB: number[];
    readonly compare: RawComparison[];
  };
}

export interface RawEstimate {
  readonly Estimate: number;
  readonly SE: number;
}

export interface RawComparison {
  readonly model: string;
  readonly elpd_diff: number;
  readonly se_diff: number;
  readonly p_worse?: number | "NA";
  readonly diag_diff: string;
  readonly diag_elpd: string;
}

interface LooValues {
  readonly estimates: RawEstimate[];
  readonly pointwise: RawObservation[];
}

export interface RawObservation {
  readonly elpd_loo: number;
  readonly mcse_elpd_loo: number;
  readonly p_loo: number;
  readonly looic: number;
  readonly influence_pareto_k: number;
}

/** R's loo on ArviZ's eight schools. */
export interface SchoolsValues {
  readonly centered: SchoolValues & { readonly est_reff1: RawEstimate[]; readonly pareto_k_reff1: number[] };
  readonly non_centered: SchoolValues;
  readonly compare: RawComparison[];
  readonly stacking: number[];
}

interface SchoolValues {
  readonly r_eff: number[];
  readonly est: RawEstimate[];
  readonly pareto_k: number[];
  readonly pointwise?: RawObservation[];
  readonly waic: RawEstimate[];
}

/** Differs by at most a bound, relative to what is larger than 1. */
export function distance(actual: number, expected: number): number {
  return Math.abs(actual - expected) / Math.max(1, Math.abs(expected));
}
