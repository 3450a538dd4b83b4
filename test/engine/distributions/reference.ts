/** Reference log densities of test/reference/distributions, and the distributions they are of. */
import { readFileSync } from "node:fs";
import { categorical } from "../../../engine/distributions/categorical.js";
import { dirichlet } from "../../../engine/distributions/dirichlet.js";
import { distribution, type Distribution } from "../../../engine/distributions/Distribution.js";
import { halfCauchy } from "../../../engine/distributions/halfCauchy.js";
import { halfNormal } from "../../../engine/distributions/halfNormal.js";
import { halfStudentT } from "../../../engine/distributions/halfStudentT.js";
import { laws } from "../../../engine/distributions/laws.js";
import { lkjCorrCholesky } from "../../../engine/distributions/lkjCorrCholesky.js";
import { multivariateNormal, type Spread } from "../../../engine/distributions/multivariateNormal.js";
import { truncated } from "../../../engine/distributions/truncated.js";
import { uniform } from "../../../engine/distributions/uniform.js";
import type { Value } from "../../../engine/distributions/Value.js";

export interface Row {
  readonly law: string;
  readonly parameters: Readonly<Record<string, number | number[]>>;
  readonly x: number | number[];
  readonly value: number;
}

/** Rows of a file of references; infinities are spelt out in JSON. */
export function referenceRows(file: string): Row[] {
  const url = new URL(`../../reference/distributions/${file}`, import.meta.url);
  const rows = JSON.parse(readFileSync(url, "utf8")) as Row[];
  return rows.map((row) => ({ ...row, value: Number(row.value) }));
}

/** The distribution of a row, its parameters given as numbers or as tensors. */
export function distributionOf(law: string, parameters: Readonly<Record<string, Value | number[]>>): Distribution {
  const p = parameters as Record<string, number>;
  const array = (name: string): number[] => parameters[name] as number[];
  switch (law) {
    case "uniform":
      return uniform(p.lower!, p.upper!);
    case "half-normal":
      return halfNormal(p.location!, p.scale!);
    case "half-cauchy":
      return halfCauchy(p.location!, p.scale!);
    case "half-student_t":
      return halfStudentT(p.df!, p.location!, p.scale!);
    case "multivariate_normal": {
      const [, kind] = Object.keys(parameters);
      return multivariateNormal(array("mean"), { [kind!]: squared(array(kind!)) } as unknown as Spread);
    }
    case "dirichlet":
      return dirichlet(array("concentration"));
    case "categorical":
      return categorical(array("logits"));
    case "lkj_corr_cholesky":
      return lkjCorrCholesky(p.size!, p.eta!);
  }
  const cut = /^cut-(.*)$/.exec(law);
  if (cut) {
    const { lower, upper, ...rest } = parameters as Record<string, number>;
    const bounds = { ...(lower !== undefined && { lower }), ...(upper !== undefined && { upper }) };
    return truncated(distributionOf(cut[1]!, rest), bounds);
  }
  return distribution(laws.get(law)!, parameters as Record<string, Value>);
}

/** Rows of a square matrix given row by row. */
export function squared(values: readonly number[]): number[][] {
  const n = Math.sqrt(values.length);
  return Array.from({ length: n }, (_, i) => values.slice(i * n, (i + 1) * n));
}

/** Difference relative to the larger of 1 and the reference. */
export function discrepancy(value: number, reference: number): number {
  if (Object.is(value, reference) || value === reference) return 0;
  return Math.abs(value - reference) / Math.max(1, Math.abs(reference));
}
