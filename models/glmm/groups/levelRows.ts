/** Which rows belong to which level. */
import type { GroupTerm } from "../Frame.js";

/** The rows of each level of a term, in order. */
export function levelRows({ index, levels }: GroupTerm): Int32Array[] {
  const counts = new Int32Array(levels.length);
  for (const level of index) if (level >= 0) counts[level]! += 1;
  const rows = Array.from(counts, (count) => new Int32Array(count));
  counts.fill(0);
  index.forEach((level, row) => {
    if (level >= 0) rows[level]![counts[level]!++] = row;
  });
  return rows;
}
