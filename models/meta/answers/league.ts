/** The league table: every treatment against every other, with its orientation in words. */
import { exp } from "../../../engine/math/exp.js";
import type { FittedNetwork } from "../FittedNetwork.js";
import { pairDraws } from "./pairDraws.js";
import { summariseDraws, type EffectSummary } from "./summariseDraws.js";
import { treatmentPlaces } from "./treatmentPlaces.js";

export interface LeagueOptions {
  /** Which treatments, in the order of rows and columns. */
  readonly treatments?: readonly string[];
  /** Values of covariates by name; those left out are at their centres. */
  readonly at?: ReadonlyMap<string, number>;
}

/** Of the exponential of an effect; quantiles are those of the effect, exponentiated. */
export interface RatioSummary {
  readonly "q2.5": number;
  readonly q50: number;
  readonly "q97.5": number;
}

export interface LeagueCell {
  /** On the link scale. */
  readonly effect: EffectSummary;
  /** Where the exponential of an effect means something. */
  readonly ratio: RatioSummary | null;
}

export interface League {
  /** How cells are to be read. */
  readonly orientation: string;
  /** `log odds ratio`. */
  readonly effect: string;
  /** `odds ratio`, or null. */
  readonly ratio: string | null;
  /** Of rows and of columns. */
  readonly treatments: readonly string[];
  /** By row and column: the row's treatment against the column's; null on the diagonal and where the model tells nothing. */
  readonly cells: readonly (readonly (LeagueCell | null)[])[];
}

/**
 * All pairs of treatments in a square: a cell is the effect of its row's treatment against its column's, above and below the diagonal
 * alike, so that there is one orientation only.
 *
 * @throws UserError for an unknown treatment or covariate.
 * @example
 * league(fitted).cells[1]![0]!.effect.mean; // the second treatment against the first
 */
export function league(fitted: FittedNetwork, options: LeagueOptions = {}): League {
  const { treatments } = fitted.network;
  const { effect, ratio } = fitted.likelihood.words;
  const places = treatmentPlaces(fitted.network, options.treatments, "the league table");
  const drawsOf = pairDraws(fitted, options.at);
  const cell = (row: number, column: number): LeagueCell | null => {
    const draws = row === column ? undefined : drawsOf(column, row);
    if (!draws) return null;
    const summary = summariseDraws(draws);
    return { effect: summary, ratio: ratio === undefined ? null : ratioOf(summary) };
  };
  return {
    orientation: orientationOf(effect, ratio),
    effect,
    ratio: ratio ?? null,
    treatments: places.map((place) => treatments[place]!),
    cells: places.map((row) => places.map((column) => cell(row, column))),
  };
}

/** Quantiles of the exponential of an effect. */
export function ratioOf(effect: EffectSummary): RatioSummary {
  return { "q2.5": exp(effect["q2.5"]), q50: exp(effect.q50), "q97.5": exp(effect["q97.5"]) };
}

function orientationOf(effect: string, ratio: string | undefined): string {
  const what = "Each cell compares the treatment of its row with the treatment of its column";
  return ratio === undefined
    ? `${what}: a ${effect} above 0 means more in the row's treatment.`
    : `${what}: ${/^[aeiou]/.test(ratio) ? "an" : "a"} ${ratio} above 1 (${effect} above 0) means more in the row's treatment.`;
}
