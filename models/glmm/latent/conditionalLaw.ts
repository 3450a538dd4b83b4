/** The law of a block's standardised effects given all else: normal, with precision K = C Cᵀ and mean K⁻¹ b. */
import type { Tensor } from "../../../engine/autodiff/ops.js";
import { inputNames } from "../inputs.js";
import { kernelInputs } from "../kernelInputs.js";
import type { Lowering } from "../Lowering.js";
import type { LoweredScales } from "../lowerScales.js";
import { nodeLaw } from "../nodeLaw.js";
import { nodeCount } from "../nodes.js";
import { levelFactor, sparseFactor, type LatentFactor } from "./LatentFactor.js";
import { latentInputs } from "./latentInputs.js";
import { linearTerms, matrixEntries, type TermPair } from "./latentMatrix.js";
import type { LatentBlock } from "./LatentPlan.js";
import type { LatentTerm, RowData } from "./LatentTerm.js";

/**
 * The factor C and the vector b of a block.
 *
 * @param name Number of a conditioned block, or "integrated".
 * @param terms Coefficients that belong to the block, then its group-level terms.
 */
export function conditionalLaw(
  lowering: Lowering,
  block: LatentBlock,
  name: string | number,
  terms: readonly LatentTerm[],
  data: RowData,
): { readonly factor: LatentFactor; readonly linear: Tensor } {
  const { tf } = lowering.scope;
  const entries = matrixEntries(terms, termPairs(lowering, block, terms), data);
  const linear = joined(lowering, linearTerms(terms, data).flat());
  if (!block.factor) return { factor: levelFactor(entries, terms[0]!.nodes), linear };
  const names = latentInputs(name);
  const { size, entries: count, factorEntries } = block.factor;
  const [table, order, turn, diagonal] = [names.table, names.order, names.turn, names.diagonal].map(lowering.input) as [
    Tensor,
    Tensor,
    Tensor,
    Tensor,
  ];
  const tables = { size, entries: count, factorEntries, table, order, turn, diagonal };
  return { factor: sparseFactor(tf.reshape(joined(lowering, entries), [count]), tables), linear };
}

/** Pairs of a block's terms with the pair of each row. */
function termPairs(lowering: Lowering, block: LatentBlock, terms: readonly LatentTerm[]): TermPair[] {
  const offset = terms.length - block.places.length;
  return terms.flatMap((_, first) =>
    terms.slice(first).map((b, more): TermPair => {
      const second = first + more;
      // A term of one node meets all of the other.
      if (first === second || first < offset) return { first, second, pairs: b.nodes, index: b.index };
      const [s, t] = [block.places[first - offset]!, block.places[second - offset]!];
      const found = block.pairs.find((pair) => pair.first === s && pair.second === t)!;
      return {
        first,
        second,
        pairs: found.firstNodes.length,
        index: lowering.input(inputNames.nodePairs(s, t)),
      };
    }),
  );
}

/** A block's group-level term at a place, with Λ = diag(sd) L. */
export function termOf(
  lowering: Lowering,
  block: LatentBlock,
  place: number,
  { sd, cholesky }: LoweredScales,
): LatentTerm {
  const { frame, input, scope } = lowering;
  const { tf } = scope;
  const term = frame.groups[place]!;
  const entry = (row: number, column: number) =>
    tf.reshape(tf.slice(cholesky as never, [row, column] as never, [1, 1] as never), []) as Tensor;
  const loading = sd.map((scale, row) =>
    sd.map((_, column) => {
      if (cholesky) return column <= row ? tf.mul(scale, entry(row, column)) : undefined;
      return column === row ? scale : undefined;
    }),
  );
  const related = relatedOf(lowering, block, place);
  return {
    nodes: nodeCount(term),
    index: input(inputNames.index(term, place)),
    columns: term.columns.map((column, k) => (column ? input(inputNames.groupColumn(term, place, k)) : undefined)),
    loading,
    ...(related ? { related } : {}),
  };
}

/** How nodes are related. */
function relatedOf({ frame, input }: Lowering, { rotated }: LatentBlock, place: number): LatentTerm["related"] {
  const term = frame.groups[place]!;
  const law = nodeLaw(input, term, place);
  if (!law) return undefined;
  const names = kernelInputs(term, place);
  if (rotated) return { law, form: { kind: "root", root: input(names.root) } };
  return { law, form: { kind: "precision", diagonal: input(names.diagonal), others: input(names.others) } };
}

function joined({ scope }: Lowering, pieces: readonly Tensor[]): Tensor {
  return pieces.length === 1 ? pieces[0]! : (scope.tf.concat([...pieces] as never[]) as Tensor);
}
