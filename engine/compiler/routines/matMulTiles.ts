/** A matrix product by tiles of the result that stay in locals while the sums run. */
import type { Push, Variable } from "../wasm/foldedCode.js";
import type { FunctionBuilder } from "../wasm/FunctionBuilder.js";
import { blockCode } from "./blockCode.js";
import { pairsOf } from "./pairsOf.js";
import type { Product, ProductPlaces } from "./Product.js";

/** Pairs of sums in a tile: additions take long but overlap. */
const pairsAtOnce = 8;

/**
 * Emits C = A B wherever entries are. Each entry is a sum from its beginning.
 *
 * @param code Where instructions go
 * @param product Any
 * @param places Addresses of A, B and C
 */
export function matMulTiles(code: FunctionBuilder, product: Product, { a, b, c }: ProductPlaces): void {
  const { n, k, m, rowA, stepA, stepB, columnB } = product;
  const f = blockCode(code);
  const rowsAtOnce = Math.min(n, m <= 2 ? pairsAtOnce : 4);
  const columnsAtOnce = 2 * Math.floor(pairsAtOnce / rowsAtOnce);

  /** Pair h of a row of B: of neighbours, or of two that are gathered. */
  const pairOfB = (columns: number, h: number, inB: Push): Push => {
    if (columnB === 1) return pairsOf(code, columns)[h]!.load(inB, b);
    const at = b + 16 * h * columnB;
    if (2 * h + 1 === columns) return f.load("v128.load64_zero", inB, at);
    return () => {
      inB();
      f.load("v128.load64_zero", inB, at)();
      code.memoryLane("v128.load64_lane", at + 8 * columnB, 1);
    };
  };
  const tile = (rows: number, columns: number, inA: Variable, inB: Variable, out: Variable, end: Variable) => {
    const pairs = Math.ceil(columns / 2);
    f.withLocals("v128", rows * pairs + pairs + 1, ([factor, ...others]) => {
      const [ofB, sums] = [others.slice(0, pairs), others.slice(pairs)];
      for (const sum of sums) sum.set(f.op("f64x2.splat", f.f64(0)));
      end.set(f.op("i32.add", inB.get, f.i32(8 * k * stepB)));
      f.repeatWhile(() => {
        ofB.forEach((pair, h) => pair.set(pairOfB(columns, h, inB.get)));
        for (let r = 0; r < rows; r++) {
          factor!.set(f.load("v128.load64_splat", inA.get, a + 8 * r * rowA));
          ofB.forEach((pair, h) => {
            const sum = sums[r * pairs + h]!;
            sum.set(f.plusProduct(sum.get, factor!.get, pair.get));
          });
        }
        f.increase(inA, 8 * stepA);
        f.increase(inB, 8 * stepB);
        return f.op("i32.lt_s", inB.get, end.get);
      });
      const places = pairsOf(code, columns);
      sums.forEach((sum, at) => {
        const row = Math.floor(at / pairs);
        places[at % pairs]!.store(out.get, c + 8 * row * m, sum.get);
      });
    });
  };

  f.withLocals("i32", 4, (locals) => {
    const [inA, inB, out, end] = locals as [Variable, Variable, Variable, Variable];
    f.eachBlock(n, rowsAtOnce, (rows, row) =>
      f.eachBlock(m, columnsAtOnce, (columns, column) => {
        inA.set(f.offset(row, 8 * rowA));
        inB.set(f.offset(column, 8 * columnB));
        out.set(f.op("i32.add", f.offset(row, 8 * m), f.offset(column, 8)));
        tile(rows, columns, inA, inB, out, end);
      }),
    );
  });
}
