/** The expected response as one or two predictors vary and all others are held. */
import type { Posterior } from "../../../engine/core/Posterior.js";
import { UserError } from "../../../engine/core/UserError.js";
import { refuseUnknownOptions } from "../../program/refuseUnknownOptions.js";
import { fittedOf } from "../fittedOf.js";
import type { FittedGlmm } from "../FittedGlmm.js";
import type { PredictionOptions } from "../prediction/PredictionOptions.js";
import type { Axis } from "./Axis.js";
import { effectsNamed, effectsOf, type EffectAxes } from "./effectAxes.js";
import type { ExpectedSummary } from "./expectedSummary.js";
import { expectedRows, type RowMethod } from "./expectedRows.js";
import { levelColumns } from "./levelColumns.js";
import { numberText } from "./numberText.js";
import { censoredRows, observedResponses, responseWords } from "./observedResponses.js";
import { heldValues, predictorColumns, type PredictorColumns } from "./PredictorColumns.js";

export interface ConditionalEffectsOptions {
  /** `x` or `x:z`, or several of them; unless told every predictor of mu and every pair that interacts. */
  readonly effect?: string | readonly string[];
  /** What columns are held at, beside the ones that vary: `{ age: 40, arm: "drug" }`. */
  readonly conditions?: Readonly<Record<string, number | string>>;
  /** How many points a number is varied over; 100 unless told. A number of two values is shown at these. */
  readonly grid?: number;
  /** Group-level terms that enter; none unless told. The levels of those that do must be in `conditions`. */
  readonly groups?: PredictionOptions["groups"];
  /** How many draws, evenly spaced, or which; all unless told. */
  readonly draws?: number | ArrayLike<number>;
  /** The expected response, the default, new responses, or the predictor on the scale of its link. */
  readonly method?: "epred" | "predict" | "linpred";
  /**
   * Of a response of categories, whether the probability of each is shown, which is the default, or their mean number. Pairs of variables
   * have the mean number, of categories in order; without an order they have nothing.
   */
  readonly categories?: boolean;
}

/** The expected response at a point. */
export interface EffectRow extends ExpectedSummary {
  /** Value of the first variable. */
  readonly x: number | string;
  /** The second one's, in words, or the category. */
  readonly by?: string;
}

/** A row that was fitted, on the scale of the curve. */
export interface EffectPoint {
  /** Place in the fitted rows, from 0. */
  readonly row: number;
  readonly x: number | string;
  /** The response, of trials their share, of a rate that of one unit. */
  readonly y: number;
  /** The value of the second variable that is shown and nearest to the row's. */
  readonly by?: string;
}

/** An effect as plain rows. */
export interface ConditionalEffect {
  /** `x`, `x:z`. */
  readonly effect: string;
  readonly variables: readonly string[];
  /** Whether the first variable is a number, for a curve, or a factor, for points. */
  readonly kind: "number" | "factor";
  /** In words: `expected count`, `probability that …`. */
  readonly response: string;
  /** Values of the second variable that are shown, in order, or all categories. */
  readonly by?: readonly string[];
  /** Whether `by` are categories of the response, and what is shown their probabilities. */
  readonly ofCategories?: true;
  /** In the order of `by`, then of x. */
  readonly rows: readonly EffectRow[];
  /** The responses that were seen; of a censored row there is none. */
  readonly points: readonly EffectPoint[];
  /** Rows without a point because they are censored, where there are any. */
  readonly censored?: number;
  /** What the other predictors were held at. */
  readonly held: readonly (readonly [name: string, value: number | string])[];
}

const usualGrid = 100;

