/** Advice on courses that end early. */
import type { Warning } from "../../../engine/core/Warning.js";
import { coefficientDraw } from "../drawNames.js";
import type { Frame, GroupTerm, Predictor } from "../Frame.js";

/** Occasions that a course may have, and the fewest. */
const mostOccasions = 30;
const fewestOccasions = 3;
/** Levels that must end early, and their share; the share of all levels whose course has no gap and begins at the first occasion. */
const fewestEarly = 3;
const leastEarly = 0.05;
const leastPlain = 0.95;
/** Levels below which a pattern is none. */
const fewestLevels = 8;

/**
 * That levels of a group are lost along a column, as patients are along visits: most levels have each value of it from the first on, one
 * row each, and some have them only up to an earlier one. Told for a column that has a slope by that group, or is at population level beside
 * the group's intercepts. Irregular times and gaps are no pattern that is plain.
 */
export function dropoutWarnings({ predictors, groups }: Pick<Frame, "predictors" | "groups">): readonly Warning[] {
  const seen = new Set<string>();
  return groups.flatMap((term) => {
    if (term.parameter !== "mu" || seen.has(term.grouping)) return [];
    for (const { name, column } of timesOf(term, predictors[0]!)) {
      const lost = lossOf(term, column);
      if (!lost) continue;
      seen.add(term.grouping);
      return [warningOf(term, name, lost)];
    }
    return [];
  });
}

interface Time {
  readonly name: string;
  readonly column: Float64Array;
}

/** Slopes of the group first. */
function timesOf({ coefficients, columns }: GroupTerm, { names, columns: population }: Predictor): readonly Time[] {
  const slopes = coefficients.flatMap((name, k) => (columns[k] ? [{ name, column: columns[k] }] : []));
  const others = names.map((name, k) => ({ name, column: population[k]! }));
  return [...slopes, ...others.filter(({ name }) => slopes.every((slope) => slope.name !== name))];
}

interface Loss {
  /** Levels that end before the last occasion, of all. */
  readonly early: number;
  readonly levels: number;
  /** The last occasion. */
  readonly last: number;
}

function lossOf({ index, levels }: GroupTerm, column: Float64Array): Loss | undefined {
  if (levels.length < fewestLevels) return undefined;
  const occasions = occasionsOf(column);
  if (!occasions) return undefined;
  const place = new Map(Array.from(occasions, (value, k) => [value, k]));
  const counts = new Int32Array(levels.length);
  const latest = new Int32Array(levels.length).fill(-1);
  const found = new Set<number>();
  for (let row = 0; row < column.length; row += 1) {
    const level = index[row]!;
    const at = place.get(column[row]!)!;
    // A second row of an occasion: the column is no time of this group.
    const cell = level * occasions.length + at;
    if (found.has(cell)) return undefined;
    found.add(cell);
    counts[level]! += 1;
    latest[level] = Math.max(latest[level]!, at);
  }
  const isPlain = counts.filter((count, level) => count === latest[level]! + 1).length >= leastPlain * levels.length;
  const early = latest.filter((at) => at < occasions.length - 1).length;
  const isSome = early >= Math.max(fewestEarly, leastEarly * levels.length) && early < levels.length;
  return isPlain && isSome ? { early, levels: levels.length, last: occasions.at(-1)! } : undefined;
}

/** Distinct values in order; undefined where they are too few or too many to be occasions. */
function occasionsOf(column: Float64Array): Float64Array | undefined {
  const values = new Set<number>();
  for (const value of column) {
    values.add(value);
    if (values.size > mostOccasions) return undefined;
  }
  return values.size < fewestOccasions ? undefined : Float64Array.from(values).sort();
}

function warningOf({ grouping }: GroupTerm, time: string, { early, levels, last }: Loss): Warning {
  const text =
    `${early} of ${levels} levels of "${grouping}" end before ${time} = ${Number(last.toPrecision(6))}. The fit takes what is missing for missing at random: that a level ` +
    `ended may depend on what was seen of it before and on its predictors, not on what would have been seen after. If levels left because of how they ` +
    `fared, b_${time} is biased: put what foretold leaving into the formula, and tell how the answer changes if those who left had fared worse.`;
  return { cause: "dropout", variables: [coefficientDraw(time)], text };
}
