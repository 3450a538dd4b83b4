/** A product of two dense matrices by where their entries are in memory, and which way of computing it suits that. */

/** c[i, j] = Σ over l of a[i · rowA + l · stepA] b[l · stepB + j · columnB]; c is row by row. All in doubles. */
export interface Product {
  readonly n: number;
  readonly k: number;
  readonly m: number;
  /** From a row of A to the next. */
  readonly rowA: number;
  /** Along a row of A. */
  readonly stepA: number;
  /** Along a column of B. */
  readonly stepB: number;
  /** From a column of B to the next. */
  readonly columnB: number;
  /** Whether A is the second of the two that are multiplied, and B the first. */
  readonly swapped: boolean;
}

/** Addresses of the three matrices. */
export interface ProductPlaces {
  readonly a: number;
  readonly b: number;
  readonly c: number;
}

/**
 * Where the entries of two factors are. Where one of them is a vector the other comes first if its rows are contiguous along
 * the sum, and second, transposed, if they are contiguous across it.
 *
 * @param sizes n, k, m, 1 where A is stored transposed (k × n), 1 where B is (m × k)
 */
export function productOf(sizes: readonly number[]): Product {
  const [n, k, m, transposeA, transposeB] = sizes as [number, number, number, number, number];
  const [rowA, stepA] = transposeA ? [1, n] : [k, 1];
  const [stepB, columnB] = transposeB ? [1, k] : [m, 1];
  const swapped = m === 1 ? n > 1 && stepA > 1 : n === 1 && stepB === 1;
  return swapped
    ? { n: m, k, m: n, rowA: columnB, stepA: stepB, stepB: stepA, columnB: rowA, swapped }
    : { n, k, m, rowA, stepA, stepB, columnB, swapped };
}

/**
 * How a product is computed: `dots` of rows of A and columns of B where both are contiguous, `rows` of B added up where A is one
 * row and C is too long to be kept in locals, and otherwise `tiles` of C.
 */
export type Method = "dots" | "rows" | "tiles";

/** Terms from which a product of two vectors is worth adding up its lanes in the end, where there are other ways. */
const fewTerms = 8;
/** Length of a row of C that is kept in locals. */
const keptColumns = 16;

/** The way that suits a product; `dots` has another order of sums than the others. */
export function methodOf({ n, k, m, stepA, stepB, columnB }: Product): Method {
  if (stepA === 1 && stepB === 1 && k >= (m === 1 ? 2 : fewTerms)) return "dots";
  return n === 1 && columnB === 1 && m > keptColumns ? "rows" : "tiles";
}
