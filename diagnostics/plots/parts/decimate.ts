/** Thins a long series for drawing: the lowest and highest value of each bucket stay, so no spike is lost. */
export interface Point {
  /** Index in the series. */
  readonly index: number;
  readonly value: number;
}

/**
 * At most 2 × `buckets` points of a series, in order. Values that are not finite are passed over.
 *
 * @example
 * decimate(Float64Array.of(1, 5, 2, 0), 1); // the points at 1 and 3
 */
export function decimate(values: ArrayLike<number>, buckets: number): readonly Point[] {
  const points: Point[] = [];
  if (values.length <= 2 * buckets) {
    for (let i = 0; i < values.length; i++) push(points, values, i);
    return points;
  }
  for (let bucket = 0; bucket < buckets; bucket++) {
    const from = Math.floor((bucket * values.length) / buckets);
    const to = Math.floor(((bucket + 1) * values.length) / buckets);
    const [low, high] = extremes(values, from, to);
    if (low < 0) continue;
    push(points, values, Math.min(low, high));
    if (low !== high) push(points, values, Math.max(low, high));
  }
  return points;
}

/** Indices of the least and the greatest finite value in [from, to); -1 where there is none. */
function extremes(values: ArrayLike<number>, from: number, to: number): readonly [number, number] {
  let low = -1;
  let high = -1;
  for (let i = from; i < to; i++) {
    if (!Number.isFinite(values[i])) continue;
    if (low < 0 || values[i] < values[low]) low = i;
    if (high < 0 || values[i] > values[high]) high = i;
  }
  return [low, high];
}

function push(points: Point[], values: ArrayLike<number>, index: number): void {
  if (Number.isFinite(values[index])) points.push({ index, value: values[index] });
}
