/** Sorts draws by their distance from the median without sorting again. */
import type { Sample } from "./sample.js";

/**
 * Indices into the pooled draws in ascending order of |x - median|. Below the median the sorted draws run outwards
 * backwards, above it forwards: the two runs are merged.
 */
export function foldedOrder({ pooled, order, median }: Sample): Uint32Array {
  const n = order.length;
  const folded = new Uint32Array(n);
  let above = 0;
  while (above < n && pooled[order[above]] < median) above++;
  let below = above - 1;
  for (let k = 0; k < n; k++) {
    const left = below >= 0 ? median - pooled[order[below]] : Infinity;
    const right = above < n ? pooled[order[above]] - median : Infinity;
    if (above >= n || left < right) folded[k] = order[below--];
    else folded[k] = order[above++];
  }
  return folded;
}
