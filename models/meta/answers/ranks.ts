/** Which treatment is best, second best and so on, and how sure that is. */
import { UserError } from "../../../engine/core/UserError.js";
import type { FittedNetwork } from "../FittedNetwork.js";
import { batchError } from "./batchError.js";
import { rankDraws } from "./rankDraws.js";
import type { Better } from "./rankProbabilities.js";
import { sucra } from "./sucra.js";
import { summariseDraws, type EffectSummary } from "./summariseDraws.js";
import { treatmentPlaces } from "./treatmentPlaces.js";

export interface RanksOptions {
  /** Whether larger or smaller effects are good. */
  readonly better: Better;
  /** Only these treatments are ranked: those a decision is between. */
  readonly treatments?: readonly string[];
  /** Minimally important difference on the link scale, above 0: ranks beyond it are given as well. */
  readonly mid?: number;
  /** Values of covariates by name; those left out are at their centres. */
  readonly at?: ReadonlyMap<string, number>;
}

/** Ranks of each treatment; all lists are in the order of `treatments`. */
export interface RankTable {
  /** By treatment and rank, 1 = best first. */
  readonly probability: readonly (readonly number[])[];
  /** Of this rank or a better one. */
  readonly cumulative: readonly (readonly number[])[];
  /** Of the rank over draws: `mean` is the mean rank, `q50` the median rank. */
  readonly rank: readonly EffectSummary[];
  /** (T − mean rank)/(T − 1). */
  readonly sucra: readonly number[];
  /** Of (T − rank)/(T − 1) over draws, whose mean SUCRA is: how sure the ranking is. */
  readonly sucra_summary: readonly EffectSummary[];
  /** Monte Carlo error of SUCRA. */
  readonly sucra_mcse: readonly number[];
  /** Probability of being best; treatments that tie share it. */
  readonly best: readonly number[];
}

/** Ranks where only differences beyond a minimally important one count. */
export interface MidRanks extends RankTable {
  /** On the link scale. */
  readonly mid: number;
  /** By treatment: the probability that it is better than each other treatment by more than that. */
  readonly beyond: readonly (readonly number[])[];
}

export interface Ranks extends RankTable {
  readonly better: Better;
  readonly treatments: readonly string[];
  /** By treatment: the probability that it is better than each other treatment; 0 on the diagonal. */
  readonly superior: readonly (readonly number[])[];
  readonly beyond_mid: MidRanks | null;
}

/**
 * Ranks of treatments over draws, rank 1 the best (Salanti, Ades & Ioannidis 2011). With a minimally important difference they are also
 * given where one treatment outranks another only by more than it, see {@link rankDraws}.
 *
 * @throws UserError for an unknown treatment, fewer than two of them, a difference that is not above 0, and unrelated mean effects, which
 * cannot be ranked.
 * @example
 * ranks(fitted, { better: "lower", mid: 0.2 }).beyond_mid!.sucra;
 */
export function ranks(fitted: FittedNetwork, { better, treatments, mid, at }: RanksOptions): Ranks {
  const places = treatmentPlaces(fitted.network, treatments, "the treatments to rank");
  if (places.length < 2) throw new UserError("ranks need at least two treatments: name the others of the decision.");
  if (mid !== undefined && !(mid > 0 && mid < Infinity)) {
    throw new UserError(`the minimally important difference must be a number above 0 on the link scale; it is ${mid}.`);
  }
  const all = fitted.effects(at);
  const effects = places.map((place) => all[place]!);
  return {
    better,
    treatments: places.map((place) => fitted.network.treatments[place]!),
    ...rankTable(effects, better, 0, fitted.chains),
    superior: winProbabilities(effects, better, 0),
    beyond_mid:
      mid === undefined
        ? null
        : { mid, ...rankTable(effects, better, mid, fitted.chains), beyond: winProbabilities(effects, better, mid) },
  };
}

function rankTable(effects: readonly Float64Array[], better: Better, mid: number, chains: number): RankTable {
  const { ranks: drawn, probability } = rankDraws(effects, better, mid);
  const count = effects.length;
  const scores = drawn.map((draws) => draws.map((rank) => (count - rank) / (count - 1)));
  return {
    probability,
    cumulative: probability.map((row) => cumulated(row)),
    rank: drawn.map((draws) => summariseDraws(draws)),
    sucra: sucra(probability),
    sucra_summary: scores.map((draws) => summariseDraws(draws)),
    sucra_mcse: scores.map((draws) => batchError(draws, chains)),
    best: probability.map((row) => row[0]!),
  };
}

function cumulated(row: readonly number[]): number[] {
  let sum = 0;
  return row.map((probability) => (sum += probability));
}

/** By treatment: in which share of draws it is better than each other one by more than `mid`. */
function winProbabilities(effects: readonly Float64Array[], better: Better, mid: number): number[][] {
  const sign = better === "higher" ? 1 : -1;
  return effects.map((own) =>
    effects.map((other) => {
      let wins = 0;
      for (let draw = 0; draw < own.length; draw += 1) if (sign * (own[draw]! - other[draw]!) > mid) wins += 1;
      return wins / own.length;
    }),
  );
}
