/** A row times a matrix, as a sum of the matrix's rows, several at once. */
import type { FunctionBuilder } from "../wasm/FunctionBuilder.js";
import { blockCode } from "./blockCode.js";
import { pairsOf, type Pair } from "./pairsOf.js";
import type { Product, ProductPlaces } from "./Product.js";

/** Rows of B that are added to C in one pass over it. */
const rowsAtOnce = 4;
/** Columns in one turn. */
const columnsAtOnce = 4;

/**
 * Emits C = A B where A is one row and rows of B are contiguous. Each entry is a sum from its beginning.
 *
 * @param code Where instructions go
 * @param product With an n of 1 and a columnB of 1
 * @param places Addresses of A, B and C
 */
export function matMulRows(code: FunctionBuilder, product: Product, { a, b, c }: ProductPlaces): void {
  const { k, m, stepA, stepB } = product;
  const f = blockCode(code);
  code.zero(c, 8 * m);
  f.eachBlock(k, rowsAtOnce, (rows, row) =>
    f.withLocals("v128", rows, (factors) =>
      f.withLocals("i32", 2, ([column, inB]) => {
        const add = (pair: Pair) => {
          const sum = factors.reduce(
            (sum, factor, r) => f.plusProduct(sum, pair.load(inB!.get, b + 8 * r * stepB), factor.get),
            pair.load(column!.get, c),
          );
          pair.store(column!.get, c, sum);
        };
        inB!.set(f.offset(row, 8 * stepA));
        factors.forEach((factor, r) => factor.set(f.load("v128.load64_splat", inB!.get, a + 8 * r * stepA)));
        inB!.set(f.offset(row, 8 * stepB));
        column!.set(f.i32(0));
        const full = m - (m % columnsAtOnce);
        if (full > 0) {
          f.repeatWhile(() => {
            pairsOf(code, columnsAtOnce).forEach(add);
            f.increase(column!, 8 * columnsAtOnce);
            f.increase(inB!, 8 * columnsAtOnce);
            return f.op("i32.lt_s", column!.get, f.i32(8 * full));
          });
        }
        pairsOf(code, m - full).forEach(add);
      }),
    ),
  );
}
