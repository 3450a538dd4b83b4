/** Comparisons of means, or of slopes, at the levels of factors. */
import { UserError } from "../../../engine/core/UserError.js";
import { exp } from "../../../engine/math/exp.js";
import type { FittedGlmm } from "../FittedGlmm.js";
import { drawSummary, shareAbove0, type DrawSummary } from "../groups/DrawSummary.js";
import { meanDraws, slopeDraws, type CellDraws } from "./cellDraws.js";
import { contrastWeights, crossed, type Contrast, type ContrastMethod } from "./contrastWeights.js";
import { namesAsked, settingOf, valueText, type AtValue, type MeansSetting } from "./marginalMeans.js";
import { checkMeansOptions, type MeansOptions } from "./MeansOptions.js";
import type { GridAxis } from "./referenceGrid.js";

export interface ContrastsOptions extends MeansOptions {
  readonly method?: ContrastMethod;
  /** The level that others are compared with; makes the method `reference`. */
  readonly reference?: string;
  /** Of two factors: contrasts of contrasts, so that each row is a difference of differences, an interaction. No unless told. */
  readonly interaction?: boolean;
  /** The number whose slopes are compared, in place of means. */
  readonly slope?: string;
}

export interface ContrastRow extends DrawSummary {
  /** `drug - placebo`. */
  readonly contrast: string;
  /** Where it is taken. */
  readonly by: readonly AtValue[];
  /** Weights of the levels compared, in their order. */
  readonly weights: readonly number[];
  /** Probability that it is above 0. */
  readonly pPositive: number;
  /** e to its median and to the ends of its interval, where that is a ratio: of odds, of rates, of means. */
  readonly ratio?: { readonly median: number; readonly "q2.5": number; readonly "q97.5": number };
}

export interface Contrasts extends MeansSetting {
  readonly kind: "contrast";
  /** The number whose slopes are compared, where they are. */
  readonly slope?: string;
  /** What is compared, in order. */
  readonly levels: readonly string[];
  readonly rows: readonly ContrastRow[];
}

/** `contrasts` of a fit that is at hand; see index.ts. */
export function contrastsOf(
  fitted: FittedGlmm,
  variables: string | readonly string[],
  options: ContrastsOptions = {},
): Contrasts {
  const { method, reference, interaction = false, slope, ...means } = options;
  checkMeansOptions("contrasts", options, ["method", "reference", "interaction", "slope"]);
  if (typeof interaction !== "boolean") {
    throw new UserError(`interaction must be true or false; it is ${JSON.stringify(interaction)}.`);
  }
  if (reference !== undefined && method !== undefined && method !== "reference") {
    throw new UserError('a reference goes with the method "reference": leave one of the two out.');
  }
  const by = namesAsked([], means);
  // The levels of `by` vary slowest, so that what is compared lies side by side.
  const compared = namesAsked(variables, {}).filter((name) => !by.includes(name));
  if (compared.length === 0)
    throw new UserError('contrasts needs a predictor whose levels are compared, such as "arm".');
  const names = [...by, ...compared];
  const draws = slope === undefined ? meanDraws(fitted, names, means) : slopeDraws(fitted, slope, names, means);
  const axes = draws.grid.asked.slice(by.length);
  const how = method ?? (reference === undefined ? "pairwise" : "reference");
  const levels = combined(axes);
  const rows = contrastRows(
    draws,
    by.length,
    interaction ? interactions(axes, how, reference) : contrastWeights(levels, how, reference),
  );
  return {
    kind: "contrast",
    ...(slope === undefined ? {} : { slope }),
    ...settingOf(fitted, names, means, draws),
    levels,
    rows,
  };
}

/** Names of all combinations of the variables compared. */
function combined(axes: readonly GridAxis[]): string[] {
  return axes.reduce<string[]>(
    (found, { values }) =>
      found.flatMap((one) => values.map((value) => (one === "" ? valueText(value) : `${one}, ${valueText(value)}`))),
    [""],
  );
}

/** @throws UserError unless there are two variables at least, each with contrasts by name of a method. */
function interactions(
  axes: readonly GridAxis[],
  method: ContrastMethod,
  reference: string | undefined,
): readonly Contrast[] {
  if (axes.length < 2) {
    throw new UserError('an interaction is of two predictors: ask about both, as in "arm:sex".');
  }
  if (typeof method === "object" || reference !== undefined) {
    throw new UserError("an interaction takes a method by its name, such as pairwise, for each of its predictors.");
  }
  const [first, ...rest] = axes.map(({ values }) => contrastWeights(values.map(valueText), method));
  return rest.reduce<readonly Contrast[]>(crossed, first!);
}

function contrastRows({ grid, cells, ofRatios }: CellDraws, by: number, contrasts: readonly Contrast[]): ContrastRow[] {
  const size = contrasts[0]!.weights.length;
  return Array.from({ length: cells.length / size }, (_, block) => block * size).flatMap((start) =>
    contrasts.map(({ name, weights }): ContrastRow => {
      const draws = new Float64Array(cells[start]!.length);
      weights.forEach((weight, k) => {
        const cell = cells[start + k]!;
        if (weight !== 0) for (let d = 0; d < draws.length; d += 1) draws[d]! += weight * cell[d]!;
      });
      const summary = drawSummary(draws);
      const isDifference = Math.abs(weights.reduce((sum, weight) => sum + weight, 0)) < 1e-9;
      return {
        contrast: name,
        by: grid.cells[start]!.values.slice(0, by).map((value, k) => ({ variable: grid.asked[k]!.axis.name, value })),
        weights,
        ...summary,
        pPositive: shareAbove0(draws),
        ...(ofRatios && isDifference
          ? { ratio: { median: exp(summary.median), "q2.5": exp(summary["q2.5"]), "q97.5": exp(summary["q97.5"]) } }
          : {}),
      };
    }),
  );
}
