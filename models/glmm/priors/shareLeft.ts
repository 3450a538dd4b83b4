/** How much of each column others leave unexplained. */

/** A column of which those before it leave less than this takes no part. */
const aliased = 1e-11;

/**
 * For each of some columns of length 1 the share of its square that is left once the others are taken out: of a column of numbers
 * all others, of one that is none the columns of numbers alone. 0 for one that columns before it make up.
 *
 * @param columns Of length 1, or all 0, which leaves 1.
 * @param isNumber Which are columns of numbers.
 */
export function shareLeft(columns: readonly Float64Array[], isNumber: readonly boolean[]): number[] {
  const gram = gramOf(columns);
  const all = factorOf(gram, [...columns.keys()]);
  const numbers = factorOf(
    gram,
    [...columns.keys()].filter((k) => isNumber[k]),
  );
  const lefts = leftByOthers(all);
  return columns.map((_, k) => {
    if (gram[k]![k] === 0) return 1;
    return isNumber[k] ? (lefts.get(k) ?? 0) : leftBy(numbers, gram, k);
  });
}

/** Products of columns, the lower triangle row by row. */
function gramOf(columns: readonly Float64Array[]): Float64Array[] {
  return columns.map((a, i) => {
    const row = new Float64Array(i + 1);
    for (let j = 0; j <= i; j += 1) {
      const b = columns[j]!;
      let sum = 0;
      for (let r = 0; r < a.length; r += 1) sum += a[r]! * b[r]!;
      row[j] = sum;
    }
    return row;
  });
}

const product = (gram: readonly Float64Array[], i: number, j: number) => (i >= j ? gram[i]![j]! : gram[j]![i]!);

/** A Cholesky factor of the products of the columns at `places`, rows of a lower triangle. */
interface Factor {
  readonly places: readonly number[];
  readonly rows: readonly Float64Array[];
}

/** Leaves out columns that those before them make up. */
function factorOf(gram: readonly Float64Array[], among: readonly number[]): Factor {
  const places: number[] = [];
  const rows: Float64Array[] = [];
  for (const k of among) {
    const row = new Float64Array(places.length + 1);
    row.set(solved({ places, rows }, gram, k));
    let rest = product(gram, k, k);
    for (let j = 0; j < places.length; j += 1) rest -= row[j]! * row[j]!;
    if (!(rest > aliased)) continue;
    row[places.length] = Math.sqrt(rest);
    places.push(k);
    rows.push(row);
  }
  return { places, rows };
}

/** L⁻¹ g, g the products of a column with those of the factor. */
function solved({ places, rows }: Factor, gram: readonly Float64Array[], k: number): Float64Array {
  const out = new Float64Array(places.length);
  for (let i = 0; i < places.length; i += 1) {
    let rest = product(gram, k, places[i]!);
    for (let j = 0; j < i; j += 1) rest -= rows[i]![j]! * out[j]!;
    out[i] = rest / rows[i]![i]!;
  }
  return out;
}

/** What the columns of a factor leave of one that is not among them. */
function leftBy(factor: Factor, gram: readonly Float64Array[], k: number): number {
  return solved(factor, gram, k).reduce((rest, x) => rest - x * x, product(gram, k, k));
}

/** What the others leave of each column of a factor: one over the diagonal of the inverse, which is that of L⁻ᵀ L⁻¹. */
function leftByOthers({ places, rows }: Factor): ReadonlyMap<number, number> {
  const size = places.length;
  return new Map(
    places.map((place, column) => {
      const inverse = new Float64Array(size);
      let squares = 0;
      for (let i = column; i < size; i += 1) {
        let rest = i === column ? 1 : 0;
        for (let j = column; j < i; j += 1) rest -= rows[i]![j]! * inverse[j]!;
        inverse[i] = rest / rows[i]![i]!;
        squares += inverse[i]! * inverse[i]!;
      }
      return [place, 1 / squares];
    }),
  );
}
