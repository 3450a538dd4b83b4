/** Fitted GLMMs made by hand: a frame and named draws, without a sampler. */
import { families } from "../../../../models/glmm/families/families.js";
import type { FamilyName, LinkName } from "../../../../models/glmm/Family.js";
import type { FittedGlmm } from "../../../../models/glmm/FittedGlmm.js";
import type { GroupTerm, Predictor, Response } from "../../../../models/glmm/Frame.js";
import { linkOf } from "../../../../models/glmm/links.js";

export interface HandMade {
  readonly family: FamilyName;
  readonly link: LinkName;
  readonly response: Omit<Response, "name" | "values"> & { readonly values: ArrayLike<number> };
  /** Columns of the population level of mu, besides a centred intercept. */
  readonly columns?: Readonly<Record<string, ArrayLike<number>>>;
  readonly predictors?: readonly Predictor[];
  readonly groups: readonly GroupTerm[];
  readonly draws: Readonly<Record<string, ArrayLike<number>>>;
}

/** The fit; asking for draws that were not given fails. */
export function handMade({ family, link, response, columns = {}, predictors, groups, draws }: HandMade): FittedGlmm {
  const made = new Map(Object.entries(draws).map(([name, values]) => [name, Float64Array.from(values)]));
  const rows = response.values.length;
  const names = Object.keys(columns);
  const mu: Predictor = {
    parameter: "mu",
    link,
    intercept: "centred",
    names,
    columns: names.map((name) => Float64Array.from(columns[name]!)),
    means: new Float64Array(names.length),
  };
  return {
    posterior: { provenance: { seed: "1" } } as FittedGlmm["posterior"],
    family: families.get(family)!,
    link: linkOf(link),
    frame: {
      rows,
      response: { ...response, name: "y", values: Float64Array.from(response.values) },
      locations: ["mu"],
      predictors: predictors ?? [mu],
      groups,
    },
    priors: [],
    has: (variable) => made.has(variable),
    drawCount: [...made.values()][0]!.length,
    draws: (variable) => {
      const found = made.get(variable);
      if (!found) throw new Error(`no draws of ${variable}`);
      return found;
    },
    encode: () => {
      throw new Error("not asked for");
    },
  };
}

/** A term on mu; undefined columns are of ones. */
export function term(
  group: string,
  levels: readonly string[],
  index: ArrayLike<number>,
  columns: Readonly<Record<string, ArrayLike<number> | undefined>> = { Intercept: undefined },
  more: Partial<GroupTerm> = {},
): GroupTerm {
  return {
    parameter: "mu",
    group,
    grouping: group,
    levels,
    coefficients: Object.keys(columns),
    columns: Object.values(columns).map((column) => column && Float64Array.from(column)),
    index: Int32Array.from(index),
    newLevels: [],
    correlated: true,
    parametrisation: "noncentred",
    ...more,
  };
}

/** A small linear congruential generator of uniform numbers, for made-up data. */
export function uniforms(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state + 0.5) / 4294967296;
  };
}
