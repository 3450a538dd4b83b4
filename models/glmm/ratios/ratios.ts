/** Coefficients as ratios: of odds, rates, hazards and means. */
import { exp } from "../../../engine/math/exp.js";
import { UserError } from "../../../engine/core/UserError.js";
import { nearestName } from "../../../engine/data/nearestName.js";
import { refuseUnknownOptions } from "../../program/refuseUnknownOptions.js";
import type { FittedGlmm } from "../FittedGlmm.js";
import type { Predictor } from "../Frame.js";
import { drawSummary, shareAbove0 } from "../groups/DrawSummary.js";
import { populationCoefficients } from "../groups/populationDraws.js";
import { auxiliaryRatio, locationRatio, type RatioKind } from "./ratioKind.js";

export interface RatiosOptions {
  /** The distributional parameter whose coefficients are taken, `zi`; unless told those of the mean. */
  readonly parameter?: string;
  /** Whether the intercept is shown too, e to which is no ratio but the odds, rate or mean of a row of zeros; no unless told. */
  readonly intercept?: boolean;
  /** Of how many units of a column a ratio is, by coefficient, as in `{ age: 10 }`; 1 unless told. */
  readonly per?: Readonly<Record<string, number>>;
}

/** One coefficient, exponentiated. */
export interface RatioRow {
  readonly parameter: string;
  readonly coefficient: string;
  /** Of nominal responses and compositions: whose odds or share it is, and that of which it is over. */
  readonly category?: string;
  readonly against?: string;
  /** `odds ratio`, `rate ratio`, `risk ratio`, `hazard ratio`, `ratio of means`, `ratio of shares`, …; of the intercept `value at 0`. */
  readonly kind: string;
  /** Units of the column. */
  readonly per: number;
  /** e to the median of the coefficient. */
  readonly ratio: number;
  /** e to the quantiles of the coefficient. */
  readonly "q2.5": number;
  readonly "q97.5": number;
  /** Mean and standard deviation of the coefficient itself, its logarithm. */
  readonly logMean: number;
  readonly logSd: number;
  /** Probability that it is above 1. */
  readonly pAbove1: number;
}

export interface Ratios {
  readonly rows: readonly RatioRow[];
  /** What each kind is, a sentence each. */
  readonly definitions: readonly { readonly kind: string; readonly words: string }[];
  /** Names of groups whose effects are held while a predictor changes. */
  readonly given: readonly string[];
}

/** `ratios` of a fit that is at hand; see index.ts. */
export function ratiosOf(fitted: FittedGlmm, options: RatiosOptions = {}): Ratios {
  refuseUnknownOptions("ratios", options, ["parameter", "intercept", "per"]);
  const { intercept = false, per = {} } = options;
  if (typeof intercept !== "boolean") {
    throw new UserError(`intercept must be true or false; it is ${JSON.stringify(intercept)}.`);
  }
  const asked = predictorsAsked(fitted, options.parameter);
  const rows: RatioRow[] = [];
  const units = new Map(Object.entries(per));
  const kinds = new Map<string, string>();
  for (const { predictor, kind } of asked) {
    const known = populationCoefficients(predictor);
    const compared = comparedCategories(fitted, predictor.parameter);
    for (const { parameter, coefficient, variable } of known) {
      const isConstant = coefficient === "Intercept";
      if (isConstant && !intercept) continue;
      const unit = isConstant ? 1 : (units.get(coefficient) ?? 1);
      if (!isConstant) kinds.set(kind.name, kind.words);
      rows.push({
        ...{ parameter, coefficient, ...compared, kind: isConstant ? "value at 0" : kind.name, per: unit },
        ...exponentiated(fitted.draws(variable), unit),
      });
    }
  }
  refuseStrayUnits(units, rows);
  if (rows.length === 0) {
    throw new UserError(
      "the formula has no predictors whose coefficients could be ratios: ask with intercept for its value at 0.",
    );
  }
  const parameters = new Set(asked.map(({ predictor }) => predictor.parameter));
  return {
    rows,
    definitions: [...kinds].map(([kind, words]) => ({ kind, words })),
    given: [
      ...new Set(fitted.frame.groups.flatMap(({ parameter, group }) => (parameters.has(parameter) ? [group] : []))),
    ],
  };
}

/** The category that a location is of, and the first; nothing where there is one location for all. */
function comparedCategories(
  { frame, family }: FittedGlmm,
  parameter: string,
): Pick<RatioRow, "category" | "against"> | undefined {
  const { response, locations } = frame;
  if (family.categories === undefined || family.categories.kind === "ordinal") return undefined;
  const place = locations.indexOf(parameter);
  const [against, ...others] = response?.categories ?? [];
  const category = others[place];
  return category === undefined || against === undefined ? undefined : { category, against };
}

type Numbers = Omit<RatioRow, "parameter" | "coefficient" | "category" | "against" | "kind" | "per">;

function exponentiated(draws: Float64Array, unit: number): Numbers {
  const scaled = unit === 1 ? draws : draws.map((value) => value * unit);
  const { mean, sd, median, "q2.5": low, "q97.5": high } = drawSummary(scaled);
  return {
    ...{ ratio: exp(median), "q2.5": exp(low), "q97.5": exp(high) },
    ...{ logMean: mean, logSd: sd, pAbove1: shareAbove0(scaled) },
  };
}

interface Asked {
  readonly predictor: Predictor;
  readonly kind: RatioKind;
}

/** Those of the location, or of one parameter. @throws UserError where their coefficients are no ratios. */
function predictorsAsked(fitted: FittedGlmm, parameter: string | undefined): readonly Asked[] {
  const { frame, family, link } = fitted;
  const auxiliaries = new Set(family.auxiliaries.map(({ name }) => name));
  const isLocation = (one: Predictor) => !auxiliaries.has(one.parameter);
  const predictors =
    parameter === undefined
      ? frame.predictors.filter(isLocation)
      : frame.predictors.filter((one) => one.parameter === parameter);
  if (predictors.length === 0) {
    const known = frame.predictors.map((one) => one.parameter);
    const near = nearestName(String(parameter), known);
    const guess = near === undefined ? "" : `, did you mean "${near}"`;
    throw new UserError(`no formula is for "${parameter}"${guess}; there are formulas for ${known.join(", ")}.`);
  }
  return predictors.map((predictor) => {
    const kind = isLocation(predictor) ? locationRatio(fitted) : auxiliaryRatio(predictor.parameter, predictor.link);
    if (kind) return { predictor, kind };
    const of = isLocation(predictor)
      ? `${family.name}(${link.name})`
      : `${predictor.parameter} with link ${predictor.link}`;
    throw new UserError(
      `coefficients of ${of} are no ratios, since they do not multiply: read them as they are (fixef), ` +
        `or compare means of the response (contrasts).`,
    );
  });
}

function refuseStrayUnits(units: ReadonlyMap<string, number>, rows: readonly RatioRow[]): void {
  const known = rows.map(({ coefficient }) => coefficient);
  for (const [name, unit] of units) {
    if (!known.includes(name) || name === "Intercept") {
      const near = nearestName(name, known);
      const guess = near === undefined ? "" : `, did you mean "${near}"`;
      throw new UserError(`per names "${name}", which is no coefficient${guess}; there are ${known.join(", ")}.`);
    }
    if (typeof unit !== "number" || !Number.isFinite(unit) || unit === 0) {
      throw new UserError(`per of "${name}" must be a number of units other than 0; it is ${JSON.stringify(unit)}.`);
    }
  }
}
