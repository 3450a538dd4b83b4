/** Means at the levels of factors, others being averaged over or held: estimated marginal means. */
import { UserError } from "../../../engine/core/UserError.js";
import type { FittedGlmm } from "../FittedGlmm.js";
import { drawSummary, shareAbove0, type DrawSummary } from "../groups/DrawSummary.js";
import { meanDraws, slopeDraws, type CellDraws } from "./cellDraws.js";
import { averagedOf, checkMeansOptions, type MeansOptions } from "./MeansOptions.js";
import type { GridValue } from "./referenceGrid.js";

/** The value of a variable in a row of an answer. */
export interface AtValue {
  readonly variable: string;
  readonly value: GridValue;
}

/** What an answer was computed for. */
export interface MeansSetting {
  readonly variables: readonly string[];
  /** Those of `by`. */
  readonly by: readonly string[];
  readonly parameter: string;
  readonly scale: "link" | "response";
  readonly link: string;
  readonly average: "predictor" | "response";
  readonly groups: "none" | "averaged";
  /** Whether there are effects of groups at all. */
  readonly hasGroups: boolean;
  /** Factors averaged over, and how. */
  readonly averagedOver: readonly string[];
  readonly weights: "equal" | "proportional";
  /** What other predictors were held at. */
  readonly held: readonly AtValue[];
}

export interface MeanRow extends DrawSummary {
  /** In words, `drug, day 3`. */
  readonly name: string;
  readonly at: readonly AtValue[];
  /** Probability that it is above 0. */
  readonly pPositive: number;
}

export interface MarginalMeans extends MeansSetting {
  readonly kind: "mean";
  readonly rows: readonly MeanRow[];
}

export interface Slopes extends MeansSetting {
  readonly kind: "slope";
  /** The variable whose slope it is. */
  readonly of: string;
  readonly rows: readonly MeanRow[];
}

/** `marginalMeans` of a fit that is at hand; see index.ts. */
export function marginalMeansOf(
  fitted: FittedGlmm,
  variables: string | readonly string[],
  options: MeansOptions = {},
): MarginalMeans {
  checkMeansOptions("marginalMeans", options);
  const names = namesAsked(variables, options);
  if (names.length === 0) throw new UserError('marginalMeans needs a predictor to ask about, such as "arm".');
  const draws = meanDraws(fitted, names, options);
  return { kind: "mean", ...settingOf(fitted, names, options, draws), rows: rowsOf(draws) };
}

/** `slopes` of a fit that is at hand; see index.ts. */
export function slopesOf(fitted: FittedGlmm, variable: string, options: MeansOptions = {}): Slopes {
  checkMeansOptions("slopes", options);
  const names = namesAsked([], options);
  const draws = slopeDraws(fitted, variable, names, options);
  return { kind: "slope", of: variable, ...settingOf(fitted, names, options, draws), rows: rowsOf(draws) };
}

/** Variables asked about, those of `by` last; `a:b` are two. */
export function namesAsked(variables: string | readonly string[], { by = [] }: MeansOptions): string[] {
  const list = [[variables].flat(), [by].flat()].flat() as readonly unknown[];
  const wrong = list.find((name) => typeof name !== "string");
  if (wrong !== undefined) throw new UserError(`predictors are asked about by name; one is ${JSON.stringify(wrong)}.`);
  return [...new Set((list as readonly string[]).flatMap(partsOf))];
}

/** The bar of `within(x | a:b)` keeps its colon. */
function partsOf(name: string): string[] {
  return name.includes("(") ? [name] : name.split(":").map((part) => part.trim());
}

/** What was asked, with what was left unsaid. */
export function settingOf(
  fitted: FittedGlmm,
  names: readonly string[],
  options: MeansOptions,
  { grid }: CellDraws,
): MeansSetting {
  const { parameter = "mu", scale = "link", groups = "none", weights = "equal" } = options;
  const by = namesAsked([], options);
  const link = fitted.frame.predictors.find((one) => one.parameter === parameter)?.link ?? fitted.link.name;
  const single = grid.averaged.filter(({ values }) => values.length === 1);
  return {
    variables: names.filter((name) => !by.includes(name)),
    ...{ by, parameter, scale, link, groups, weights },
    average: averagedOf(options),
    hasGroups: fitted.frame.groups.length > 0,
    averagedOver: grid.averaged.filter(({ values }) => values.length > 1).map(({ axis }) => axis.name),
    held: [
      ...single.map(({ axis, values }) => ({ variable: axis.name, value: values[0]! })),
      ...[...grid.held].filter(([name]) => !grid.given.has(name)).map(([variable, value]) => ({ variable, value })),
    ],
  };
}

function rowsOf({ grid, cells }: CellDraws): MeanRow[] {
  return grid.cells.map(({ values }, c) => ({
    name: values.length === 0 ? "all" : values.map(valueText).join(", "),
    at: values.map((value, k) => ({ variable: grid.asked[k]!.axis.name, value })),
    ...drawSummary(cells[c]!),
    pPositive: shareAbove0(cells[c]!),
  }));
}

/** A number with at most four digits behind the first. */
export function valueText(value: GridValue): string {
  return typeof value === "number" ? String(Number(value.toPrecision(5))) : value;
}
