/** Fitted GLMMs made by hand: frames and draws whose predictions can be computed beside them. */
import { linkOf } from "../../../../models/glmm/links.js";
import { families } from "../../../../models/glmm/families/families.js";
import type { FamilyName, LinkName } from "../../../../models/glmm/Family.js";
import type { FittedGlmm } from "../../../../models/glmm/FittedGlmm.js";
import type { Frame, GroupTerm, Predictor, Response } from "../../../../models/glmm/Frame.js";
import { stream } from "../../../../engine/random/stream.js";

/** A fit of these draws, with the frame that any new table is to be encoded as. */
export function handMade(
  family: readonly [FamilyName, LinkName],
  frame: Frame,
  draws: Readonly<Record<string, ArrayLike<number>>>,
  encoded: Frame = frame,
): FittedGlmm {
  const columns = new Map(Object.entries(draws).map(([name, values]) => [name, Float64Array.from(values)]));
  const [first] = columns.values();
  return {
    posterior: { provenance: { seed: "7" } } as FittedGlmm["posterior"],
    family: families.get(family[0])!,
    link: linkOf(family[1]),
    frame,
    priors: [],
    drawCount: first!.length,
    has: (variable) => columns.has(variable),
    draws(variable) {
      const column = columns.get(variable);
      if (column === undefined) throw new Error(`no draws of ${variable}`);
      return column;
    },
    encode: () => encoded,
  };
}

export function predictor(more: Partial<Predictor> = {}): Predictor {
  const { columns = [] } = more;
  return {
    parameter: "mu",
    link: "identity",
    intercept: "centred",
    names: columns.map((_, k) => `x${k + 1}`),
    columns,
    means: new Float64Array(columns.length),
    ...more,
  };
}

export function group(more: Partial<GroupTerm> & Pick<GroupTerm, "index">): GroupTerm {
  const { coefficients = ["Intercept"] } = more;
  return {
    parameter: "mu",
    group: "g",
    grouping: "g",
    levels: ["a", "b", "c d"],
    coefficients,
    columns: coefficients.map(() => undefined),
    newLevels: [],
    correlated: true,
    parametrisation: "noncentred",
    ...more,
  };
}

export function frameOfParts(
  rows: number,
  predictors: readonly Predictor[],
  groups: readonly GroupTerm[] = [],
  response: Partial<Response> = {},
): Frame {
  return {
    rows,
    locations: ["mu"],
    predictors,
    groups,
    response: { name: "y", values: new Float64Array(rows), ...response },
  };
}

/** Numbers about a mean that differ from draw to draw. */
export function around(mean: number, spread: number, count: number, name: string): Float64Array {
  const rng = stream("11", name);
  return Float64Array.from({ length: count }, () => mean + spread * rng.normal());
}

/** A constant for each draw. */
export function constant(value: number, count: number): Float64Array {
  return new Float64Array(count).fill(value);
}

/** Sample mean and variance, with n − 1 below. */
export function momentsOf(values: ArrayLike<number>): { readonly mean: number; readonly variance: number } {
  const all = Array.from(values);
  const mean = all.reduce((sum, x) => sum + x, 0) / all.length;
  const squares = all.reduce((sum, x) => sum + (x - mean) * (x - mean), 0);
  return { mean, variance: squares / (all.length - 1) };
}
