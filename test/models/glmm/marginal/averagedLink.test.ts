import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { LinkName } from "../../../../models/glmm/Family.js";
import { linkOf } from "../../../../models/glmm/links.js";
import { averagedLink } from "../../../../models/glmm/marginal/averagedLink.js";
import { normalAverage } from "../../../../models/glmm/marginal/normalAverage.js";
import { surface } from "../../../../models/glmm/marginal/surface.js";

const { rows } = JSON.parse(
  readFileSync(new URL("../../../reference/marginal/averages.json", import.meta.url), "utf8"),
) as { rows: [link: LinkName, eta: number, sd: number, mean: number, predictor: number | null][] };

describe("averagedLink", () => {
  it.each([
    ["logit", 1e-13],
    ["probit", 1e-12],
    ["cloglog", 1e-12],
  ] as const)("the mean of %s over a normal predictor has the digits of mpmath, far out as well", (name, tolerance) => {
    const { mean, predictor } = averagedLink(linkOf(name));
    // Of probabilities below it the reference's own quadrature has lost digits.
    const own = rows.filter(([of, , , expected]) => of === name && expected > 1e-80);
    expect(own.length).toBeGreaterThan(80);
    for (const [, eta, sd, expected, at] of own) {
      expect(Math.abs(mean(eta, sd) / expected - 1), `mean at ${eta}, ${sd}`).toBeLessThan(tolerance);
      if (at === null) continue;
      const error = Math.abs(predictor(eta, sd) - at) / Math.max(1, Math.abs(at));
      expect(error, `predictor at ${eta}, ${sd}`).toBeLessThan(tolerance);
    }
  });

  it.each(["identity", "log", "sqrt", "probit"] as const)(
    "the closed form of %s is what the trapezoidal rule finds",
    (name) => {
      const { mean, predictor, link } = averagedLink(linkOf(name));
      for (const eta of [0.4, 1.7, 3]) {
        for (const sd of [0, 0.3, 1.5, 4]) {
          const expected = normalAverage((x) => link.inverse(x) as number, eta, sd, 1);
          expect(Math.abs(mean(eta, sd) / expected - 1)).toBeLessThan(1e-11);
          expect(Math.abs((link.inverse(predictor(eta, sd)) as number) / expected - 1)).toBeLessThan(1e-11);
        }
      }
    },
  );

  it("refuses the inverse link, where the integral does not exist", () => {
    expect(() => averagedLink(linkOf("inverse"))).toThrow("has no mean");
  });
});

describe("normalAverage", () => {
  it("gives moments of the normal and of the lognormal", () => {
    expect(normalAverage((x) => x * x * x * x, 1, 2)).toBeCloseTo(1 + 6 * 4 + 3 * 16, 10);
    expect(normalAverage((x) => Math.exp(2 * x), 0.3, 1.5, 2) / Math.exp(0.6 + 4.5)).toBeCloseTo(1, 11);
  });
});

describe("surface", () => {
  it.each(["logit", "cloglog"] as const)(
    "tabulates the averaged %s to 1e-10 for small and large standard deviations",
    (name) => {
      const { predictor } = averagedLink(linkOf(name));
      const at = surface(predictor);
      for (const sd of [0, 0.02, 0.26, 1.3, 4.0039, 11]) {
        for (let eta = -21.3; eta < (name === "logit" ? 21 : 4); eta += 5.17) {
          expect(Math.abs(at(sd)(eta) - predictor(eta, sd)), `${eta}, ${sd}`).toBeLessThan(1e-10);
        }
      }
    },
  );

  it("computes what lies beyond its pieces as it is", () => {
    const at = surface((eta, sd) => eta * eta + sd);
    expect(at(3)(1000)).toBe(1000003);
    expect(at(100)(2)).toBe(104);
  });
});
