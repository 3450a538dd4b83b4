import { describe, expect, test } from "vitest";
import { rhatNested } from "../../diagnostics/rhatNested.js";
import { normals } from "./draws.js";
import { readCases, readReference } from "./reference.js";

describe("nested R-hat", () => {
  test("is posterior's, whichever chains make up a superchain", () => {
    const tau = readCases("eight-schools.json").get("tau")!.chains;
    const { nested_pareto: published } = readReference<{ nested_pareto: Record<string, number> }>("small.json");
    expect(rhatNested(tau, [1, 2, 1, 2]).value).toBeCloseTo(published.tau_nested_1212, 12);
    expect(rhatNested(tau, ["a", "a", "b", "b"]).value).toBeCloseTo(published.tau_nested_1122, 12);
    expect(rhatNested(tau, [1, 2, 3, 4]).value).toBeCloseTo(published.tau_nested_1234, 12);
  });

  test("of chains of one draw compares superchains with the spread of their chains", () => {
    const chains = [1, 3, 11, 13].map((x) => Float64Array.of(x));
    // Means 2 and 12 have variance 50; chains within have variance 2.
    expect(rhatNested(chains, [1, 1, 2, 2]).value).toBeCloseTo(Math.sqrt(1 + 50 / 2), 14);
  });

  test("says why it is NaN", () => {
    const chains = [1, 2, 3].map((seed) => normals(seed, 20));
    expect(rhatNested(chains, [1, 1, 2]).reason).toBe("unevenGroups");
    expect(rhatNested(chains, [1, 1, 1]).reason).toBe("oneChain");
    expect(rhatNested([Float64Array.of(1), Float64Array.of(2)], [1, 2]).reason).toBe("tooShort");
    expect(rhatNested([Float64Array.of(1, 1), Float64Array.of(2, 2)], [1, 2]).reason).toBe("constantChains");
    expect(rhatNested([Float64Array.of(1, 1), Float64Array.of(1, 1)], [1, 2]).reason).toBe("constant");
    expect(rhatNested([Float64Array.of(1, NaN), Float64Array.of(2, 2)], [1, 2]).reason).toBe("nonfinite");
    expect(rhatNested([], []).reason).toBe("noDraws");
    expect(() => rhatNested(chains, [1, 2])).toThrow("one superchain is needed for each of 3 chains, got 2");
  });
});
