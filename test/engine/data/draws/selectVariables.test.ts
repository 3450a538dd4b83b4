import { describe, expect, test } from "vitest";
import type { Draws } from "../../../../engine/core/Draws.js";
import { selectVariables } from "../../../../engine/data/draws/selectVariables.js";

const names = ["b_x", "b_y", "theta[1]", "theta[2]", "theta_raw", "a[b"];
const draws = {
  names,
  chains: [{ chain: 1, drawCount: 2, values: Float64Array.from({ length: 12 }, (_, i) => i) }],
  maxTreeDepth: 10,
} as unknown as Draws;

describe("selectVariables", () => {
  test("takes names, all elements of an array, and patterns, in the order of the draws", () => {
    expect(selectVariables(draws, "theta b_x").names).toEqual(["b_x", "theta[1]", "theta[2]"]);
    expect(selectVariables(draws, "theta*").names).toEqual(["theta[1]", "theta[2]", "theta_raw"]);
    expect(selectVariables(draws, "theta[?] a[b").names).toEqual(["theta[1]", "theta[2]", "a[b"]);
    expect([...selectVariables(draws, "b_y theta[2]").chains[0]!.values]).toEqual([1, 3, 7, 9]);
    expect(selectVariables(draws, "*")).toBe(draws);
  });

  test("says which name may have been meant", () => {
    expect(() => selectVariables(draws, "thata")).toThrow('no variable is called "thata": did you mean "theta"?');
    expect(() => selectVariables(draws, "zzzzzz")).toThrow("there are b_x, b_y, theta[1], theta[2], theta_raw, …");
  });
});
