import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { loadTensorflow, tf, type Tensor } from "../../../engine/autodiff/ops.js";
import { densityBasis, splineBasis } from "../../../engine/distributions/splineBasis.js";
import { splineHazardLaw } from "../../../engine/distributions/splineHazard.js";
import type { Value } from "../../../engine/distributions/Value.js";
import { testRng } from "./testRng.js";
import { traced } from "./traced.js";

interface Case {
  readonly x: readonly number[];
  readonly ends: readonly [number, number];
  readonly knots: readonly number[];
  readonly degree: number;
  readonly densities: readonly (readonly number[])[];
  readonly integrals: readonly (readonly number[])[];
}

const cases = JSON.parse(
  readFileSync(new URL("../../reference/splines/splines.json", import.meta.url), "utf8"),
) as readonly Case[];

beforeAll(async () => void (await loadTensorflow()));

describe("splines that are densities", () => {
  it.each(cases.map((one) => [one.degree, one.knots.length, one] as const))(
    "of degree %d with %d knots inside, and their integrals, are those of splines2",
    (_degree, _knots, { x, ends: [from, to], knots, degree, densities, integrals }) => {
      const inner = knots.map((knot) => (knot - from) / (to - from));
      x.forEach((at, i) => {
        const basis = densityBasis((at - from) / (to - from), inner, degree);
        // Two ways to the same polynomials: some roundings apart.
        densities[i]!.forEach((value, k) => {
          expect(Math.abs((basis.densities[k] as number) / (to - from) - value)).toBeLessThan(
            1e-13 * Math.max(1 / (to - from), value),
          );
        });
        integrals[i]!.forEach((value, k) =>
          expect(Math.abs((basis.integrals[k] as number) - value)).toBeLessThan(1e-13),
        );
      });
    },
  );

  it("add up to 1 before they are scaled, also at the ends and at a knot", () => {
    for (const u of [0, 0.2, 0.3, 0.30001, 1]) {
      const sum = splineBasis(u, [0.3, 0.8], 3).reduce<number>((total, value) => total + (value as number), 0);
      expect(sum).toBeCloseTo(1, 14);
    }
  });
});

const parameters = {
  ...{ logRatio: 0.4, share1: 0.1, share2: 0.3, share3: 0.25, share4: 0.15, share5: 0.2 },
  ...{ first: 0.2, middle: 2.5, last: 9 },
};
const { logDensity, logSurvival, logCdf } = splineHazardLaw;

describe("the law of a hazard that is a spline", () => {
  it("has a density that integrates to what its survival loses", () => {
    // Simpson's rule; the density is smooth but for the third derivative at the middle.
    const n = 2000;
    for (const [from, to] of [
      [0.2, 2.5],
      [2.5, 8.9],
    ] as const) {
      const h = (to - from) / n;
      let sum = 0;
      for (let i = 0; i <= n; i += 1) {
        const weight = i === 0 || i === n ? 1 : i % 2 === 1 ? 4 : 2;
        const y = Math.min(Math.max(from + i * h, 0.2 + 1e-12), to);
        sum += (weight * h * Math.exp(logDensity(y, parameters) as number)) / 3;
      }
      const lost =
        Math.exp(logSurvival!(from, parameters) as number) - Math.exp(logSurvival!(to, parameters) as number);
      expect(sum).toBeCloseTo(lost, 11);
    }
  });

  it("knows of no event before the first time or after the last, up to which hazards add up to the ratio", () => {
    expect(logSurvival!(0.1, parameters)).toBeCloseTo(0, 15);
    expect(logCdf!(0.1, parameters)).toBe(-Infinity);
    expect(logSurvival!(20, parameters)).toBeCloseTo(-Math.exp(0.4), 14);
    expect(logDensity(0.1, parameters)).toBe(-Infinity);
    expect(logDensity(20, parameters)).toBe(-Infinity);
    expect(Math.exp(logCdf!(4, parameters) as number) + Math.exp(logSurvival!(4, parameters) as number)).toBeCloseTo(
      1,
      14,
    );
  });

  it("is the same for tensors, with slopes of numbers for ratios of any size", () => {
    const logRatios = [-700, -30, -1, 0.4, 6, 300, 800];
    const ys = [0.21, 2.5, 8.9];
    const rows = logRatios.flatMap((logRatio) => ys.map((y) => ({ logRatio, y })));
    const names = ["share1", "share2", "share3", "share4", "share5"] as const;
    const position = [...rows.map(({ logRatio }) => logRatio), ...names.map((name) => parameters[name])];
    const questions = { logDensity, logSurvival: logSurvival!, logCdf: logCdf! };
    for (const question of Object.values(questions)) {
      const { values, gradient } = traced(position, (all, context) => {
        const piece = (from: number, size: number): Tensor => tf().slice(all as never, [from], [size]);
        const own: Record<string, Value> = { ...parameters, logRatio: piece(0, rows.length) };
        names.forEach((name, k) => (own[name] = tf().reshape(piece(rows.length + k, 1), [])));
        const y = context.data(
          "y",
          rows.map((row) => row.y),
        );
        return question(y, own) as Tensor;
      });
      rows.forEach(({ logRatio, y }, i) => {
        const plain = question(y, { ...parameters, logRatio }) as number;
        const said = JSON.stringify({ logRatio, y, plain, own: values[i], slope: gradient[i] });
        expect(values[i] === plain || Math.abs(values[i]! - plain) <= 1e-12 * Math.max(1, Math.abs(plain)), said).toBe(
          true,
        );
        if (values[i]! > -1e290) expect(Number.isFinite(gradient[i]!), said).toBe(true);
      });
      expect(gradient.slice(rows.length).every((slope) => !Number.isNaN(slope))).toBe(true);
    }
  });

  it("draws no times, and says why", () => {
    expect(() => splineHazardLaw.random(testRng(1), parameters)).toThrow(/cannot be drawn/);
  });
});
