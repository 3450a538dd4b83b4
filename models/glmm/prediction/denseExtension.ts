/** Effects at new places of a structure whose covariance is dense. */
import { cholesky } from "../../../engine/math/cholesky.js";
import { solveTriangular } from "../../../engine/math/solveTriangular.js";
import type { DenseLaw } from "../structures/Kernel.js";
import type { Extension } from "./Extension.js";
import { placeWriter } from "./placeWriter.js";

/**
 * See `kernelExtension`. The factor of [K_ff K_fn; K_nf K_nn] is [L 0; M L  R] with M = K_nf K_ff⁻¹ and R Rᵀ the covariance of n given
 * f. Nodes that nobody asks for are left out.
 *
 * @param levelAt A known level at each node, −1 at the others (nodes)
 * @param asked Node of each place
 * @throws Error where the covariance is not positive definite
 */
export function denseExtension({ covariance }: DenseLaw, levelAt: Int32Array, asked: Int32Array): Extension {
  const knownNodes = Int32Array.from(levelAt.keys()).filter((node) => levelAt[node]! >= 0);
  const freeNodes = Int32Array.from(new Set(asked)).filter((node) => levelAt[node]! < 0);
  const [known, free] = [knownNodes.length, freeNodes.length];
  const factor = factorOf(covariance, levelAt.length, Int32Array.of(...knownNodes, ...freeNodes));
  const width = known + free;
  const map = meanMap(factor, known, free);
  const effects = new Float64Array(free);
  const writePlaces = placeWriter(numbersOf(knownNodes, levelAt.length), numbersOf(freeNodes, levelAt.length), asked);
  return {
    needed: knownNodes.map((node) => levelAt[node]!),
    normals: free,
    write(w, z, out) {
      for (let i = 0; i < free; i += 1) {
        let effect = 0;
        for (let j = 0; j < known; j += 1) effect += map[i * known + j]! * w[j]!;
        const row = (known + i) * width + known;
        for (let j = 0; j <= i; j += 1) effect += factor[row + j]! * z[j]!;
        effects[i] = effect;
      }
      writePlaces(w, effects, out);
    },
  };
}

function factorOf(covariance: Float64Array, size: number, nodes: Int32Array): Float64Array {
  const matrix = new Float64Array(nodes.length * nodes.length);
  nodes.forEach((a, i) => nodes.forEach((b, j) => (matrix[i * nodes.length + j] = covariance[a * size + b]!)));
  cholesky(matrix, nodes.length, matrix);
  if (Number.isNaN(matrix[0])) throw new Error("the covariance of levels is not positive definite");
  return matrix;
}

/** M = (M L) L⁻¹, row by row (free × known). */
function meanMap(factor: Float64Array, known: number, free: number): Float64Array {
  const width = known + free;
  const left = new Float64Array(known * known);
  for (let i = 0; i < known; i += 1) left.set(factor.subarray(i * width, i * width + known), i * known);
  const map = new Float64Array(free * known);
  for (let i = 0; i < free; i += 1) {
    const row = factor.subarray((known + i) * width, (known + i) * width + known);
    solveTriangular(left, row, "transposed", map.subarray(i * known, (i + 1) * known));
  }
  return map;
}

/** Place of each node in a list, −1 of those that are not in it. */
function numbersOf(list: Int32Array, nodes: number): Int32Array {
  const numbers = new Int32Array(nodes).fill(-1);
  list.forEach((node, k) => (numbers[node] = k));
  return numbers;
}
