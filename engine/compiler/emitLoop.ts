/** Emits one loop over rows, two at a time: loads, element-wise operations, gathers, scatters and sums, fused. */
import { elementwise, isElementwise } from "./elementwise.js";
import type { Emission } from "./Emission.js";
import { fillDoubles } from "./moveDoubles.js";
import type { Loop } from "./schedule.js";
import type { Lanes } from "./wasm/WasmArithmetic.js";

/** Operations up to which a loop is written out row by row. */
const unrolledOperations = 160;

/** Pairs of rows in each turn of a long loop: two independent chains keep the processor's units busy. */
const pairsPerTurn = 2;

/** Where in the loop the code stands: behind a counter of bytes, or at a known pair of rows. */
interface Rows {
  /** Local that counts bytes of doubles; undefined where the pair is known. */
  readonly counter?: number;
  readonly pair: number;
  /** Whether only the first lane is a row. */
  readonly tail: boolean;
}

/** Emits the loop; its sums become scalars. */
export function emitLoop(emission: Emission, loop: Loop): void {
  const { graph, code, arithmetic, passes } = emission;
  const pairs = Math.floor(loop.length / 2);
  const sums = new Map<number, number>();
  for (const id of loop.nodes) {
    const node = graph.nodes[id]!;
    if (node.op === "scatterAdd") fillDoubles(emission, arithmetic.constant(0), emission.address(id), node.length);
    if (node.op === "sum") {
      const accumulator = code.local("v128");
      code.get(arithmetic.constant(0)).set(accumulator);
      sums.set(id, accumulator);
    }
  }
  const unrolled = passes.has("unroll") && pairs * loop.nodes.length <= unrolledOperations;
  if (unrolled) {
    for (let pair = 0; pair < pairs; pair++) {
      arithmetic.block(() => emitRows(emission, loop, { pair, tail: false }, sums));
    }
  } else if (pairs > 0) {
    const stride = passes.has("unroll") ? pairsPerTurn : 1;
    const whole = pairs - (pairs % stride);
    if (whole > 0) {
      arithmetic.loop(() =>
        code.forRange(
          () => code.i32(0),
          () => code.i32(16 * whole),
          16 * stride,
          (counter) => {
            for (let pair = 0; pair < stride; pair++) {
              arithmetic.block(() => emitRows(emission, loop, { counter, pair, tail: false }, sums));
            }
          },
        ),
      );
    }
    for (let pair = whole; pair < pairs; pair++) {
      arithmetic.block(() => emitRows(emission, loop, { pair, tail: false }, sums));
    }
  }
  if (loop.length % 2 === 1) arithmetic.block(() => emitRows(emission, loop, { pair: pairs, tail: true }, sums));

  for (const [id, accumulator] of sums) {
    const total = arithmetic.once(`sum ${id}`, () => {
      code.get(accumulator).lane("f64x2.extract_lane", 0);
      code.get(accumulator).lane("f64x2.extract_lane", 1);
      code.op("f64.add").op("f64x2.splat");
    });
    code.release("v128", accumulator);
    emission.defineScalar(id, total);
  }
}

