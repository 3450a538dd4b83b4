/** A matrix product as dot products of contiguous rows and columns, of several rows at once. */
import type { Variable } from "../wasm/foldedCode.js";
import type { FunctionBuilder } from "../wasm/FunctionBuilder.js";
import { blockCode } from "./blockCode.js";
import { pairsOf } from "./pairsOf.js";
import type { Product, ProductPlaces } from "./Product.js";

/** Rows of A that share what is read of B, with two pairs of sums each: eight in all, since additions take long but overlap. */
const rowsAtOnce = 4;
/** Terms of a sum in one turn: two pairs. */
const termsAtOnce = 4;

/**
 * Emits C = A B where rows of A and columns of B are contiguous. Each entry is four sums, of every fourth term, added crosswise.
 *
 * @param code Where instructions go
 * @param product With stepA and stepB of 1
 * @param places Addresses of A, B and C
 */
export function matMulDots(code: FunctionBuilder, product: Product, { a, b, c }: ProductPlaces): void {
  const { n, k, m, rowA, columnB } = product;
  const f = blockCode(code);
  const rest = k % termsAtOnce;

  const entries = (rows: number, [inA, inB, out, end]: readonly [Variable, Variable, Variable, Variable]) =>
    f.withLocals("v128", 2 * rows + 2, ([firstOfB, secondOfB, ...sums]) => {
      const addTerms = (terms: number) => {
        const pairs = pairsOf(code, terms).map((pair, h) => ({ ...pair, ofB: [firstOfB!, secondOfB!][h]!, h }));
        for (const { ofB, load } of pairs) ofB.set(load(inB.get, b));
        for (let r = 0; r < rows; r++) {
          for (const { ofB, load, h } of pairs) {
            const sum = sums[2 * r + h]!;
            sum.set(f.plusProduct(sum.get, load(inA.get, a + 8 * r * rowA), ofB.get));
          }
        }
      };
      for (const sum of sums) sum.set(f.op("f64x2.splat", f.f64(0)));
      if (k > rest) {
        end.set(f.op("i32.add", inB.get, f.i32(8 * (k - rest))));
        f.repeatWhile(() => {
          addTerms(termsAtOnce);
          f.increase(inA, 8 * termsAtOnce);
          f.increase(inB, 8 * termsAtOnce);
          return f.op("i32.lt_s", inB.get, end.get);
        });
      }
      if (rest > 0) addTerms(rest);
      for (let r = 0; r < rows; r++) {
        const sum = sums[2 * r]!;
        sum.set(f.op("f64x2.add", sum.get, sums[2 * r + 1]!.get));
        const value = f.op("f64.add", f.lane(sum.get, 0), f.lane(sum.get, 1));
        f.store("f64.store", out.get, c + 8 * r * m, value);
      }
    });

  f.withLocals("i32", 4, (locals) => {
    const [inA, inB, out] = locals as [Variable, Variable, Variable];
    // Rows of A stay in the cache while columns of B come one after the other.
    f.eachBlock(n, rowsAtOnce, (rows, row) =>
      f.eachBlock(m, 1, (_, column) => {
        inA.set(f.offset(row, 8 * rowA));
        inB.set(f.offset(column, 8 * columnB));
        out.set(f.op("i32.add", f.offset(row, 8 * m), f.offset(column, 8)));
        entries(rows, locals as [Variable, Variable, Variable, Variable]);
      }),
    );
  });
}
