import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { UserError } from "../../../engine/core/UserError.js";
import { normalCdf } from "../../../engine/math/normalCdf.js";
import { stream, streamFrom } from "../../../engine/random/stream.js";
import { Xoshiro128 } from "../../../engine/random/Xoshiro128.js";
import { edges, heights, tailStart } from "../../../engine/random/ziggurat.js";

const draws = (n: number, draw: () => number) => Float64Array.from({ length: n }, draw);

/** Hash of the little-endian bytes of doubles. */
function hash(values: Float64Array): string {
  const view = new DataView(new ArrayBuffer(8 * values.length));
  values.forEach((value, i) => view.setFloat64(8 * i, value, true));
  return createHash("sha256").update(new Uint8Array(view.buffer)).digest("hex").slice(0, 32);
}

/** √n times the largest distance between the empirical distribution of values and a distribution function. */
function kolmogorovSmirnov(values: Float64Array, cdf: (x: number) => number): number {
  const n = values.length;
  return (
    Float64Array.from(values)
      .sort()
      .reduce((largest, x, i) => Math.max(largest, cdf(x) - i / n, (i + 1) / n - cdf(x)), 0) * Math.sqrt(n)
  );
}

/** A right generator exceeds this for one seed in a million: √(-log(α/2)/2), α = 1e-6. The seeds are fixed. */
const ksLimit = 2.69;
/** Standard errors that a right generator exceeds for one seed in a million. */
const zLimit = 4.9;

describe("xoshiro128++", () => {
  it("gives the published numbers from state 1, 2, 3, 4", () => {
    const rng = new Xoshiro128([1, 2, 3, 4]);
    // Test vector of the Rust crate rand_xoshiro, from the authors' C code.
    const published = [
      641, 1573767, 3222811527, 3517856514, 836907274, 4247214768, 3867114732, 1355841295, 495546011, 621204420,
    ];
    expect(published.map(() => rng.bits())).toEqual(published);
  });

  it("goes on from a saved state", () => {
    const rng = stream("5", "saved");
    rng.normal();
    const copy = streamFrom(JSON.parse(JSON.stringify(rng.state())));
    expect(draws(100, () => copy.normal())).toEqual(draws(100, () => rng.normal()));
  });
});

describe("stream", () => {
  it("gives pinned numbers: a change here breaks every stored seed", () => {
    const first = () => stream("1", 1, "test");
    const [bits, uniform, normal] = [first(), first(), first()];
    expect(hash(draws(1000, () => bits.bits()))).toBe("208dcdd9ac6ec012f297fd290a0c947d");
    expect(hash(draws(1000, () => uniform.uniform()))).toBe("09c21c8b5dc0edd86168eee9a1b6ba16");
    expect(hash(draws(1000, () => normal.normal()))).toBe("36ef4266e13d0507fc2719ae564d97fa");
  });

  it("is one and the same for the same seed and purpose, leading zeros aside", () => {
    expect(stream("7", 2, "a").state()).toEqual(stream("7", 2, "a").state());
    expect(stream("007", 2, "a").state()).toEqual(stream("7", 2, "a").state());
    expect(stream("000").state()).toEqual(stream("0").state());
  });

  it("differs for every other seed and purpose, however alike in writing", () => {
    const purposes = [
      ["1"], ["11"], ["111"], ["1", 1], ["1", "1"], ["1", 1, 1], ["1", 11], ["1", "11"], ["11", 1], ["1", "1,1"],
      ["1", '1","1'], ["1", "a"], ["1", "aa"], ["1", "a", "a"], ["1", "ā"], ["1", "\u0001"], ["1", "\\u0101"], ["1", ""],
      ["1", "😀"], ["1", "😁"], ["1", -1], ["1", 0.5], ["10"], ["0"], ["99999999999999999999"],
      ["1", "x".repeat(300)], ["1", "y" + "x".repeat(299)], ["1", "x".repeat(301)],
    ] as [string, ...(string | number)[]][]; // prettier-ignore
    const states = purposes.map((purpose) =>
      stream(...purpose)
        .state()
        .join(),
    );
    expect(new Set(states).size).toBe(purposes.length);
  });

  it("is untouched by Math.random and leaves it alone", () => {
    const original = Math.random;
    const before = stream("3", "x").state();
    try {
      Math.random = () => {
        throw new Error("Math.random was called");
      };
      const patched = Math.random;
      expect(stream("3", "x").state()).toEqual(before);
      expect(Math.random).toBe(patched);
    } finally {
      Math.random = original;
    }
  });

  it("refuses a seed that is not a whole number of 1 to 20 digits, and says how to mend it", () => {
    for (const seed of ["", "1.5", "-1", "1e3", "abc", " 1", "1\n", "0x10", "١", "123456789012345678901"]) {
      expect(() => stream(seed), seed).toThrow(UserError);
      expect(() => stream(seed)).toThrow(/invalid seed: .*: give a whole number of 1 to 20 decimal digits/);
    }
  });
});