/**
 * The expected response over the range of each predictor, with other numbers at their mean and other factors at their reference level, as
 * in brms's `conditional_effects`: for an average unit without effects of groups, and on the response's own scale. Of a pair, the second
 * variable is shown at its mean and one standard deviation to both sides, at its levels, or at all its values where they are three or
 * fewer. Trials and rates are 1. Along one variable a response of categories has the probability of each.
 *
 * For `within(x | g)` and `between(x | g)` each is varied with the other held: the deviation from the mean, and the mean.
 *
 * @throws UserError when the posterior is of no GLMM, and for effects, conditions and groups that there are not.
 * @example
 * const [age] = conditionalEffects(posterior, { effect: "age", conditions: { arm: "drug" } });
 * age.rows.map(({ x, mean }) => [x, mean]);
 */
export function conditionalEffects(
  asked: Posterior | FittedGlmm,
  options: ConditionalEffectsOptions = {},
): ConditionalEffect[] {
  refuseUnknownOptions("conditionalEffects", options, optionNames);
  const { effect, conditions = {}, grid = usualGrid, groups = "none", draws } = options;
  if (!Number.isInteger(grid) || grid < 2 || grid > 10000) {
    throw new UserError(`grid must be a whole number from 2 to 10000; it is ${grid}.`);
  }
  const fitted = fittedOf(asked);
  const columns = predictorColumns(fitted);
  const named = effect === undefined ? effectsOf(columns) : effectsNamed([effect].flat(), columns);
  const methodOf = methodsOf(fitted, options);
  const effects = effect === undefined ? named.filter((one) => methodOf(one) !== undefined) : named;
  refuseUnnamedLevels(fitted, groups, conditions, columns);
  const prediction = { groups, ...(draws === undefined ? {} : { draws }) };
  return effects.map((one) => {
    const method = methodOf(one);
    if (method === undefined) {
      throw new UserError(
        `categories without an order have no mean along "${one.name}": ask for one of its variables alone, or for the predictor of a category.`,
      );
    }
    return effectOf(fitted, columns, one, { conditions, grid, prediction, method });
  });
}

const optionNames = ["effect", "conditions", "grid", "groups", "draws", "method", "categories"];
const methods: readonly unknown[] = ["epred", "predict", "linpred"];

/** What is asked along an effect; undefined where there is nothing. @throws UserError for a method that there is not. */
function methodsOf(
  { family, frame }: FittedGlmm,
  { method = "epred", categories = true }: ConditionalEffectsOptions,
): (effect: EffectAxes) => RowMethod | undefined {
  if (!methods.includes(method)) {
    throw new UserError(`method must be "epred", "predict" or "linpred"; it is ${JSON.stringify(method)}.`);
  }
  if (typeof categories !== "boolean") {
    throw new UserError(`categories must be true or false; it is ${JSON.stringify(categories)}.`);
  }
  if (!family.categories || method === "linpred") {
    if (method === "linpred" && frame.locations.length > 1) {
      throw new UserError(
        `the response has several predictors (${frame.locations.join(", ")}): ask for one by linpred.`,
      );
    }
    return () => method;
  }
  const isOrdered = family.categories.kind === "ordinal";
  if (method === "predict") {
    if (isOrdered) return () => method;
    throw new UserError(
      "new responses without an order have no mean: let method be epred, which gives their probabilities.",
    );
  }
  return ({ axes }) => (categories && axes.length === 1 ? "categories" : isOrdered ? "epred" : undefined);
}

/** A grid has no groups of its own. */
function refuseUnnamedLevels(
  fitted: FittedGlmm,
  groups: NonNullable<PredictionOptions["groups"]>,
  conditions: Readonly<Record<string, unknown>>,
  { groupings }: PredictorColumns,
): void {
  if (groups === "none") return;
  const asked = fitted.frame.groups.filter(({ group }) => groups === "all" || groups.includes(group));
  const missing = asked
    .flatMap(({ grouping }) => grouping.split(":"))
    .find((name) => groupings.has(name) && !(name in conditions));
  if (missing === undefined) return;
  throw new UserError(
    `effects of groups are to enter, but no condition names a level of "${missing}": add it, as in conditions { "${missing}": … }, or ` +
      `leave groups out.`,
  );
}

