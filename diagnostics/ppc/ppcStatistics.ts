/** Compares statistics of the observed responses with those of their replicates. */
import type { Replicates } from "../../engine/core/Replicates.js";
import { missing, type Statistic } from "../statistic.js";
import { middleOfReplicates } from "./middleOfReplicates.js";
import type { ResponseStatistic } from "./PpcStatistic.js";
import { categoryStatistic, responseStatistic, statisticNames } from "./responseStatistics.js";
import { statisticsFor } from "./statisticsFor.js";
import { statisticVerdict } from "./statisticVerdict.js";

/** A statistic of the observations, and of each replicate. */
export interface PpcStatistic {
  /** `mean`, `zeros`. */
  readonly name: string;
  /** In words, to follow "the". */
  readonly words: string;
  /** Of a part of the observations: grouping and level. */
  readonly group?: { readonly name: string; readonly level: string; readonly count: number };
  readonly observed: number;
  /** One for each replicate; NaN where one has none. */
  readonly replicated: Float64Array;
  /** Median and ends of the middle 95 % of the replicates, whole numbers where all replicates are. */
  readonly median: number;
  readonly low: number;
  readonly high: number;
  /**
   * Posterior predictive p-value: the share of replicates above the observation, those equal to it counted half. One half where the
   * model gives such data, near 0 or 1 where it does not.
   */
  readonly p: Statistic;
  /** Its Monte Carlo error, that of a share of independent draws: the sd of beta(above + 1, below + 1), which is not 0 at 0. */
  readonly mcseP: Statistic;
  /** Whether the observation lies outside the middle 95 % of the replicates. */
  readonly isOutside: boolean;
  /** What there is to see, as a clause: `observed 12 zeros where replicates have 3 to 9`. */
  readonly verdict: string;
}

/** Options of {@link ppcStatistics}. */
export interface PpcStatisticsOptions {
  /** Names, `q75` for a quantile; those that suit the outcome unless told: see {@link statisticsFor}. */
  readonly statistics?: readonly string[];
  /** A grouping of the replicates: each of its levels by itself. */
  readonly by?: string;
}

/** What a posterior predictive p-value is, to stand beside it. */
export const ppcNote =
  "p is the share of replicates above the observation, ties counted half; both ends are remarkable, near 0 and near 1. Since the same " +
  "data made the posterior, p gathers around one half more than chance would have it, and is no error rate.";

/**
 * Statistics of the responses beside those of each replicate (Gelman, Meng & Stern 1996, Statistica Sinica 6, 733-807). Responses that
 * are censored have none, since what was observed of them is no response; weights of the observations are not used, since a replicate is
 * one response of a row.
 *
 * @throws RangeError for a statistic or a grouping that there is not.
 * @example
 * ppcStatistics(replicates).filter(({ isOutside }) => isOutside).map(({ verdict }) => verdict);
 */
export function ppcStatistics(replicates: Replicates, options: PpcStatisticsOptions = {}): PpcStatistic[] {
  if (replicates.censored?.includes(1)) return [];
  const statistics = statisticsAsked(replicates, options.statistics);
  const parts =
    options.by === undefined ? [{ places: every(replicates.observed.length) }] : partsOf(replicates, options.by);
  return parts.flatMap((part) => statistics.map((statistic) => compare(replicates, statistic, part)));
}

function statisticsAsked(
  { outcome, categories }: Replicates,
  names: readonly string[] | undefined,
): ResponseStatistic[] {
  if (names === undefined && categories !== undefined && (outcome === "ordinal" || outcome === "nominal")) {
    return categories.map((category, k) => categoryStatistic(category, k + 1));
  }
  return (names ?? statisticsFor(outcome)).map((name) => {
    const statistic = responseStatistic(name);
    if (statistic) return statistic;
    throw new RangeError(
      `there is no statistic "${name}": there are ${statisticNames.join(", ")}, and quantiles such as q75`,
    );
  });
}

/** Some of the observations. */
interface Part {
  readonly places: Int32Array;
  readonly group?: PpcStatistic["group"];
}

function every(count: number): Int32Array {
  return Int32Array.from({ length: count }, (_, place) => place);
}

function partsOf({ groups = [], observed }: Replicates, by: string): Part[] {
  const grouping = groups.find(({ name }) => name === by);
  if (!grouping) {
    const have = groups.length === 0 ? "none" : groups.map(({ name }) => name).join(", ");
    throw new RangeError(`there is no grouping "${by}" of the replicates: there are ${have}`);
  }
  return grouping.levels.flatMap((level, code) => {
    const places = every(observed.length).filter((place) => grouping.codes[place] === code);
    return places.length === 0 ? [] : [{ places, group: { name: by, level, count: places.length } }];
  });
}

function compare(replicates: Replicates, statistic: ResponseStatistic, { places, group }: Part): PpcStatistic {
  const { values, observed: response, draws } = replicates;
  const observed = statistic.of(response, places, replicates);
  const replicated = Float64Array.from(draws, (_, d) =>
    statistic.of(values.subarray(d * response.length, (d + 1) * response.length), places, replicates),
  );
  const sorted = replicated.filter((value) => !Number.isNaN(value)).sort();
  const { low, median, high } = middleOfReplicates(sorted);
  const isOutside = observed < low || observed > high;
  return {
    name: statistic.name,
    words: statistic.words,
    ...(group ? { group } : {}),
    observed,
    replicated,
    median,
    low,
    high,
    ...shareAbove(sorted, observed),
    isOutside,
    verdict: statisticVerdict(statistic, { observed, low, high, isOutside, ...(group ? { group } : {}) }),
  };
}

function shareAbove(sorted: Float64Array, observed: number): Pick<PpcStatistic, "p" | "mcseP"> {
  const count = sorted.length;
  if (count === 0 || Number.isNaN(observed)) {
    const reason = missing(count === 0 ? "noDraws" : "nonfinite");
    return { p: reason, mcseP: reason };
  }
  let above = 0;
  for (const value of sorted) above += value > observed ? 1 : value === observed ? 0.5 : 0;
  const [a, b] = [above + 1, count - above + 1];
  return { p: { value: above / count }, mcseP: { value: Math.sqrt((a * b) / (a + b + 1)) / (a + b) } };
}
