/** Trajectories that the tree depth ended since two variables are tied to each other: a ridge, long and narrow. */
import { ratioOfSpreads, untie } from "./combination.js";
import { smallerEss, type Evidence } from "./Evidence.js";
import type { Finding } from "./Finding.js";
import { inOrder, strongestPair } from "./strongestPair.js";
import { beside, digits } from "./words.js";

/** Share of trajectories cut short below which it is no matter. */
const leastShare = 0.01;

/** Correlation from which a pair is called the ridge. */
const tied = 0.95;

/** Slowest variables among which the pair is looked for. */
const mostVariables = 24;

/** The pair of slow variables that is tied most, where trajectories were cut short; undefined where no two are. */
export function narrowRidge({ rows, cutShort, draws, chainsOf }: Evidence): Finding | undefined {
  if (cutShort < leastShare) return undefined;
  const slowest = rows
    .filter((row) => row.rhat !== null)
    .sort((a, b) => smallerEss(a) - smallerEss(b))
    .slice(0, mostVariables)
    .map(({ variable }) => variable);
  const pair = strongestPair(inOrder(slowest, draws), chainsOf);
  if (pair === undefined || Math.abs(pair.correlation) < tied) return undefined;
  const { a, b, correlation } = pair;
  const strength = Math.abs(correlation);
  const length = Math.sqrt((1 + strength) / (1 - strength));
  return {
    cause: "narrow_ridge",
    state: "caution",
    title: `${a} and ${b} lie on a narrow ridge`,
    text:
      `${Math.max(1, Math.round(100 * cutShort))} % of the trajectories were still on their way when the tree depth ended them. Draws of ${a} and ${b} are tied to each other ` +
      `(correlation ${beside(correlation, Math.sign(correlation))}): seen together they lie on a ridge about ${digits(length)} times as long as wide, which only many short steps can follow. ` +
      `Draws are not wrong for it, but dear, and fewer of them are independent.`,
    action: untie(pair, ratioOfSpreads(pair, chainsOf)),
    variables: [a, b],
    explains: ["max_treedepth"],
    figure: { kind: "pair", variables: [a, b] },
  };
}
