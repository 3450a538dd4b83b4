/** The precision of standardised effects given the rows, I + Λᵀ Zᵀ W Z Λ, by blocks of levels. */
import { tf, type Tensor } from "../../../engine/autodiff/ops.js";
import type { SymmetricPattern } from "../../../engine/math/sparse/SymmetricPattern.js";
import type { LatentTerm, RowData } from "./LatentTerm.js";

/** Levels that two terms share rows in; a term that has one level is paired with all levels of the other. */
export interface TermPair {
  readonly first: number;
  readonly second: number;
  readonly pairs: number;
  /** Pair of each row; undefined where there is one. */
  readonly index: Tensor | undefined;
}

/** A stretch of entries of the matrix, one for each level or each pair of levels. */
export interface MatrixStretch {
  readonly first: number;
  readonly second: number;
  /** Effect within a level of each of the two. */
  readonly row: number;
  readonly column: number;
}

/** Order in which the entries lie: for each pair of terms the effects of both; of a term with itself the lower triangle. */
export function stretchesOf(
  sizes: readonly number[],
  pairs: readonly Pick<TermPair, "first" | "second">[],
): MatrixStretch[] {
  return pairs.flatMap(({ first, second }) =>
    Array.from({ length: sizes[first]! }, (_, row) =>
      Array.from({ length: first === second ? row + 1 : sizes[second]! }, (_, column) => ({
        first,
        second,
        row,
        column,
      })),
    ).flat(),
  );
}

/** A term's size without tensors: levels, and effects of each. */
export interface TermSize {
  readonly levels: number;
  readonly size: number;
}

/** Levels of a pair of terms; undefined for the levels in order, or for the single one. */
export interface PairLevels {
  readonly first: number;
  readonly second: number;
  readonly firstLevels: ArrayLike<number>;
  readonly secondLevels: ArrayLike<number>;
}

/** Places of all entries: effect k of level j of a term lies at its start + k · levels + j. */
export function patternOf(terms: readonly TermSize[], pairs: readonly PairLevels[]): SymmetricPattern {
  const starts: number[] = [];
  const size = terms.reduce((start, term, i) => ((starts[i] = start), start + term.levels * term.size), 0);
  const rows: number[] = [];
  const columns: number[] = [];
  for (const { first, second, row, column } of stretchesOf(
    terms.map((term) => term.size),
    pairs,
  )) {
    const { firstLevels, secondLevels } = pairs.find((pair) => pair.first === first && pair.second === second)!;
    const [a, b] = [starts[first]! + row * terms[first]!.levels, starts[second]! + column * terms[second]!.levels];
    for (let i = 0; i < firstLevels.length; i++) {
      rows.push(a + firstLevels[i]!);
      columns.push(b + secondLevels[i]!);
    }
  }
  return { size, rows: Int32Array.from(rows), columns: Int32Array.from(columns) };
}

/** Entries of the matrix, in stretches of {@link stretchesOf}. */
export function matrixEntries(terms: readonly LatentTerm[], pairs: readonly TermPair[], data: RowData): Tensor[] {
  return pairs.flatMap((pair) => {
    const [s, t] = [terms[pair.first]!, terms[pair.second]!];
    const products = new Map<string, Tensor>();
    /** Zᵀ W Z between effect m of the first and n of the second, which depends on data alone where the weights do. */
    const product = (m: number, n: number): Tensor => {
      const [low, high] = pair.first === pair.second && n > m ? [n, m] : [m, n];
      const key = `${low},${high}`;
      const known = products.get(key);
      if (known) return known;
      const made = sumByLevel(times([data.weight, s.columns[m], t.columns[n]], data.rows), pair.index, pair.pairs);
      products.set(key, made);
      return made;
    };
    return stretchesOf(
      terms.map(({ columns }) => columns.length),
      [pair],
    ).map(({ row, column }) => {
      const parts: Tensor[] = [];
      s.loading.forEach((left, m) =>
        t.loading.forEach((right, n) => {
          const [a, b] = [left[row], right[column]];
          if (a === undefined || b === undefined) return;
          parts.push(tf().mul(scaled(tf().mul(a as Tensor, b), data.precision), product(m, n)));
        }),
      );
      const sum = addUp(parts, pair.pairs);
      return pair.first === pair.second && row === column ? tf().add(sum, 1) : sum;
    });
  });
}

/** Λᵀ Zᵀ W e, by term and effect, each one number a level. */
export function linearTerms(terms: readonly LatentTerm[], data: RowData): Tensor[][] {
  return terms.map(({ columns, loading, index, levels }) => {
    const sums = columns.map((column) =>
      addUp(
        data.weighted.map((multiple) => {
          const sum = sumByLevel(times([column, multiple.column], data.rows), index, levels);
          return multiple.factor ? tf().mul(multiple.factor, sum) : sum;
        }),
        levels,
      ),
    );
    return columns.map((_, k) => {
      const parts = loading.flatMap((row, m) => {
        const factor = row[k];
        return factor === undefined ? [] : [tf().mul(scaled(factor, data.precision), sums[m]!)];
      });
      return addUp(parts, levels);
    });
  });
}

/** Effects Λ w of a term from its standardised ones, by effect. */
export function loaded({ loading, levels }: LatentTerm, standardised: readonly Tensor[]): Tensor[] {
  return loading.map((row) =>
    addUp(
      row.flatMap((factor, k) => (factor === undefined ? [] : [tf().mul(factor as Tensor, standardised[k]!)])),
      levels,
    ),
  );
}

/** log |Λ|, a scalar: of one level. */
export function logLoading({ loading }: LatentTerm): Tensor {
  const logs = loading.map((row, k) => tf().log(tf().add(row[k] as Tensor, 0)));
  return logs.reduce((sum, log) => tf().add(sum, log));
}

function scaled(factor: Tensor | number, by: Tensor | undefined): Tensor {
  return by ? tf().mul(by, factor) : (factor as Tensor);
}

/** The product of columns, those undefined being ones. */
function times(columns: readonly (Tensor | undefined)[], rows: number): Tensor {
  const given = columns.filter((column) => column !== undefined);
  return given.length === 0 ? tf().ones([rows]) : given.reduce((product, column) => tf().mul(product, column));
}

function sumByLevel(values: Tensor, index: Tensor | undefined, levels: number): Tensor {
  if (index) return tf().unsortedSegmentSum(values, index as never, levels);
  return tf().reshape(tf().sum(values), [1]);
}

function addUp(parts: readonly Tensor[], length: number): Tensor {
  return parts.length === 0 ? tf().zeros([length]) : parts.reduce((sum, part) => tf().add(sum, part));
}
