/** Chooses the draws that travel in a page, so that a reader can mark them in every figure, and packs them tightly. */
import type { Draws } from "../../engine/core/Draws.js";
import { pickEvenly } from "../plots/parts/pickEvenly.js";
import { base64 } from "./base64.js";
import { packed, packingFor, type Packing } from "./packing.js";

/** Draws of some variables, packed. Scripts of the page unpack them. */
export interface PageDraws {
  readonly variables: readonly string[];
  /** Which draws, ascending, numbered from 0 through all chains one after another. */
  readonly draws: readonly number[];
  /** Those of them that diverged. */
  readonly divergent: readonly number[];
  /** How many there are of each in all. */
  readonly total: number;
  readonly totalDivergent: number;
  readonly packings: readonly Packing[];
  /** By variable, base64 of packed draws. */
  readonly values: readonly string[];
}

/** Options of {@link pageDraws}. */
export interface PageDrawsOptions {
  /** Draws at most, evenly chosen; unless told 1000, or fewer where variables are so many that pages would grow large. */
  readonly most?: number;
  /** Draws that are taken in any case, such as those whose curves stand in a figure. */
  readonly always?: readonly number[];
}

const mostDraws = 1000;
const fewestDraws = 300;
/** Of all variables together; each takes 2.7 bytes of the page. */
const mostNumbers = 12_000;
const mostDivergent = 200;
/**
 * At most so many draws evenly, every divergent one (evenly chosen ones beyond 200), and those asked for, of the variables named. Names that
 * are not there are left out. Values are rounded to 65535 steps, even ones, or of the logarithm where values are positive and spread wide, or
 * of the inverse hyperbolic sine where tails are long: a marked place is exact to a fraction of a pixel.
 */
export function pageDraws(draws: Draws, variables: readonly string[], options: PageDrawsOptions = {}): PageDraws {
  const { always = [] } = options;
  const width = draws.names.length;
  const places = new Map(draws.names.map((name, place) => [name, place]));
  const known = [...new Set(variables)].filter((name) => places.has(name));
  const most = options.most ?? Math.max(fewestDraws, Math.min(mostDraws, Math.floor(mostNumbers / known.length)));
  const starts = draws.chains.map((_, c) => draws.chains.slice(0, c).reduce((sum, chain) => sum + chain.drawCount, 0));
  const total = draws.chains.reduce((sum, chain) => sum + chain.drawCount, 0);
  const diverged = draws.chains.flatMap((chain, c) =>
    Array.from(chain.statistics.divergent.subarray(0, chain.drawCount)).flatMap((flag, i) =>
      flag === 1 ? [starts[c] + i] : [],
    ),
  );
  const taken = new Set([
    ...pickEvenly(total, most),
    ...pickEvenly(diverged.length, mostDivergent).map((place) => diverged[place]),
    ...always.filter((draw) => Number.isInteger(draw) && draw >= 0 && draw < total),
  ]);
  const chosen = [...taken].sort((a, b) => a - b);
  const isDivergent = new Set(diverged);
  const columns = known.map((name) => valuesAt(draws, starts, chosen, places.get(name)!, width));
  const packings = columns.map(packingFor);
  return {
    variables: known,
    draws: chosen,
    divergent: chosen.filter((draw) => isDivergent.has(draw)),
    total,
    totalDivergent: diverged.length,
    packings,
    values: columns.map((column, v) => base64(packed(column, packings[v]))),
  };
}

/** Values of a column at ascending draws. */
function valuesAt(
  { chains }: Draws,
  starts: readonly number[],
  chosen: readonly number[],
  place: number,
  width: number,
): Float64Array {
  let c = 0;
  return Float64Array.from(chosen, (draw) => {
    while (draw >= starts[c] + chains[c].drawCount) c++;
    return chains[c].values[(draw - starts[c]) * width + place];
  });
}
