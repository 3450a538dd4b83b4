/** Effects at new places of a structure whose precision is sparse. */
import { analysePattern } from "../../../engine/math/sparse/analysePattern.js";
import type { FactorStructure } from "../../../engine/math/sparse/FactorPattern.js";
import { factorise } from "../../../engine/math/sparse/factorise.js";
import { solveLower } from "../../../engine/math/sparse/solveFactor.js";
import type { SparseLaw } from "../structures/Kernel.js";
import type { Extension } from "./Extension.js";
import { placeWriter } from "./placeWriter.js";

/**
 * See `kernelExtension`. With S_nn = L Lᵀ, effects at the nodes n are L⁻ᵀ (z − L⁻¹ S_nf w_f). Only the nodes asked for, and those
 * above them in the elimination tree, need noise and the solve by Lᵀ: one new species among ten thousand takes a few normals.
 *
 * @param levelAt A known level at each node, −1 at the others, n (nodes)
 * @param asked Node of each place
 */
export function sparseExtension(law: SparseLaw, levelAt: Int32Array, asked: Int32Array): Extension {
  // In the order in which the whole precision is eliminated; leaving nodes out adds no entries to the factor.
  const freeNodes = law.factor.order.filter((node) => levelAt[node]! < 0);
  const free = new Int32Array(levelAt.length).fill(-1);
  freeNodes.forEach((node, k) => (free[node] = k));
  const { structure, factor } = factorOf(law, free, freeNodes.length);
  const across = acrossEntries(law, free);
  const known = new Int32Array(levelAt.length).fill(-1);
  const neededNodes = new Set([...across.node, ...asked.filter((node) => levelAt[node]! >= 0)]);
  [...neededNodes].forEach((node, k) => (known[node] = k));
  const source = across.node.map((node) => known[node]!);
  const noisy = withAncestors(
    structure,
    asked.filter((node) => free[node]! >= 0).map((node) => free[node]!),
  );
  const effects = new Float64Array(freeNodes.length);
  const writePlaces = placeWriter(known, free, asked);
  return {
    needed: Int32Array.from(neededNodes, (node) => levelAt[node]!),
    normals: noisy.length,
    write(w, z, out) {
      effects.fill(0);
      for (let e = 0; e < source.length; e += 1) effects[across.row[e]!]! -= across.values[e]! * w[source[e]!]!;
      solveLower(structure, factor, effects, effects);
      for (let k = 0; k < noisy.length; k += 1) effects[noisy[k]!]! += z[k]!;
      solveUpwards(structure, factor, noisy, effects);
      writePlaces(w, effects, out);
    },
  };
}

/** The factor of S_nn. */
function factorOf({ pattern: { rows, columns }, values }: SparseLaw, free: Int32Array, size: number) {
  const inside = Int32Array.from(rows.keys()).filter((e) => free[rows[e]!]! >= 0 && free[columns[e]!]! >= 0);
  const pattern = { size, rows: inside.map((e) => free[rows[e]!]!), columns: inside.map((e) => free[columns[e]!]!) };
  const structure = analysePattern(pattern, { order: Int32Array.from({ length: size }, (_, k) => k) });
  return {
    structure,
    factor: factorise(
      structure,
      Float64Array.from(inside, (e) => values[e]!),
    ),
  };
}

/** The entries of S_nf: row among the nodes that are not known, node that is, and value. */
function acrossEntries({ pattern: { rows, columns }, values }: SparseLaw, free: Int32Array) {
  const isAcross = (e: number) => free[rows[e]!]! >= 0 !== free[columns[e]!]! >= 0;
  const entries = Int32Array.from(rows.keys()).filter(isAcross);
  return {
    row: entries.map((e) => Math.max(free[rows[e]!]!, free[columns[e]!]!)),
    node: entries.map((e) => (free[rows[e]!]! < 0 ? rows[e]! : columns[e]!)),
    values: Float64Array.from(entries, (e) => values[e]!),
  };
}

/** These rows and all above them, in order: the parent of a column is the row of its first entry below the diagonal. */
function withAncestors({ size, columnStart, rowIndex }: FactorStructure, asked: Int32Array): Int32Array {
  const reached = new Uint8Array(size);
  for (let at of asked) {
    while (reached[at] === 0) {
      reached[at] = 1;
      const below = columnStart[at]! + 1;
      if (below < columnStart[at + 1]!) at = rowIndex[below]!;
    }
  }
  return Int32Array.from(reached.keys()).filter((at) => reached[at] === 1);
}

/** Lᵀ x = b in place, at some columns alone, among which are all rows that they reach. */
function solveUpwards(
  { columnStart, rowIndex }: FactorStructure,
  factor: Float64Array,
  columns: Int32Array,
  x: Float64Array,
): void {
  for (let k = columns.length - 1; k >= 0; k -= 1) {
    const j = columns[k]!;
    const start = columnStart[j]!;
    let rest = x[j]!;
    for (let p = start + 1; p < columnStart[j + 1]!; p += 1) rest -= factor[p]! * x[rowIndex[p]!]!;
    x[j] = rest / factor[start]!;
  }
}
