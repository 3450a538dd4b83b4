import { describe, expect, it } from "vitest";

import { independentContrasts } from "../../../../models/meta/lowering/independentContrasts.js";
import { sharedArmFactor } from "../../../../models/meta/lowering/sharedArmFactor.js";

describe("contrasts made independent", () => {
  it("have the covariance M V Mᵀ, which is diagonal, with a transform of determinant 1", () => {
    const covariance = Float64Array.of(0.5, 0.2, 0.2, 0.2, 0.7, 0.25, 0.2, 0.25, 0.4);
    const { transform, sd } = independentContrasts(covariance, 3);
    for (let i = 0; i < 3; i++) {
      expect(transform[i * 3 + i]).toBe(1);
      for (let j = 0; j < 3; j++) {
        if (j > i) expect(transform[i * 3 + j]).toBe(0);
        let entry = 0;
        for (let k = 0; k < 3; k++) {
          for (let l = 0; l < 3; l++) entry += transform[i * 3 + k]! * covariance[k * 3 + l]! * transform[j * 3 + l]!;
        }
        expect(entry).toBeCloseTo(i === j ? sd[i]! * sd[i]! : 0, 14);
      }
    }
  });

  it("leave a single contrast as it is", () => {
    expect(independentContrasts(Float64Array.of(0.09), 1)).toEqual({
      transform: Float64Array.of(1),
      sd: Float64Array.of(0.3),
    });
  });
});

describe("the factor of deviations from a shared arm", () => {
  it.each([1, 2, 3, 6])("is a root of the correlation with one half beside the diagonal, for %i arms", (size) => {
    const factor = sharedArmFactor(size);
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) {
        let entry = 0;
        for (let k = 0; k < size; k++) entry += factor[i * size + k]! * factor[j * size + k]!;
        expect(entry).toBeCloseTo(i === j ? 1 : 0.5, 14);
      }
    }
  });
});