interface EffectAsked {
  readonly conditions: Readonly<Record<string, number | string>>;
  readonly grid: number;
  readonly prediction: PredictionOptions;
  readonly method: RowMethod;
}

function effectOf(
  fitted: FittedGlmm,
  columns: PredictorColumns,
  { name, axes }: EffectAxes,
  { conditions, grid, prediction, method }: EffectAsked,
): ConditionalEffect {
  const [first, second] = axes;
  const xs = valuesOf(first, grid);
  const bys = second ? shownValues(second) : undefined;
  const labels = bys?.map((value) => (typeof value === "number" ? numberText(value) : value));
  const points = (bys ?? [undefined]).flatMap((_, b) => xs.map((x) => ({ x, b })));
  const given = new Map([
    ...levelColumns(columns, conditions, points.length),
    ...first.columns(points.map(({ x }) => x)),
    ...(second ? second.columns(points.map(({ b }) => bys![b]!)) : []),
  ]);
  const held = heldValues(columns, conditions);
  const summaries = expectedRows(fitted, points.length, held, given, prediction, method);
  const variables = axes.map((axis) => axis.name);
  const common = {
    ...{ effect: name, variables, kind: first.levels ? ("factor" as const) : ("number" as const) },
    held: [...held].filter(([column]) => !given.has(column) && !columns.units.has(column)),
  };
  if (method === "categories") {
    const categories = fitted.frame.response!.categories!;
    const size = categories.length;
    return {
      ...common,
      variables: [...variables, fitted.frame.response!.name],
      response: fitted.family.categories!.kind === "composition" ? "expected share" : "probability",
      by: categories,
      ofCategories: true,
      // A curve for each category, as for each value of a second variable.
      rows: categories.flatMap((by, k) => points.map(({ x }, p) => ({ x, by, ...summaries[p * size + k]! }))),
      points: [],
    };
  }
  const responses = method === "linpred" ? new Float64Array(0) : observedResponses(fitted);
  return {
    ...common,
    response: wordsOf(fitted, method),
    ...(labels ? { by: labels } : {}),
    rows: summaries.map((summary, k) => ({
      x: points[k]!.x,
      ...(labels ? { by: labels[points[k]!.b]! } : {}),
      ...summary,
    })),
    points: Array.from(responses, (y, row) => ({
      row,
      x: first.observed(row),
      y,
      ...(second ? { by: labels![nearest(bys!, second.observed(row))]! } : {}),
    })).filter(({ y }) => !Number.isNaN(y)),
    ...(method === "linpred" ? {} : censoredRows(fitted)),
  };
}

function wordsOf(fitted: FittedGlmm, method: "epred" | "predict" | "linpred"): string {
  if (method === "linpred") return `predictor of ${fitted.frame.response!.name} (${fitted.link.name})`;
  return method === "predict" ? `new ${fitted.frame.response!.name}` : responseWords(fitted);
}

/** Evenly over a number's range, or all levels. */
function valuesOf({ levels, steps, range }: Axis, grid: number): readonly (number | string)[] {
  if (levels ?? steps) return (levels ?? steps)!;
  const { low, high } = range!;
  if (low === high) return [low];
  return Array.from({ length: grid }, (_, k) => low + ((high - low) * k) / (grid - 1));
}

/** The few values of a second variable. */
function shownValues({ levels, range, few }: Axis): readonly (number | string)[] {
  if (levels) return levels;
  if (few) return few;
  const { mean, sd } = range!;
  return [mean - sd, mean, mean + sd];
}

function nearest(values: readonly (number | string)[], value: number | string): number {
  if (typeof value === "string") return values.indexOf(value);
  const distance = (k: number) => Math.abs((values[k] as number) - value);
  return values.reduce<number>((best, _, k) => (distance(k) < distance(best) ? k : best), 0);
}
