/** The pattern of a block's precision: its coefficients first, then its group-level terms. */
import type { SymmetricPattern } from "../../../engine/math/sparse/SymmetricPattern.js";
import type { Frame, GroupTerm } from "../Frame.js";
import { nodeCount } from "../nodes.js";
import { densePattern } from "../structures/spectrum.js";
import { patternOf, type PairNodes, type TermSize } from "./latentMatrix.js";
import type { LatentBlock } from "./LatentPlan.js";

/** Where a block's precision has entries; every two nodes that share rows, and those that are related. */
export function blockPattern(frame: Frame, block: LatentBlock): SymmetricPattern {
  const { places, pairs: crossed } = block;
  const coefficients = populationSize(frame, block);
  const terms: TermSize[] = [
    ...Array.from({ length: coefficients }, () => ({ nodes: 1, size: 1 })),
    ...places.map((place) => sizeOf(frame.groups[place]!, block.rotated === true)),
  ];
  const pairs = terms.flatMap((_, first) =>
    terms.slice(first).map(({ nodes }, more): PairNodes => {
      const second = first + more;
      if (first === second || first < coefficients) {
        const all = Int32Array.from({ length: nodes }, (_, node) => node);
        return { first, second, firstNodes: first === second ? all : new Int32Array(nodes), secondNodes: all };
      }
      const [s, t] = [places[first - coefficients]!, places[second - coefficients]!];
      const { firstNodes, secondNodes } = crossed.find((pair) => pair.first === s && pair.second === t)!;
      return { first, second, firstNodes, secondNodes };
    }),
  );
  return patternOf(terms, pairs);
}

/** How many coefficients of the population a block has. */
export function populationSize(
  { predictors }: Frame,
  { intercept, coefficients }: Pick<LatentBlock, "intercept" | "coefficients">,
): number {
  return (intercept ? 1 : 0) + (coefficients ? predictors[0]!.names.length : 0);
}

function sizeOf(term: GroupTerm, isRotated: boolean): TermSize {
  const own = { nodes: nodeCount(term), size: term.coefficients.length };
  const law = term.related?.kernel.law;
  if (!law || isRotated) return own;
  const { size, rows, columns } = law.kind === "dense" ? densePattern(own.nodes) : law.pattern;
  return { ...own, related: { rows: rows.subarray(size), columns: columns.subarray(size) } };
}
