/** The effect of a predictor within groups beside that between them, and the difference of the two. */
import { UserError } from "../../../engine/core/UserError.js";
import { quantileOfSorted } from "../../../engine/math/quantileOfSorted.js";
import type { Formula, Variable } from "../../formula/Formula.js";
import { coefficientName } from "../../formula/coefficientName.js";
import { coefficientDraw } from "../drawNames.js";
import type { FittedGlmm } from "../FittedGlmm.js";
import type { Predictor } from "../Frame.js";
import { drawSummary, shareAbove0, type DrawSummary } from "../groups/DrawSummary.js";
import { formulasOf } from "../prediction/formulasOf.js";

/** Draws in a few numbers, with what is asked of a difference from 0. */
export interface ContrastSummary extends DrawSummary {
  /** Ends of the 99 % interval. */
  readonly "q0.5": number;
  readonly "q99.5": number;
  readonly pPositive: number;
  /** Probability of direction: that it has the sign of its median. */
  readonly pDirection: number;
}

export interface WithinBetweenRow {
  readonly parameter: string;
  /** What varies within groups and between them: `x`, `log(x)`. */
  readonly predictor: string;
  readonly grouping: string;
  /** What the slopes are interactions with, `armdrug`; absent for the slopes themselves. */
  readonly with?: string;
  /** The change with x within a group. */
  readonly within: ContrastSummary;
  /** The difference between groups whose means of x differ by 1. */
  readonly between: ContrastSummary;
  /** Between minus within: Mundlak's contrast. */
  readonly contrast: ContrastSummary;
  /** Whether intervals of the contrast leave 0 out. */
  readonly excludes0: { readonly "95": boolean; readonly "99": boolean };
}

export interface WithinBetween {
  /** Of the predictors' scale. */
  readonly link: string;
  readonly rows: readonly WithinBetweenRow[];
}

/** `withinBetween` of a fit that is at hand; see index.ts. */
export function withinBetweenOf(fitted: FittedGlmm): WithinBetween {
  const formulas = new Map(formulasOf(fitted).map((formula) => [formula.parameter, formula]));
  const rows = fitted.frame.predictors.flatMap((predictor, k) => {
    // A formula of mu may serve several locations.
    const formula =
      formulas.get(predictor.parameter) ?? (k < fitted.frame.locations.length ? formulas.get("mu") : undefined);
    return formula ? pairsOf(formula, predictor).map((pair) => rowOf(fitted, predictor, pair)) : [];
  });
  if (rows.length === 0) {
    throw new UserError(
      "no predictor stands in the formula within groups and between them: write within(x | g) + between(x | g) in place of x.",
    );
  }
  return { link: fitted.link.name, rows };
}

/** Coefficients that belong together. */
interface Pair {
  readonly predictor: string;
  readonly grouping: string;
  readonly with?: string;
  /** Names of coefficients. */
  readonly within: string;
  readonly between: string;
  /** Whether the first is that of the column itself: beside it the mean's coefficient is the contrast already. */
  readonly isRaw: boolean;
}

function pairsOf(formula: Formula, { parameter, names }: Predictor): Pair[] {
  const prefix = parameter === "mu" ? "" : `${parameter}_`;
  const variables = formula.predictor.terms.flatMap((term) => term.variables);
  const means = new Map(variables.filter(isBetween).map((variable) => [variable.source, variable]));
  return [...means.values()].flatMap((variable) => {
    const inside = variable.source.slice(variable.source.indexOf("(") + 1, variable.source.lastIndexOf(")"));
    const predictor = inside.slice(0, inside.lastIndexOf("|"));
    const grouping = variable.grouping.join(":");
    const [mean, deviation, raw] = [`between_${predictor}`, `within_${predictor}`, predictor].map(coefficientName) as [
      string,
      string,
      string,
    ];
    return names.flatMap((name): Pair[] => {
      const parts = partsAround(name.slice(prefix.length), mean);
      if (!name.startsWith(prefix) || parts === undefined) return [];
      const partner = [deviation, raw].find((one) => names.includes(prefix + joined(parts, one)));
      if (partner === undefined) return [];
      const others = [...parts.before, ...parts.after].join(":");
      return [
        {
          ...{ predictor, grouping, between: name, isRaw: partner === raw },
          within: prefix + joined(parts, partner),
          ...(others === "" ? {} : { with: others }),
        },
      ];
    });
  });
}

function isBetween(variable: Variable): variable is Variable & { readonly kind: "between" } {
  return variable.kind === "between";
}

/** What stands around a variable in the name of a product; undefined where it is no part of it. */
function partsAround(
  name: string,
  variable: string,
): { readonly before: readonly string[]; readonly after: readonly string[] } | undefined {
  const parts = name.split(":");
  const place = parts.indexOf(variable);
  return place < 0 ? undefined : { before: parts.slice(0, place), after: parts.slice(place + 1) };
}

function joined(
  { before, after }: { readonly before: readonly string[]; readonly after: readonly string[] },
  one: string,
): string {
  return [...before, one, ...after].join(":");
}

function rowOf(fitted: FittedGlmm, { parameter }: Predictor, pair: Pair): WithinBetweenRow {
  const within = fitted.draws(coefficientDraw(pair.within));
  const second = fitted.draws(coefficientDraw(pair.between));
  const between = pair.isRaw ? second.map((value, d) => value + within[d]!) : second;
  const contrast = summaryOf(pair.isRaw ? second : second.map((value, d) => value - within[d]!));
  const excludes = (low: number, high: number) => low > 0 || high < 0;
  return {
    ...{ parameter, predictor: pair.predictor, grouping: pair.grouping },
    ...(pair.with === undefined ? {} : { with: pair.with }),
    within: summaryOf(within),
    between: summaryOf(between),
    contrast,
    excludes0: {
      "95": excludes(contrast["q2.5"], contrast["q97.5"]),
      "99": excludes(contrast["q0.5"], contrast["q99.5"]),
    },
  };
}

function summaryOf(draws: Float64Array): ContrastSummary {
  const sorted = draws.slice().sort();
  const pPositive = shareAbove0(draws);
  const pNegative = shareAbove0(draws.map((value) => -value));
  return {
    ...drawSummary(draws),
    "q0.5": quantileOfSorted(sorted, 0.005),
    "q99.5": quantileOfSorted(sorted, 0.995),
    pPositive,
    pDirection: Math.max(pPositive, pNegative),
  };
}
