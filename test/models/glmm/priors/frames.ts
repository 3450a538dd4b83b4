/** Frames of models, made by hand. */
import type { FamilyRow, Link } from "../../../../models/glmm/Family.js";
import { families } from "../../../../models/glmm/families/families.js";
import type { Frame, GroupTerm, Predictor, Response } from "../../../../models/glmm/Frame.js";
import { linkOf } from "../../../../models/glmm/links.js";
import { resolvePriors } from "../../../../models/glmm/priors/resolvePriors.js";
import { slotsOf } from "../../../../models/glmm/priors/slotsOf.js";
import { parsePrior } from "../../../../models/glmm/priors/parsePrior.js";
import type { DefaultPriors } from "../../../../models/glmm/priors/responseScale.js";

/** A column for each name, of mu unless said. */
export function predictor(
  columns: Readonly<Record<string, readonly number[]>>,
  rest: Partial<Pick<Predictor, "parameter" | "link" | "intercept" | "offset">> = {},
): Predictor {
  const names = Object.keys(columns);
  return {
    parameter: "mu",
    link: "identity",
    intercept: "centred",
    names,
    columns: names.map((name) => Float64Array.from(columns[name]!)),
    means: new Float64Array(names.length),
    ...rest,
  };
}

/** A term of two levels; a coefficient without a column is a column of ones. */
export function group(
  name: string,
  columns: Readonly<Record<string, readonly number[] | undefined>>,
  rest: Partial<Pick<GroupTerm, "parameter" | "correlated">> = {},
): GroupTerm {
  const coefficients = Object.keys(columns);
  return {
    parameter: "mu",
    group: name,
    grouping: name,
    levels: ["a", "b"],
    coefficients,
    columns: coefficients.map((one) => columns[one] && Float64Array.from(columns[one])),
    index: new Int32Array(4),
    newLevels: [],
    correlated: true,
    parametrisation: "noncentred",
    ...rest,
  };
}

export function frame(
  y: readonly number[],
  predictors: readonly Predictor[],
  groups: readonly GroupTerm[] = [],
  rest: Partial<Response> = {},
): Frame {
  const response = { name: "y", values: Float64Array.from(y), ...rest };
  return { rows: y.length, response, locations: ["mu"], predictors, groups };
}

/** The text of each slot's prior, by the name of its draws. */
export function priorsOf(
  model: Frame,
  familyName: Parameters<typeof families.get>[0],
  declared: readonly string[] = [],
  { link, defaultPriors = "poolwise" }: { readonly link?: Link["name"]; readonly defaultPriors?: DefaultPriors } = {},
): Record<string, string> {
  return Object.fromEntries(
    resolve(model, familyName, declared, { link, defaultPriors }).map(({ slot, text }) => [slot.name, text]),
  );
}

export function resolve(
  model: Frame,
  familyName: Parameters<typeof families.get>[0],
  declared: readonly string[] = [],
  {
    link,
    defaultPriors = "poolwise",
  }: { readonly link?: Link["name"] | undefined; readonly defaultPriors?: DefaultPriors } = {},
) {
  const family: FamilyRow = families.get(familyName)!;
  return resolvePriors(slotsOf(model, family), declared.map(parsePrior), {
    frame: model,
    family,
    link: linkOf(link ?? family.links[0]!),
    defaultPriors,
  });
}