function emitRows(emission: Emission, loop: Loop, rows: Rows, sums: ReadonlyMap<number, number>): void {
  const { graph, code, arithmetic } = emission;
  const values = new Map<number, Lanes>();
  const indices = new IndexLocals(emission, rows);

  const pushOffset = () => (rows.counter === undefined ? code.i32(0) : code.get(rows.counter));
  const at = (address: number) => address + 16 * rows.pair;
  const operand = (id: number): Lanes => {
    const known = values.get(id);
    if (known !== undefined) return known;
    if (graph.nodes[id]!.length === 1) return emission.scalar(id);
    const address = at(emission.address(id));
    return arithmetic.once(`load ${address}`, () => {
      pushOffset();
      code.memory(rows.tail ? "v128.load64_splat" : "v128.load", address);
    });
  };

  for (const id of loop.nodes) {
    const node = graph.nodes[id]!;
    const [x, y, z] = node.inputs as [number, number, number];
    if (node.op === "sum") {
      const accumulator = sums.get(id)!;
      const value = operand(x);
      if (rows.tail) {
        code.get(accumulator);
        code.get(accumulator).lane("f64x2.extract_lane", 0).get(value).lane("f64x2.extract_lane", 0).op("f64.add");
        code.lane("f64x2.replace_lane", 0).set(accumulator);
      } else code.get(accumulator).get(value).op("f64x2.add").set(accumulator);
      continue;
    }
    if (node.op === "scatterAdd") {
      const value = operand(x);
      const target = emission.address(id);
      for (const lane of rows.tail ? ([0] as const) : ([0, 1] as const)) {
        const { push, offset } = indices.at(y, lane);
        push();
        push();
        code
          .memory("f64.load", target + offset)
          .get(value)
          .lane("f64x2.extract_lane", lane)
          .op("f64.add");
        code.memory("f64.store", target + offset);
      }
      continue;
    }
    let lanes: Lanes;
    if (isElementwise(node.op)) {
      const of = (input: number | undefined) => (input === undefined ? 0 : operand(input));
      lanes = elementwise[node.op](arithmetic, of(x), of(y), of(z));
    } else if (node.op === "gather") {
      lanes = emitGather(emission, rows, indices, x, y);
    } else if (node.op === "toFloat") {
      const address = emission.address(x) + 8 * rows.pair;
      const whole = arithmetic.once(`integers ${address}`, () => {
        if (rows.counter === undefined) code.i32(0);
        else code.get(rows.counter).i32(1).op("i32.shr_u");
        code.memory("v128.load64_zero", address, 2).op("f64x2.convert_low_i32x4_s");
      });
      // Indices are kept as offsets in bytes.
      lanes = arithmetic.multiply(whole, arithmetic.constant(1 / 8));
    } else throw new Error(`no rule for ${node.op} in a loop`);
    values.set(id, lanes);
    const target = emission.storeAddress(id);
    if (target !== undefined) {
      pushOffset();
      code.get(lanes);
      if (rows.tail) code.memoryLane("v128.store64_lane", at(target), 0);
      else code.memory("v128.store", at(target));
    }
  }
  indices.release();
}

function emitGather(emission: Emission, rows: Rows, indices: IndexLocals, x: number, index: number): Lanes {
  const { code, arithmetic } = emission;
  const base = emission.address(x);
  return arithmetic.once(`gather ${x} ${index}`, () => {
    const second = rows.tail ? undefined : indices.at(index, 1);
    const first = indices.at(index, 0);
    second?.push();
    first.push();
    code.memory("v128.load64_zero", base + first.offset);
    if (second) code.memoryLane("v128.load64_lane", base + second.offset, 1);
  });
}

/** Offsets read from index columns, each once for the gathers and scatters that share it. */
class IndexLocals {
  readonly #locals = new Map<string, number>();

  constructor(
    readonly emission: Emission,
    readonly rows: Rows,
  ) {}

  /** How to push a byte offset, and what to add to it: constant tables need no load where the row is known. */
  at(index: number, lane: 0 | 1): { push: () => void; offset: number } {
    const { graph, code } = this.emission;
    const { counter, pair } = this.rows;
    const node = graph.nodes[index]!;
    if (node.op === "table" && counter === undefined) {
      return { push: () => void code.i32(0), offset: 8 * node.values[2 * pair + lane]! };
    }
    const key = `${index} ${lane}`;
    let local = this.#locals.get(key);
    if (local === undefined) {
      local = code.local("i32");
      this.#locals.set(key, local);
      if (counter === undefined) code.i32(0);
      else code.get(counter).i32(1).op("i32.shr_u");
      code.memory("i32.load", this.emission.address(index) + 8 * pair + 4 * lane, 2).set(local);
    }
    const loaded = local;
    return { push: () => void code.get(loaded), offset: 0 };
  }

  release(): void {
    for (const local of this.#locals.values()) this.emission.code.release("i32", local);
  }
}
