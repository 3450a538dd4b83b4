import { describe, expect, it } from "vitest";

import { controlledMean } from "../../../../models/meta/answers/controlledMean.js";
import { testRng } from "../../../engine/distributions/testRng.js";

describe("means by controls", () => {
  const rng = testRng(3);
  const x = Float64Array.from({ length: 4000 }, () => rng.normal());
  const y = Float64Array.from({ length: 4000 }, () => rng.normal());
  const squares = x.map((value) => value * value);
  const controls = [squares.map((value) => value - 1), x];

  it("are exact for what the controls make up", () => {
    // Of x² + 3 x + 2 with x standard normal.
    expect(controlledMean(controls)(x.map((value, i) => squares[i]! + 3 * value + 2))).toBeCloseTo(3, 12);
  });

  it("are as uncertain as plain means for what the controls tell nothing of", () => {
    const plain = y.reduce((sum, value) => sum + value, 0) / y.length;
    // The two differ by a regression on noise, of the order of 1/4000.
    expect(Math.abs(controlledMean(controls)(y) - plain)).toBeLessThan(0.003);
  });

  it("are plain without controls, with too many for the draws, and with controls that are one another's multiples", () => {
    const plain = y.reduce((sum, value) => sum + value, 0) / y.length;
    expect(controlledMean([])(y)).toBeCloseTo(plain, 14);
    const few = y.slice(0, 70);
    expect(controlledMean(controls.map((one) => one.slice(0, 70)))(few)).toBeCloseTo(
      few.reduce((a, b) => a + b) / 70,
      14,
    );
    expect(controlledMean([x, x])(y)).toBeCloseTo(plain, 10);
  });
});