describe("uniform", () => {
  it("stays inside (0, 1) at the ends of what the bits allow: zero is drawn again", () => {
    const rng = new Xoshiro128([1, 2, 3, 4]);
    const bits = [0, 0, 0, 64, 0xffffffff, 0xffffffff];
    rng.bits = () => bits.shift()!;
    expect(rng.uniform()).toBe(2 ** -53);
    expect(rng.uniform()).toBe(1 - 2 ** -53);
  });

  it("has uniform values by Kolmogorov-Smirnov", () => {
    const rng = stream("11", "ks");
    expect(
      kolmogorovSmirnov(
        draws(100_000, () => rng.uniform()),
        (x) => x,
      ),
    ).toBeLessThan(ksLimit);
  });
});

describe("normal", () => {
  const n = 400_000;
  const rng = stream("12", "moments");
  const values = draws(n, () => rng.normal());

  it("has normal values by Kolmogorov-Smirnov", () => {
    expect(kolmogorovSmirnov(values.subarray(0, 100_000), normalCdf)).toBeLessThan(ksLimit);
  });

  it("has the first six moments of a normal", () => {
    const moments = [0, 1, 0, 3, 0, 15];
    const secondMoments = [1, 3, 15, 105, 945, 10395];
    moments.forEach((expected, k) => {
      const mean = values.reduce((sum, x) => sum + x ** (k + 1), 0) / n;
      const error = Math.sqrt((secondMoments[k]! - expected * expected) / n);
      expect(Math.abs(mean - expected) / error).toBeLessThan(zLimit);
    });
  });

  it("has a normal's share beyond the last layer of the ziggurat, and the tail's shape there", () => {
    const tail = Float64Array.from({ length: 2 }, () => 0);
    let count = 0;
    const long = stream("13", "tail");
    const beyond: number[] = [];
    for (let i = 0; i < 2_000_000; i++) {
      const x = long.normal();
      if (Math.abs(x) < tailStart) continue;
      count++;
      tail[x < 0 ? 0 : 1]! += 1;
      beyond.push(Math.abs(x));
    }
    const expected = 2_000_000 * 2 * normalCdf(-tailStart);
    expect(Math.abs(count - expected) / Math.sqrt(expected)).toBeLessThan(zLimit);
    expect(Math.abs(tail[0]! - tail[1]!) / Math.sqrt(count)).toBeLessThan(zLimit);
    const cdf = (x: number) => 1 - normalCdf(-x) / normalCdf(-tailStart);
    expect(kolmogorovSmirnov(Float64Array.from(beyond), cdf)).toBeLessThan(ksLimit);
  });

  it("comes from layers of one area that close at the top", () => {
    const areas = Array.from({ length: 255 }, (_, i) => edges[i + 1]! * (heights[i + 2]! - heights[i + 1]!));
    const bottom = edges[0]! * heights[1]!;
    // The published start of the tail has 17 digits, which the recursion up 255 layers leaves 10 of.
    for (const area of areas) expect(Math.abs(area / bottom - 1)).toBeLessThan(1e-10);
    expect(edges[256]).toBe(0);
  });
});

describe("streams of different purposes", () => {
  it("are uncorrelated, at lags 0 and 1", () => {
    const n = 50_000;
    const purposes = [[1, "a"], [2, "a"], [1, "b"], ["1", "a"]] as const; // prettier-ignore
    const series = purposes.map((purpose) => {
      const rng = stream("21", ...purpose);
      return draws(n, () => rng.normal());
    });
    for (let i = 0; i < series.length; i++) {
      for (let j = 0; j < i; j++) {
        for (const lag of [0, 1]) {
          let sum = 0;
          for (let t = lag; t < n; t++) sum += series[i]![t]! * series[j]![t - lag]!;
          expect(Math.abs(sum / Math.sqrt(n))).toBeLessThan(zLimit);
        }
      }
    }
  });

  it("have uniform first numbers over successive chains", () => {
    const first = Float64Array.from({ length: 5000 }, (_, chain) => stream("1", chain).uniform());
    expect(kolmogorovSmirnov(first, (x) => x)).toBeLessThan(ksLimit);
  });
});
