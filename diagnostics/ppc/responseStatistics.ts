/** The statistics that a response may be compared with its replicates by. */
import { quantileOfSorted } from "../../engine/math/quantileOfSorted.js";
import type { ObservationsOf, ResponseStatistic } from "./PpcStatistic.js";

type Reduce = (values: Float64Array) => number;

/** The response itself at the places. */
const plain =
  (reduce: Reduce): ResponseStatistic["of"] =>
  (response, places) =>
    reduce(Float64Array.from(places, (place) => response[place]!));

/** Shares of trials at the places. */
const shares =
  (reduce: Reduce): ResponseStatistic["of"] =>
  (response, places, { trials }) =>
    reduce(Float64Array.from(places, (place) => response[place]! / (trials?.[place] ?? 1)));

/** How many of the places have something. */
const countOf =
  (has: (y: number, place: number, known: ObservationsOf) => boolean): ResponseStatistic["of"] =>
  (response, places, known) =>
    places.reduce((count, place) => {
      const y = response[place]!;
      return count + (Number.isNaN(y) ? NaN : has(y, place, known) ? 1 : 0);
    }, 0);

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** With n − 1 below. */
function varianceOf(values: Float64Array): number {
  const mean = meanOf(values);
  return values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / (values.length - 1);
}

const sdOf: Reduce = (values) => Math.sqrt(varianceOf(values));

const quantileAt =
  (probability: number): Reduce =>
  (values) => {
    // Sorting puts NaN last, where a low quantile would not meet it.
    if (values.some(Number.isNaN)) return NaN;
    return quantileOfSorted(values.sort(), probability);
  };

const all: readonly ResponseStatistic[] = [
  { name: "mean", words: "mean", of: plain(meanOf) },
  { name: "sd", words: "standard deviation", of: plain(sdOf) },
  { name: "min", words: "minimum", of: plain(quantileAt(0)) },
  { name: "max", words: "maximum", of: plain(quantileAt(1)) },
  { name: "median", words: "median", of: plain(quantileAt(0.5)) },
  { name: "q10", words: "10 % quantile", of: plain(quantileAt(0.1)) },
  { name: "q90", words: "90 % quantile", of: plain(quantileAt(0.9)) },
  { name: "zeros", words: "number of zeros", counts: ["zero", "zeros"], of: countOf((y) => y === 0) },
  {
    name: "zeroShare",
    words: "share of zeros",
    of: plain((values) => meanOf(values.map((y) => (y === 0 ? 1 : y === y ? 0 : NaN)))),
  },
  {
    name: "dispersion",
    words: "variance divided by the mean",
    of: plain((values) => varianceOf(values) / meanOf(values)),
  },
  { name: "successes", words: "number of successes", counts: ["success", "successes"], of: countOf((y) => y === 1) },
  { name: "meanShare", words: "mean share of successes", of: shares(meanOf) },
  { name: "sdShare", words: "standard deviation of the shares of successes", of: shares(sdOf) },
  {
    name: "full",
    words: "number of rows whose every trial succeeded",
    counts: ["row without a failure", "rows without a failure"],
    of: countOf((y, place, { trials }) => y === trials?.[place]),
  },
];

const byName: ReadonlyMap<string, ResponseStatistic> = new Map(all.map((statistic) => [statistic.name, statistic]));

/** Names of the statistics that any response may be asked for. */
export const statisticNames: readonly string[] = all.map(({ name }) => name);

/** A statistic by its name, `q75` being the 75 % quantile; undefined for a name that is none. */
export function responseStatistic(name: string): ResponseStatistic | undefined {
  const known = byName.get(name);
  if (known) return known;
  const percent = /^q(\d{1,2}(?:\.\d+)?)$/.exec(name)?.[1];
  if (percent === undefined) return undefined;
  return { name, words: `${percent} % quantile`, of: plain(quantileAt(Number(percent) / 100)) };
}

/** How many observations are of a category, numbered from 1. */
export function categoryStatistic(category: string, number: number): ResponseStatistic {
  return {
    name: `count of ${category}`,
    words: `number of ${category}`,
    counts: [`of ${category}`, `of ${category}`],
    of: countOf((y) => y === number),
  };
}
