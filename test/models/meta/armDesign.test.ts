import { describe, expect, it } from "vitest";
import { armDesign } from "../../../models/meta/armDesign.js";

/** Correlation of two rows' deviations, from the weights of the independent effects they are made of. */
function covariance(design: ReturnType<typeof armDesign>, a: number, b: number): number {
  let sum = 0;
  for (const s of design.terms)
    for (const t of design.terms) {
      const [i, j] = [s.effect[a]!, t.effect[b]!];
      if (i > 0 && i === j) sum += s.weight[a]! * t.weight[b]!;
    }
  return sum;
}

describe("armDesign", () => {
  const study = [7, 7, 7, 7, 2, 2, 9, 9];
  const treatment = [2, 0, 1, 3, 1, 2, 0, 3];
  const design = armDesign(study, treatment);

  it("takes the first treatment in order as a study's baseline, wherever its row is", () => {
    expect([...design.baseline]).toEqual([0, 0, 0, 0, 1, 1, 0, 0]);
    expect(design.effects).toBe(5);
    expect([...design.compared]).toEqual([2, 0, 3, 5, 7]);
  });

  it("gives deviations variance 1, correlation 1/2 within a study and 0 between studies; baseline arms have none", () => {
    const variances = [1, 0, 1, 1, 0, 1, 0, 1];
    variances.forEach((variance, row) => expect(covariance(design, row, row)).toBeCloseTo(variance, 14));
    for (const [a, b] of [[0, 2], [0, 3], [2, 3]] as const) expect(covariance(design, a, b)).toBeCloseTo(0.5, 14); // prettier-ignore
    expect(covariance(design, 0, 5)).toBe(0);
  });

  it("refuses a study with one arm and a treatment twice in a study, naming the rows", () => {
    expect(() => armDesign([1, 1, 2], [0, 1, 0])).toThrow(/row 3 is its study's only arm/);
    expect(() => armDesign([1, 1], [1, 1])).toThrow(/rows 1 and 2 are arms of one study with one treatment/);
  });
});
