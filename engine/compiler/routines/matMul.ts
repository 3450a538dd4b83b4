/** Product of two dense matrices, either of them transposed. */
import { matMulDots } from "./matMulDots.js";
import { matMulRows } from "./matMulRows.js";
import { matMulTiles } from "./matMulTiles.js";
import { methodOf, productOf } from "./Product.js";
import type { Routine } from "./Routine.js";

const emitters = { dots: matMulDots, rows: matMulRows, tiles: matMulTiles } as const;

/**
 * Sizes: n, k, m, then 1 where A is stored transposed (k × n), then 1 where B is (m × k).
 * Inputs: A (n × k), B (k × m). Output: AB (n × m).
 *
 * Every entry is a sum over k from its beginning; where it is a product of two contiguous vectors it is four such sums, of
 * every fourth term, added crosswise.
 */
export const matMul: Routine = {
  outputLength: ([n, , m]) => n! * m!,
  inputLengths: ([n, k, m]) => [n! * k!, k! * m!],

  interpret(sizes, inputs, c) {
    const product = productOf(sizes);
    const { n, k, m, stepA, rowA, stepB, columnB } = product;
    const [a, b] = product.swapped ? [inputs[1]!, inputs[0]!] : [inputs[0]!, inputs[1]!];
    const byFours = methodOf(product) === "dots";
    const sums = new Float64Array(4);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < m; j++) {
        sums.fill(0);
        for (let l = 0; l < k; l++)
          sums[byFours ? l % 4 : 0]! += a[i * rowA + l * stepA]! * b[l * stepB + j * columnB]!;
        c[i * m + j] = sums[0]! + sums[2]! + (sums[1]! + sums[3]!);
      }
    }
  },

  emit(code, sizes, inputs, c) {
    const product = productOf(sizes);
    const { n, k, m } = product;
    const [a, b] = product.swapped ? [inputs[1]!, inputs[0]!] : [inputs[0]!, inputs[1]!];
    if (n * m === 0) return;
    if (k === 0) code.zero(c, 8 * n * m);
    else emitters[methodOf(product)](code, product, { a, b, c });
  },
};
