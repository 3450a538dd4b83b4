/** Gaussian quadrature: rules from recurrences, of the normal distribution, and of points. */
import { describe, expect, it } from "vitest";

import { gaussHermite } from "../../../engine/math/gaussHermite.js";
import { gaussOfPoints } from "../../../engine/math/gaussOfPoints.js";
import { gaussRule, type QuadratureRule } from "../../../engine/math/gaussRule.js";
import { stream } from "../../../engine/random/stream.js";

const integral = ({ nodes, weights }: QuadratureRule, f: (x: number) => number) =>
  nodes.reduce((sum, x, k) => sum + weights[k]! * f(x), 0);

/** x^n by multiplication. */
const power = (x: number, n: number): number => (n === 0 ? 1 : x * power(x, n - 1));

/** n · (n − 2) · … · 1. */
const oddFactorial = (n: number): number => (n < 2 ? 1 : n * oddFactorial(n - 2));
const relativeTo = (x: number, exact: number) => Math.abs(x / exact - 1);

describe("gaussRule", () => {
  it("gives Gauss-Legendre nodes from the recurrence of Legendre polynomials", () => {
    const off = Array.from({ length: 4 }, (_, k) => (k + 1) / Math.sqrt(4 * (k + 1) * (k + 1) - 1));
    const { nodes, weights } = gaussRule(new Float64Array(5), off, 2);
    // The five-point rule, in closed form.
    const [inner, outer] = [Math.sqrt(5 - 2 * Math.sqrt(10 / 7)) / 3, Math.sqrt(5 + 2 * Math.sqrt(10 / 7)) / 3];
    [-outer, -inner, 0, inner, outer].forEach((x, k) => expect(nodes[k]).toBeCloseTo(x, 14));
    expect(weights[2]).toBeCloseTo(128 / 225, 14);
    expect(weights[0]).toBeCloseTo((322 - 13 * Math.sqrt(70)) / 900, 14);
  });

  it("passes a NaN on instead of looping", () => {
    expect(gaussRule([NaN, 0], [1], 1).nodes.some(Number.isNaN)).toBe(true);
    expect(gaussOfPoints(Float64Array.of(0, 1, NaN, 3), new Float64Array(4).fill(1), 2).nodes.some(Number.isNaN)).toBe(
      true,
    );
  });
});

describe("gaussHermite", () => {
  it("integrates powers up to the 2 n − 1-th over the standard normal", () => {
    for (const n of [1, 2, 3, 5, 10]) {
      let moment = 1;
      for (let p = 0; p < 2 * n; p += 2) {
        if (p > 0) moment *= p - 1;
        // Rounding of nodes is multiplied by the power.
        expect(Math.abs(integral(gaussHermite(n), (x) => power(x, p)) / moment - 1)).toBeLessThan(1e-13 * (p + 1));
        expect(Math.abs(integral(gaussHermite(n), (x) => power(x, p + 1)) / moment)).toBeLessThan(1e-12 * (p + 1));
      }
    }
  });

  it("gives weights that keep their digits far out, where they are tiny", () => {
    const { nodes, weights } = gaussHermite(96);
    // With 96 nodes the last is beyond 18 standard deviations; eˣ² / 4 there weighs 10³⁵.
    expect(nodes[95]).toBeGreaterThan(18);
    expect(
      relativeTo(
        integral({ nodes, weights }, (x) => power(x, 60)),
        oddFactorial(59),
      ),
    ).toBeLessThan(1e-12);
    expect(
      relativeTo(
        integral({ nodes, weights }, (x) => power(x, 190)),
        oddFactorial(189),
      ),
    ).toBeLessThan(1e-11);
  });

  it("is not exact one power further, where theory says that n! is missing", () => {
    // The squared monic polynomial of degree 3 has norm 3! = 6 and is 0 at all nodes.
    expect(15 - integral(gaussHermite(3), (x) => power(x, 6))).toBeCloseTo(6, 12);
  });
});

describe("gaussOfPoints", () => {
  const rng = stream("5", "points");
  const points = Float64Array.from({ length: 200 }, () => 0.7 + 1.5 * rng.normal());
  const weights = Float64Array.from({ length: 200 }, () => rng.uniform());

  it("keeps the first 2 n − 1 weighted moments of the points", () => {
    const rule = gaussOfPoints(points, weights, 6);
    expect(rule.nodes).toHaveLength(6);
    for (let p = 0; p < 12; p += 1) {
      const sum = points.reduce((all, x, i) => all + weights[i]! * power(x, p), 0);
      const size = points.reduce((all, x, i) => all + weights[i]! * power(Math.abs(x), p), 0);
      expect(Math.abs(integral(rule, (x) => power(x, p)) - sum)).toBeLessThan(1e-12 * size);
    }
  });

  it("finds the points themselves when there are no more distinct ones than nodes", () => {
    const repeated = Float64Array.from({ length: 60 }, (_, i) => [2, -1, 5][i % 3]!);
    const { nodes, weights: masses } = gaussOfPoints(repeated, new Float64Array(60).fill(0.5), 12);
    expect(nodes).toHaveLength(3);
    [-1, 2, 5].forEach((x, k) => expect(nodes[k]).toBeCloseTo(x, 12));
    masses.forEach((mass) => expect(mass).toBeCloseTo(10, 12));
  });

  it("makes one node of points that are all the same", () => {
    const { nodes, weights: masses } = gaussOfPoints(new Float64Array(40).fill(-3.3), new Float64Array(40).fill(1), 12);
    expect([...nodes, ...masses]).toEqual([expect.closeTo(-3.3, 13), expect.closeTo(40, 12)]);
  });
});
