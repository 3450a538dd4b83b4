/** Where the precision of random effects has entries, and what data say there. */
import type { PrecisionGroup } from "./MarginalData.js";
import type { MetaFrame, RandomTerm } from "./MetaFrame.js";

/** Rows with the inverse of their sampling covariance, row by row. */
export interface RowPrecision {
  readonly rows: Int32Array;
  readonly values: Float64Array;
}

/** Pairs of levels of two terms that meet, with ZᵀV⁻¹Z at each pair of effects of theirs. */
interface Meeting {
  readonly first: number[];
  readonly second: number[];
  /** [effect of the first][effect of the second][pair] */
  readonly told: readonly (readonly number[][])[];
}

/**
 * Groups of entries of one triangle, with the places of all of them, group by group.
 *
 * @param offsets Where the effects of each term begin.
 */
export function precisionGroups(
  { terms }: MetaFrame,
  precisions: readonly RowPrecision[],
  offsets: readonly number[],
): {
  readonly groups: readonly PrecisionGroup[];
  readonly places: { readonly rows: Int32Array; readonly columns: Int32Array };
} {
  const rows: number[] = [];
  const columns: number[] = [];
  const groups: PrecisionGroup[] = [];
  terms.forEach((a, first) => {
    terms.slice(0, first + 1).forEach((b, second) => {
      const met = meetingOf(a, b, precisions);
      const own = met.first.map((level, pair) => first === second && level === met.second[pair]);
      const add = (parts: readonly [number, number], isDiagonal: boolean, kept: (pair: number) => boolean) => {
        const pairs = met.first.flatMap((_, pair) => (kept(pair) ? [pair] : []));
        if (pairs.length === 0) return;
        const told = met.told.map((some) => some.map((values) => Float64Array.from(pairs, (pair) => values[pair]!)));
        groups.push({ first, second, parts, isDiagonal, told });
        for (const pair of pairs) {
          rows.push(offsets[first]! + parts[0] * a.levels.length + met.first[pair]!);
          columns.push(offsets[second]! + parts[1] * b.levels.length + met.second[pair]!);
        }
      };
      a.parts.forEach((_, i) => {
        b.parts.forEach((__, j) => {
          // Within a level one triangle is enough; levels of one term are met in one order only.
          if (i >= j) add([i, j], first === second && i === j, (pair) => own[pair]!);
          add([i, j], false, (pair) => !own[pair]);
        });
      });
    });
  });
  return { groups, places: { rows: Int32Array.from(rows), columns: Int32Array.from(columns) } };
}

function meetingOf(a: RandomTerm, b: RandomTerm, precisions: readonly RowPrecision[]): Meeting {
  const met: Meeting = { first: [], second: [], told: a.parts.map(() => b.parts.map((): number[] => [])) };
  const pairs = new Map<number, number>();
  const pairOf = (level: number, other: number): number => {
    const key = level * b.levels.length + other;
    const known = pairs.get(key);
    if (known !== undefined) return known;
    const pair = met.first.push(level) - 1;
    met.second.push(other);
    for (const some of met.told) for (const values of some) values.push(0);
    pairs.set(key, pair);
    return pair;
  };
  // Every level meets itself, whatever rows say.
  if (a === b) a.levels.forEach((_, level) => pairOf(level, level));
  for (const { rows, values } of precisions) {
    rows.forEach((row, i) => {
      rows.forEach((other, j) => {
        const [level, otherLevel] = [a.index[row]!, b.index[other]!];
        if (a === b && level < otherLevel) return;
        met.told[a.part[row]!]![b.part[other]!]![pairOf(level, otherLevel)]! += values[i * rows.length + j]!;
      });
    });
  }
  return met;
}
