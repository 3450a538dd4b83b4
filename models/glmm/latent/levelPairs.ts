/** Pairs of levels that occur together in a row. */
import type { Frame } from "../Frame.js";
import type { LevelPairs } from "./LatentPlan.js";

/** The pairs of two terms, ordered by the first's level and then the second's. */
export function levelPairs({ groups }: Frame, first: number, second: number): LevelPairs {
  const [a, b] = [groups[first]!, groups[second]!];
  const width = b.levels.length;
  const keys = Float64Array.from(a.index, (level, row) => level * width + b.index[row]!);
  const distinct = keys.slice().sort();
  let count = 0;
  for (let i = 0; i < distinct.length; i++)
    if (i === 0 || distinct[i] !== distinct[i - 1]) distinct[count++] = distinct[i]!;
  const pairs = distinct.subarray(0, count);
  const places = new Map(Array.from(pairs, (key, place) => [key, place]));
  return {
    first,
    second,
    firstLevels: Int32Array.from(pairs, (key) => Math.floor(key / width)),
    secondLevels: Int32Array.from(pairs, (key) => key % width),
    index: Int32Array.from(keys, (key) => places.get(key)!),
  };
}
