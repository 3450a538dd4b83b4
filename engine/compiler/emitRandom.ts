/** Random numbers in WebAssembly: xoshiro128++ and the ziggurat as in engine/random, word for word. */
import { WasmArithmetic } from "./wasm/WasmArithmetic.js";
import type { Push } from "./wasm/foldedCode.js";
import { expKernel } from "../math/exp.js";
import { logKernel } from "../math/log.js";
import type { Kernel } from "../math/Arithmetic.js";
import { tailStart } from "../random/ziggurat.js";
import type { Define } from "./wasm/ModuleDraft.js";

/** Where the functions find what they need: addresses in bytes. */
export interface RandomPlaces {
  /** State of the stream, four words. */
  readonly words: number;
  /** The ziggurat's edges and the density at each. */
  readonly edges: number;
  readonly heights: number;
  /** Where a pattern of 64 bits stands twice. */
  readonly constant: (pattern: bigint) => number;
}

/** The functions that others call, by number. */
export interface RandomFunctions {
  /** () → i32 with 32 random bits. */
  readonly bits: number;
  /** () → f64, uniform on (0, 1). */
  readonly uniform: number;
  /** () → f64, standard normal. */
  readonly normal: number;
  /** (f64) → f64, e^x. */
  readonly exp: number;
}

/** Adds the functions to a module. */
export function emitRandom(define: Define, places: RandomPlaces): RandomFunctions {
  const exp = emitKernel(define, places, expKernel);
  const log = emitKernel(define, places, logKernel);
  const bits = emitBits(define, places);
  const uniform = emitUniform(define, bits);
  const tail = emitTail(define, uniform, log);
  const normal = emitNormal(define, places, { bits, uniform, exp, tail });
  return { bits, uniform, normal, exp };
}

/** (f64) → f64: a mathematical function, computed in both lanes of a pair. */
function emitKernel(define: Define, places: RandomPlaces, kernel: Kernel): number {
  return define(["f64"], "f64", (f, code) => {
    const arithmetic = new WasmArithmetic(code, places.constant);
    const x = arithmetic.once("x", f.op("f64x2.splat", f.parameter(0).get));
    const value = kernel(arithmetic, x);
    f.lane(() => void code.get(value), 0)();
  });
}

/** xoshiro128++ (Blackman & Vigna 2021), as `Xoshiro128.bits`. */
function emitBits(define: Define, places: RandomPlaces): number {
  return define([], "i32", (f) => {
    const word = (i: number) => f.load("i32.load", f.i32(0), places.words + 4 * i);
    const put = (i: number, value: Push) => f.store("i32.store", f.i32(0), places.words + 4 * i, value);
    const s0 = f.variable("i32", word(0));
    const s1 = f.variable("i32", word(1));
    const last = f.variable("i32", word(3));
    const s2 = f.variable("i32", f.op("i32.xor", word(2), s0.get));
    const s3 = f.variable("i32", f.op("i32.xor", last.get, s1.get));
    put(0, f.op("i32.xor", s0.get, s3.get));
    put(1, f.op("i32.xor", s1.get, s2.get));
    put(2, f.op("i32.xor", s2.get, f.op("i32.shl", s1.get, f.i32(9))));
    put(3, f.op("i32.rotl", s3.get, f.i32(11)));
    f.op("i32.add", f.op("i32.rotl", f.op("i32.add", s0.get, last.get), f.i32(7)), s0.get)();
  });
}

/** 53 random bits times 2⁻⁵³, but not 0; as `Xoshiro128.uniform`. */
function emitUniform(define: Define, bits: number): number {
  return define([], "f64", (f) => {
    const word = (shift: number) => f.op("f64.convert_i32_u", f.op("i32.shr_u", f.call(bits), f.i32(shift)));
    const k = f.variable("f64", f.f64(0));
    f.repeatWhile(() => {
      k.set(f.op("f64.add", f.op("f64.mul", word(5), f.f64(67108864)), word(6)));
      return f.op("f64.eq", k.get, f.f64(0));
    });
    f.op("f64.mul", k.get, f.f64(1 / 9007199254740992))();
  });
}

/** () → f64: a normal beyond the last layer, by exponentials (Marsaglia 1964). */
function emitTail(define: Define, uniform: number, log: number): number {
  return define([], "f64", (f) => {
    const exponential = f.op("f64.neg", f.call(log, f.call(uniform)));
    const beyond = f.variable("f64", f.f64(0));
    const test = f.variable("f64", f.f64(0));
    f.repeatWhile(() => {
      beyond.set(f.op("f64.div", exponential, f.f64(tailStart)));
      test.set(exponential);
      const accepted = f.op("f64.gt", f.op("f64.add", test.get, test.get), f.op("f64.mul", beyond.get, beyond.get));
      return f.op("i32.eqz", accepted);
    });
    f.op("f64.add", f.f64(tailStart), beyond.get)();
  });
}

/** The ziggurat (Marsaglia & Tsang 2000), as `Xoshiro128.normal`. */
function emitNormal(
  define: Define,
  places: RandomPlaces,
  { bits, uniform, exp, tail }: Omit<RandomFunctions, "normal"> & { readonly tail: number },
): number {
  return define([], "f64", (f) => {
    const first = f.variable("i32", f.i32(0));
    const place = f.variable("i32", f.i32(0));
    const x = f.variable("f64", f.f64(0));
    const size = f.variable("f64", f.f64(0));
    const entry = (table: number, next: 0 | 1) => f.load("f64.load", place.get, table + 8 * next);
    f.repeatWhile(() => {
      first.set(f.call(bits));
      place.set(f.op("i32.shl", f.op("i32.and", first.get, f.i32(255)), f.i32(3)));
      const high = f.op("f64.convert_i32_s", f.op("i32.shr_s", first.get, f.i32(11)));
      const low = f.op("f64.convert_i32_u", f.call(bits));
      const between = f.op("f64.add", f.op("f64.mul", high, f.f64(4294967296)), low);
      x.set(f.op("f64.mul", f.op("f64.mul", between, f.f64(1 / 4503599627370496)), entry(places.edges, 0)));
      size.set(f.op("f64.abs", x.get));
      f.when(f.op("f64.lt", size.get, entry(places.edges, 1)), () => f.give(x.get));
      f.when(f.op("i32.eqz", place.get), () => {
        f.when(f.op("i32.lt_s", first.get, f.i32(0)), () => f.give(f.op("f64.neg", f.call(tail))));
        f.give(f.call(tail));
      });
      const [from, to] = [entry(places.heights, 0), entry(places.heights, 1)];
      const y = f.op("f64.add", from, f.op("f64.mul", f.call(uniform), f.op("f64.sub", to, from)));
      const density = f.call(exp, f.op("f64.mul", f.op("f64.mul", f.f64(-0.5), size.get), size.get));
      return f.op("i32.eqz", f.op("f64.lt", y, density));
    });
    x.get();
  });
}
