import { describe, expect, it } from "vitest";
import { UserError } from "../../../engine/core/UserError.js";
import { normalCdf } from "../../../engine/math/normalCdf.js";
import { numberedStreams } from "../../../engine/random/numberedStreams.js";

/** Standard errors that a right generator exceeds for one seed in a million; the seed is fixed. */
const zLimit = 4.9;
const count = 20_000;

/** The n-th normals of streams 0 to below `count`. */
const normals = (position: number): Float64Array => {
  const streams = numberedStreams("1", 1, "draw");
  return Float64Array.from({ length: count }, (_, number) => {
    const rng = streams.stream(number);
    let value = 0;
    for (let i = 0; i <= position; i++) value = rng.normal();
    return value;
  });
};

describe("numberedStreams", () => {
  it("gives the same numbers for the same seed, purpose and number, and others for another of any", () => {
    const first = (seed: string, purpose: string, number: number) =>
      numberedStreams(seed, purpose).stream(number).bits();
    expect(first("1", "a", 5)).toBe(first("1", "a", 5));
    const all = [first("1", "a", 5), first("2", "a", 5), first("1", "b", 5), first("1", "a", 6)];
    expect(new Set(all).size).toBe(4);
    // A change here breaks stored draws of random quantities.
    expect([0, 1, 4294967295].map((number) => first("1", "a", number))).toEqual([775722226, 2402305790, 2513697340]);
  });

  it("does not depend on which streams were made before", () => {
    const streams = numberedStreams("1", "a");
    const [early] = [streams.stream(7), streams.stream(8)] as const;
    expect(early.normal()).toBe(numberedStreams("1", "a").stream(7).normal());
  });

  it("has first numbers that are normal over the streams (20,000 streams, limits of one in a million)", () => {
    const z = normals(0);
    const largest = Float64Array.from(z)
      .sort()
      .reduce((most, x, i) => Math.max(most, normalCdf(x) - i / count, (i + 1) / count - normalCdf(x)), 0);
    // Kolmogorov-Smirnov: √(-log(α/2)/2), α = 1e-6.
    expect(largest * Math.sqrt(count)).toBeLessThan(2.69);
  });

  it("has neighbouring streams and neighbouring numbers that are not correlated", () => {
    const [z, next] = [normals(0), normals(1)];
    const correlation = (a: Float64Array, b: Float64Array) =>
      a.reduce((sum, value, i) => sum + value * b[i]!, 0) / Math.sqrt(a.length);
    const squares = (a: Float64Array) => a.map((value) => (value * value - 1) / Math.SQRT2);
    for (const lag of [1, 2, 256, 4096]) {
      expect(Math.abs(correlation(z.slice(lag), z.slice(0, -lag)))).toBeLessThan(zLimit);
      expect(Math.abs(correlation(squares(z).slice(lag), squares(z).slice(0, -lag)))).toBeLessThan(zLimit);
    }
    expect(Math.abs(correlation(z, next))).toBeLessThan(zLimit);
    expect(Math.abs(correlation(squares(z), squares(next)))).toBeLessThan(zLimit);
  });

  it("refuses a seed that is no whole number", () => {
    expect(() => numberedStreams("x", 1)).toThrow(UserError);
  });
});
