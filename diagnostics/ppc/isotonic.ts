/** The non-decreasing curve that comes closest to responses, by pooling neighbours that are out of order. */

/** Observations that share one place: their mean response and their weight. */
export interface IsotonicFit {
  /** Distinct places, ascending. */
  readonly x: Float64Array;
  /** The fitted response at each of them, non-decreasing. */
  readonly fitted: Float64Array;
  /** Weight at each of them: the number of observations, where there were no weights. */
  readonly weight: Float64Array;
}

/** Places sorted once, so that many responses can be fitted at them. */
export interface SortedPlaces {
  /** Numbers of the observations by ascending place. */
  readonly order: Int32Array;
  /** Where in `order` each distinct place begins, and the number of observations at the end. */
  readonly starts: Int32Array;
  /** Distinct places, ascending. */
  readonly x: Float64Array;
}

/** Sorts places; those that are not finite are left out. */
export function sortPlaces(x: ArrayLike<number>): SortedPlaces {
  const order = Int32Array.from(
    Array.from({ length: x.length }, (_, i) => i)
      .filter((i) => Number.isFinite(x[i]))
      .sort((a, b) => x[a] - x[b] || a - b),
  );
  const starts: number[] = [];
  for (let i = 0; i < order.length; i++) if (i === 0 || x[order[i]] !== x[order[i - 1]]) starts.push(i);
  return {
    order,
    starts: Int32Array.from([...starts, order.length]),
    x: Float64Array.from(starts, (start) => x[order[start]]),
  };
}

/**
 * Isotonic regression: the non-decreasing function of `x` with the least sum of weighted squared distances to `y`, by pool adjacent
 * violators (Ayer, Brunk, Ewing, Reid and Silverman 1955, Annals of Mathematical Statistics 26, 641-647). Observations at one place
 * get one value. Pairs that are not finite are left out.
 *
 * @param weights weights of the observations, 1 for all where left out
 * @example isotonic([1, 2, 3], [0, 1, 0]).fitted // 0, 0.5, 0.5
 */
export function isotonic(x: ArrayLike<number>, y: ArrayLike<number>, weights?: ArrayLike<number>): IsotonicFit {
  const known = Array.from({ length: x.length }, (_, i) => (Number.isFinite(y[i]) ? x[i] : NaN));
  return isotonicAt(sortPlaces(known), y, weights);
}

/** {@link isotonic} at places sorted before; all responses at them must be finite. */
export function isotonicAt(places: SortedPlaces, y: ArrayLike<number>, weights?: ArrayLike<number>): IsotonicFit {
  const { order, starts, x } = places;
  const mean = new Float64Array(x.length);
  const weight = new Float64Array(x.length);
  for (let k = 0; k < x.length; k++) {
    let sum = 0;
    for (let i = starts[k]; i < starts[k + 1]; i++) {
      const w = weights === undefined ? 1 : weights[order[i]];
      sum += w * y[order[i]];
      weight[k] += w;
    }
    mean[k] = weight[k] > 0 ? sum / weight[k] : 0;
  }
  return { x, fitted: poolAdjacentViolators(mean, weight), weight };
}

/**
 * The non-decreasing sequence nearest to `values` in weighted squares. The work grows linearly with their number.
 *
 * @example poolAdjacentViolators([3, 1, 2], [1, 1, 1]) // 2, 2, 2
 */
export function poolAdjacentViolators(values: ArrayLike<number>, weights: ArrayLike<number>): Float64Array {
  const mean = new Float64Array(values.length);
  const weight = new Float64Array(values.length);
  const size = new Int32Array(values.length);
  let blocks = 0;
  for (let i = 0; i < values.length; i++) {
    mean[blocks] = values[i];
    weight[blocks] = weights[i];
    size[blocks++] = 1;
    while (blocks > 1 && mean[blocks - 2] >= mean[blocks - 1]) {
      const [a, b] = [blocks - 2, blocks - 1];
      const total = weight[a] + weight[b];
      // Blocks without weight take the value of their neighbours.
      mean[a] = total > 0 ? (weight[a] * mean[a] + weight[b] * mean[b]) / total : mean[b];
      weight[a] = total;
      size[a] += size[b];
      blocks--;
    }
  }
  const fitted = new Float64Array(values.length);
  for (let block = 0, i = 0; block < blocks; block++) for (let k = 0; k < size[block]; k++) fitted[i++] = mean[block];
  return fitted;
}
