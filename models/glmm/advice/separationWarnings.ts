/** Advice on coefficients that only their priors keep finite. */
import type { Warning } from "../../../engine/core/Warning.js";
import type { FrameEncoder } from "../design/frameOf.js";
import { coefficientDraw, interceptDraw } from "../drawNames.js";
import type { Family } from "../Family.js";
import type { Predictor, Response } from "../Frame.js";
import { ordinalSeparation } from "./ordinalSeparation.js";
import { rowTendencies, silent } from "./rowTendencies.js";
import { separationOf, type InfiniteCoefficient, type Separation } from "./separation.js";
import { listed } from "./words.js";

/**
 * One warning for each distributional parameter whose columns separate the responses; see {@link separationOf}. Effects of groups are
 * not looked at: their prior keeps them finite, and that is what it is for.
 */
export function separationWarnings(encoder: FrameEncoder, family: Family): readonly Warning[] {
  const { response, predictors } = encoder.frame;
  if (!response) return [];
  const aliased = new Set(encoder.aliased);
  return predictors.flatMap((predictor) => {
    if (family.name === "cumulative" && predictor.thresholds !== undefined) {
      return ordinalWarnings(predictor, response, aliased);
    }
    if (response.censoring || response.truncation) return [];
    const tendencies = rowTendencies(family.name, predictor.parameter, predictor.link, response);
    if (!tendencies) return [];
    const found = separationOf(predictor, tendencies, aliased);
    return found ? [warningOf(found, { predictor, response: response.name, tendencies })] : [];
  });
}

/** Of ordered categories the first and the last have no end on one side. */
function ordinalWarnings(predictor: Predictor, response: Response, aliased: ReadonlySet<string>): readonly Warning[] {
  const { values, name, weights, censoring, truncation } = response;
  if (weights || censoring || truncation) return [];
  const found = ordinalSeparation(predictor, values, aliased);
  const last = predictor.thresholds! + 1;
  const tendencies = Int32Array.from(values, (category) => (category === 1 ? -1 : category === last ? 1 : 0));
  return found ? [warningOf(found, { predictor, response: name, tendencies })] : [];
}

interface Place {
  readonly predictor: Predictor;
  readonly response: string;
  readonly tendencies: Int32Array;
}

function warningOf({ complete, rows, of, coefficients }: Separation, place: Place): Warning {
  const { predictor, response } = place;
  const named = (way: InfiniteCoefficient["way"]) =>
    coefficients.filter((one) => one.way === way).map(({ name }) => drawOf(predictor, name));
  const [up, down, either] = [named("up"), named("down"), named("either")];
  const ends = [
    ...(up.length > 0 ? [`${listed(up)} at plus infinity`] : []),
    ...(down.length > 0 ? [`${listed(down)} at minus infinity`] : []),
    ...(either.length > 0 ? [`${listed(either)} at infinity of either sign`] : []),
  ];
  const shares = complete ? `all ${of} rows` : `${rows} of ${of} rows`;
  const what = `The predictors separate the values of "${response}" ${complete ? "completely" : "in part"} (${shares})`;
  const text =
    `${what}${whereOf(coefficients, place)}: the likelihood alone puts ${ends.join(" and ")}. What ` +
    `${coefficients.length === 1 ? "its estimate shows is the tail of its prior" : "their estimates show is the tails of their priors"}, ` +
    `and a wider prior moves ${coefficients.length === 1 ? "it" : "them"} further out. Declare a prior that you believe, such as ` +
    `${mendOf(predictor)}, and tell it with the result; or combine levels whose outcomes are all the same.`;
  return { cause: "separation", variables: [...up, ...down, ...either], text };
}

function mendOf({ parameter }: Predictor): string {
  return parameter === "mu" ? "b ~ normal(0, 2.5)" : `${parameter}: b ~ normal(0, 2.5)`;
}

function drawOf({ parameter }: Predictor, name: string): string {
  return name === "Intercept" ? interceptDraw(parameter) : coefficientDraw(name);
}

/** The first column of zeros and ones that tells outcomes apart by itself, as a level of a factor with no successes. */
function whereOf(coefficients: readonly InfiniteCoefficient[], { predictor, tendencies }: Place): string {
  for (const { name } of coefficients) {
    const column = predictor.columns[predictor.names.indexOf(name)];
    if (!column?.every((value) => value === 0 || value === 1)) continue;
    for (const side of [1, 0]) {
      const own = tendencies.filter((tendency, row) => column[row] === side && tendency !== silent);
      if (own.length === 0 || own.some((one) => one !== own[0]) || own[0] === 0) continue;
      const most = own[0] === 1 ? "as large as it can be" : "as small as it can be";
      return `; it is ${most} in ${own.length === 1 ? "the one row" : `all ${own.length} rows`} with ${name} = ${side}`;
    }
  }
  return "";
}
