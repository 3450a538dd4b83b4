import { describe, expect, it } from "vitest";
import type { LogDensity } from "../../engine/core/LogDensity.js";
import { isUserError } from "../../engine/core/UserError.js";
import { stream } from "../../engine/random/stream.js";
import { initialValues, initialValuesAt } from "../../samplers/initial.js";
import { counted, halfNormal, independentNormal, standardNormal } from "./support/densities.js";

const thrown = (action: () => unknown): unknown => {
  try {
    action();
  } catch (error) {
    return error;
  }
  return undefined;
};

describe("initialValues", () => {
  it("draws positions within the radius and counts the gradients", () => {
    const density = counted(standardNormal(20));
    const { state, gradients } = initialValues(density, 0.5, stream("1", "initial"));
    expect(Math.max(...state.position.map(Math.abs))).toBeLessThan(0.5);
    expect(Math.max(...state.position.map(Math.abs))).toBeGreaterThan(0.4);
    expect(density.evaluations).toBe(gradients);
  });

  it("skips positions where the density or the gradient is not finite", () => {
    for (const elsewhere of ["-Infinity", "NaN", "gradient"] as const) {
      for (let seed = 0; seed < 10; seed++) {
        const { state } = initialValues(halfNormal(2, elsewhere), 2, stream(String(seed), "initial"));
        expect(state.position[0]).toBeGreaterThan(0);
        expect(state.gradient.every(Number.isFinite)).toBe(true);
      }
    }
  });

  it("takes the first candidate when none is in a far tail, so that chains stay scattered", () => {
    const rng = stream("1", "initial");
    const first = Float64Array.from({ length: 5 }, () => 2 * (2 * rng.uniform() - 1));
    expect(initialValues(standardNormal(5), 2, stream("1", "initial")).state.position).toEqual(first);
  });

  it("is spared a start thousands of log units below the other candidates", () => {
    const density = independentNormal([0.001]);
    for (let seed = 0; seed < 20; seed++) {
      const { state } = initialValues(density, 2, stream(String(seed), "initial"));
      // The smallest of eight uniforms on (0, 2) is above 1.2 in one case of 1,500.
      expect(Math.abs(state.position[0])).toBeLessThan(1.2);
    }
  });

  it("names the first cause and the mend when every try fails", () => {
    const hopeless: LogDensity = { dimension: 1, evaluate: () => -Infinity };
    const error = thrown(() => initialValues(hopeless, 2, stream("1")));
    expect(isUserError(error)).toBe(true);
    expect((error as Error).message).toMatch(
      /100 tries between -2 and 2 .*the log density was -Infinity.*priors and the data/,
    );
    const steep: LogDensity = { dimension: 2, evaluate: (_, g) => ((g[0] = 0), (g[1] = Infinity), 0) };
    expect((thrown(() => initialValues(steep, 2, stream("1"))) as Error).message).toMatch(
      /the gradient was Infinity in unconstrained parameter 2/,
    );
  });

  it("has a single candidate, the origin, when the radius is 0", () => {
    const { state, gradients } = initialValues(standardNormal(2), 0, stream("1"));
    expect([...state.position].every((x) => x === 0)).toBe(true);
    expect(gradients).toBe(1);
  });
});

describe("initialValuesAt", () => {
  it("starts at a copy of the position given", () => {
    const given = Float64Array.of(1, 2);
    const { state } = initialValuesAt(standardNormal(2), given);
    expect(state.position).toEqual(given);
    expect(state.position).not.toBe(given);
    expect(state.logDensity).toBe(-2.5);
  });

  it("refuses positions of the wrong length or without a finite density", () => {
    expect(() => initialValuesAt(standardNormal(2), Float64Array.of(1))).toThrow(/have 1 numbers, but the model has 2/);
    expect(() => initialValuesAt(halfNormal(1, "NaN"), Float64Array.of(-1))).toThrow(/log density was NaN/);
  });
});
