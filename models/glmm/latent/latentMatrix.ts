/** The precision of standardised effects given the rows, S + Λᵀ Zᵀ W Z Λ, by blocks of nodes. */
import { tf, type Tensor } from "../../../engine/autodiff/ops.js";
import type { SymmetricPattern } from "../../../engine/math/sparse/SymmetricPattern.js";
import { rotated, rotatedBack } from "../nodeLaw.js";
import type { LatentTerm, RowData } from "./LatentTerm.js";

/** Nodes that two terms share rows in; a term that has one is paired with all of the other. */
export interface TermPair {
  readonly first: number;
  readonly second: number;
  readonly pairs: number;
  /** Pair of each row; undefined where there is one. */
  readonly index: Tensor | undefined;
}

/**
 * A stretch of entries of the matrix, one for each node or each pair of nodes. After that of an effect with itself come those between nodes
 * that are related.
 */
export interface MatrixStretch {
  readonly first: number;
  readonly second: number;
  /** Effect of a node of each of the two. */
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

/** A term's size without tensors: nodes, and effects of each. */
export interface TermSize {
  readonly nodes: number;
  readonly size: number;
  /** Pairs of nodes that are related. */
  readonly related?: { readonly rows: ArrayLike<number>; readonly columns: ArrayLike<number> };
}

/** Nodes of a pair of terms; undefined for the nodes in order, or for the single one. */
export interface PairNodes {
  readonly first: number;
  readonly second: number;
  readonly firstNodes: ArrayLike<number>;
  readonly secondNodes: ArrayLike<number>;
}

/** Places of all entries: effect k of node j of a term lies at its start + k · nodes + j. */
export function patternOf(terms: readonly TermSize[], pairs: readonly PairNodes[]): SymmetricPattern {
  const starts: number[] = [];
  const size = terms.reduce((start, term, i) => ((starts[i] = start), start + term.nodes * term.size), 0);
  const rows: number[] = [];
  const columns: number[] = [];
  for (const { first, second, row, column } of stretchesOf(
    terms.map((term) => term.size),
    pairs,
  )) {
    const { firstNodes, secondNodes } = pairs.find((pair) => pair.first === first && pair.second === second)!;
    const [a, b] = [starts[first]! + row * terms[first]!.nodes, starts[second]! + column * terms[second]!.nodes];
    for (let i = 0; i < firstNodes.length; i++) {
      rows.push(a + firstNodes[i]!);
      columns.push(b + secondNodes[i]!);
    }
    const { related } = terms[first]!;
    if (!related || first !== second || row !== column) continue;
    for (let i = 0; i < related.rows.length; i++) {
      rows.push(a + related.rows[i]!);
      columns.push(a + related.columns[i]!);
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
      const sums = sumByNode(times([data.weight, s.columns[m], t.columns[n]], data.rows), pair.index, pair.pairs);
      const made = alongAxes(sums, t, pair.first === pair.second);
      products.set(key, made);
      return made;
    };
    return stretchesOf(
      terms.map(({ columns }) => columns.length),
      [pair],
    ).flatMap(({ row, column }) => {
      const parts: Tensor[] = [];
      s.loading.forEach((left, m) =>
        t.loading.forEach((right, n) => {
          const [a, b] = [left[row], right[column]];
          if (a === undefined || b === undefined) return;
          parts.push(tf().mul(scaled(tf().mul(a as Tensor, b), data.precision), product(m, n)));
        }),
      );
      const sum = addUp(parts, pair.pairs);
      if (pair.first !== pair.second || row !== column) return [sum];
      const form = s.related?.form;
      return form?.kind === "precision" ? [tf().add(sum, form.diagonal), form.others] : [tf().add(sum, 1)];
    });
  });
}

/** What sums by level are along the axes of a law: Rᵀ of a vector, and of a diagonal matrix the diagonal of Rᵀ · R. */
function alongAxes(sums: Tensor, { related }: LatentTerm, isSquare: boolean): Tensor {
  if (related?.form.kind !== "root") return sums;
  const { root } = related.form;
  return rotatedBack(isSquare ? tf().square(root) : root, sums);
}

/** Λᵀ Zᵀ W e, by term and effect, each one number a node. */
export function linearTerms(terms: readonly LatentTerm[], data: RowData): Tensor[][] {
  return terms.map((term) => {
    const { columns, loading, index, nodes } = term;
    const sums = columns.map((column) =>
      addUp(
        data.weighted.map((multiple) => {
          const byNode = sumByNode(times([column, multiple.column], data.rows), index, nodes);
          const sum = alongAxes(byNode, term, false);
          return multiple.factor ? tf().mul(multiple.factor, sum) : sum;
        }),
        nodes,
      ),
    );
    const centred = sums.map((sum, m) => atCentre(sum, term, m, data));
    return columns.map((_, k) => {
      const parts = loading.flatMap((row, m) => {
        const factor = row[k];
        return factor === undefined ? [] : [tf().mul(scaled(factor, data.precision), centred[m]!)];
      });
      return addUp(parts, nodes);
    });
  });
}

/** A sum along axes, with what the rows tell of the effects that the residual is taken from: Zᵀ W e + diag(Zᵀ W Z) û. */
function atCentre(sum: Tensor, term: LatentTerm, m: number, data: RowData): Tensor {
  const told = (data.centre ?? []).map((centre, n) => {
    const products = sumByNode(
      times([data.weight, term.columns[m], term.columns[n]], data.rows),
      term.index,
      term.nodes,
    );
    return tf().mul(alongAxes(products, term, true), centre);
  });
  return addUp([sum, ...told], term.nodes);
}

/** Zᵀ W e of a term whose one column is of ones, one number a level: not along axes, and not times Λ. */
export function levelSums({ index, nodes }: LatentTerm, data: RowData): Tensor {
  const sums = data.weighted.map(({ factor, column }) => {
    const sum = sumByNode(column, index, nodes);
    return factor ? tf().mul(factor, sum) : sum;
  });
  return scaled(addUp(sums, nodes), data.precision);
}

/** Zᵀ W Z of such a term, one number a level. */
export function levelWeights({ index, nodes }: LatentTerm, data: RowData): Tensor {
  return scaled(sumByNode(times([data.weight], data.rows), index, nodes), data.precision);
}

/** Effects Λ w of a term from its standardised ones, by effect. */
export function loaded(term: LatentTerm, standardised: readonly Tensor[]): Tensor[] {
  const form = term.related?.form;
  const along = loadedAlongAxes(term, standardised);
  return form?.kind === "root" ? along.map((one) => rotated(form.root, one)) : along;
}

/** The same along the axes of a term that is taken along such. */
export function loadedAlongAxes({ loading, nodes }: LatentTerm, standardised: readonly Tensor[]): Tensor[] {
  return loading.map((row) =>
    addUp(
      row.flatMap((factor, k) => (factor === undefined ? [] : [tf().mul(factor as Tensor, standardised[k]!)])),
      nodes,
    ),
  );
}

/** log |Λ|, a scalar: of one node. */
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

function sumByNode(values: Tensor, index: Tensor | undefined, nodes: number): Tensor {
  if (index) return tf().unsortedSegmentSum(values, index as never, nodes);
  return tf().reshape(tf().sum(values), [1]);
}

function addUp(parts: readonly Tensor[], length: number): Tensor {
  return parts.length === 0 ? tf().zeros([length]) : parts.reduce((sum, part) => tf().add(sum, part));
}
