import { expect, it } from "vitest";
import { pairEffects, withReference } from "../../../../models/meta/answers/pairEffects.js";

const effects = withReference([Float64Array.of(1, 2, 3, 4, 5), Float64Array.of(3, 3, 2, 6, 6)]);

it("gives all ordered pairs, the effect of `to` minus the effect of `from`", () => {
  const pairs = pairEffects(["A", "B", "C"], effects);
  expect(pairs.map(({ from, to }) => from + to)).toEqual(["AB", "AC", "BA", "BC", "CA", "CB"]);
  expect(pairs.map(({ mean }) => mean)).toEqual([3, 4, -3, 1, -4, -1]);
});

it("summarises draws as R's mean, sd and type 7 quantiles", () => {
  const [first] = pairEffects(["A", "B", "C"], effects);
  // R: sd(1:5), quantile(1:5, c(.025, .5, .975))
  expect(first!.sd).toBeCloseTo(1.5811388300841898, 14);
  expect(first!["q2.5"]).toBeCloseTo(1.1, 14);
  expect(first!.q50).toBe(3);
  expect(first!["q97.5"]).toBeCloseTo(4.9, 14);
});

it("an effect is the negative of its reverse, quantiles swapped", () => {
  const pairs = pairEffects(["A", "B", "C"], effects);
  const [forth, back] = [pairs[3]!, pairs[5]!];
  expect(back.mean).toBeCloseTo(-forth.mean, 14);
  expect(back["q2.5"]).toBeCloseTo(-forth["q97.5"], 14);
  expect(back.sd).toBeCloseTo(forth.sd, 14);
});

it("refuses draws that do not match the treatments", () => {
  expect(() => pairEffects(["A", "B"], effects)).toThrow("relative effects of 2 treatments need as many sets");
});
