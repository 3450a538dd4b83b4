import { describe, expect, it } from "vitest";
import { exactProduct, exactSum } from "../../../engine/math/exact.js";
import { numberArithmetic as a } from "../../../engine/math/numberArithmetic.js";
import { polynomial } from "../../../engine/math/polynomial.js";
import { stream } from "../../../engine/random/stream.js";

/** A double as a fraction: numerator over 2^1074. */
function exact(x: number): bigint {
  const float = Float64Array.of(x);
  const bits = new BigUint64Array(float.buffer)[0]!;
  const exponent = (bits >> 52n) & 0x7ffn;
  const fraction = bits & 0xfffffffffffffn;
  const size = exponent === 0n ? fraction : (fraction | 0x10000000000000n) << (exponent - 1n);
  return bits >> 63n ? -size : size;
}

describe("numberArithmetic", () => {
  it("rounds ties to even and keeps the sign of zero", () => {
    const cases = [
      [0.5, 0], [1.5, 2], [2.5, 2], [-0.5, -0], [-1.5, -2], [-0.2, -0], [-0, -0], [0, 0], [0.49999999999999994, 0],
      [4503599627370495.5, 4503599627370496], [4503599627370497, 4503599627370497], [-1e300, -1e300],
      [Infinity, Infinity], [-Infinity, -Infinity], [NaN, NaN],
    ] as const; // prettier-ignore
    for (const [x, rounded] of cases) expect(a.nearest(x), String(x)).toBe(rounded);
  });

  it("takes positive normal numbers apart and puts powers of two together", () => {
    for (const x of [1, 0.75, 3, Math.PI, 1e-300, 1e300, 2.2250738585072014e-308, Number.MAX_VALUE]) {
      const m = a.mantissa(x);
      expect(m >= 1 && m < 2).toBe(true);
      expect(m * a.powerOfTwo(a.exponent(x))).toBe(x);
    }
    for (let k = -1022; k <= 1023; k++) expect(a.powerOfTwo(k)).toBe(2 ** k);
  });
});

describe("exact", () => {
  it("sums and products lose nothing", () => {
    const rng = stream("1", "exact");
    const draw = () => (rng.uniform() - 0.5) * 2 ** (rng.bits() % 40);
    for (let i = 0; i < 2000; i++) {
      const [x, y] = [draw(), draw()];
      const sum = exactSum(a, x, y);
      expect(sum.high).toBe(x + y);
      expect(exact(sum.high) + exact(sum.low)).toBe(exact(x) + exact(y));
      const product = exactProduct(a, x, y);
      expect(product.high).toBe(x * y);
      expect((exact(product.high) + exact(product.low)) << 1074n).toBe(exact(x) * exact(y));
    }
  });
});

describe("polynomial", () => {
  it("is the sum of its terms, whether even or odd in number", () => {
    expect(polynomial(a, 3, [5, 7])).toBe(26);
    expect(polynomial(a, 3, [5, 7, 2])).toBe(44);
    expect(polynomial(a, -2, [1, 2, 3, 4])).toBe(-23);
    expect(polynomial(a, -2, [1, 2, 3, 4, 5])).toBe(57);
  });
});
