import { beforeAll, describe, expect, it } from "vitest";
import { loadTensorflow } from "../../../../engine/autodiff/ops.js";
import { tableFromColumns } from "../../../../engine/data/table.js";
import { stream } from "../../../../engine/random/stream.js";
import { familyRow } from "../../../../models/glmm/families/familyRow.js";
import { familyText } from "../../../../models/glmm/families/familyText.js";
import { mixture, parseFamily } from "../../../../models/glmm/families/parseFamily.js";
import { glmm } from "../../../../models/glmm/glmm.js";
import { linkOf } from "../../../../models/glmm/links.js";
import { differences, rowsAt, rowsByNumbers } from "../rowsOf.js";

beforeAll(() => loadTensorflow());

const normal = (y: number, mu: number, sd: number) =>
  Math.exp(-0.5 * ((y - mu) / sd) ** 2) / (sd * Math.sqrt(2 * Math.PI));
const y = [0.4, 3.7, -0.3, 2.2, 0.9, 4.1, -1.2, 0.1];
const x = [0.1, -0.7, 1.2, 0.4, -1.1, 0.6, 0.2, -0.4];
const table = tableFromColumns({ y, x });

describe("a mixture", () => {
  const options = { family: mixture("gaussian", "gaussian") };
  const ofRow = (draw: (name: string) => number, row: number) => {
    const part = (k: number) =>
      draw(`theta${k}`) * normal(y[row]!, draw(`b_mu${k}_Intercept`) + draw(`b_mu${k}_x`) * x[row]!, draw(`sigma${k}`));
    return Math.log(part(1) + part(2));
  };

  it.each(["1", "2", "3"])("has the sum of its components' densities, with slopes, compiled (position %s)", (seed) => {
    const { draw, compiled, gradient, position, evaluate } = rowsAt(["y ~ x"], table, options, seed);
    compiled.forEach((value, row) => expect(value).toBeCloseTo(ofRow(draw, row), 9));
    expect(draw("theta1") + draw("theta2")).toBeCloseTo(1, 12);
    differences(position, evaluate).forEach((slope, k) => expect(gradient[k]).toBeCloseTo(slope, 6));
  });

  it("has it by plain numbers", () => {
    const { rows, count, draw } = rowsByNumbers(["y ~ x"], table, options);
    y.forEach((_, row) => {
      for (let d = 0; d < count; d += 1) {
        const expected = ofRow((name) => draw(name, d), row);
        expect(rows[row * count + d]).toBeCloseTo(expected, 9);
      }
    });
  });

  it("of one family has ascending intercepts, whose prior is that of the two in order", () => {
    const priors = [
      "mu1: Intercept ~ normal(0, 2)",
      "mu2: Intercept ~ normal(1, 3)",
      "sigma1 ~ exponential(1)",
      "sigma2 ~ exponential(1)",
    ];
    // What the density is beside the definition: a constant, by the units in which intercepts are sampled.
    const beside = (position?: Float64Array) => {
      const at = rowsAt(["y ~ 1"], table, { ...options, priors }, "1", position);
      const [a, b, s, t] = ["b_mu1_Intercept", "b_mu2_Intercept", "sigma1", "sigma2"].map(at.draw) as [
        number,
        number,
        number,
        number,
      ];
      expect(a).toBeLessThan(b);
      const likelihood = at.compiled.reduce((sum, one) => sum + one, 0);
      const prior = Math.log(normal(a, 0, 2)) + Math.log(normal(b, 1, 3)) - s - t;
      // Of positive numbers the logarithm is sampled, of shares the logit, of the second intercept the logarithm of the step.
      const jacobian =
        Math.log(s) + Math.log(t) + Math.log(at.draw("theta1")) + Math.log(at.draw("theta2")) + Math.log(b - a);
      return {
        logDensity: at.logDensity,
        constant: at.logDensity - likelihood - prior - jacobian,
        position: at.position,
      };
    };
    const here = beside();
    // Equal priors are normalised over their order.
    const equal = priors.map((line) => line.replace("normal(1, 3)", "normal(0, 2)"));
    const shared = rowsAt(["y ~ 1"], table, { ...options, priors: equal }, "1", here.position);
    const [a, b] = [shared.draw("b_mu1_Intercept"), shared.draw("b_mu2_Intercept")];
    const changed = Math.log(normal(b, 0, 2)) - Math.log(normal(b, 1, 3)) + Math.log(2);
    expect(a).toBeLessThan(b);
    expect(shared.logDensity - here.logDensity).toBeCloseTo(changed, 9);
    const there = beside(here.position.map((z, k) => z + 0.2 * (k + 1)));
    expect(there.constant).toBeCloseTo(here.constant, 9);
  });

  it("has the mean and the variance of its draws", () => {
    const family = parseFamily("mixture(gaussian, student)");
    const row = familyRow(family);
    const inputs = { eta: 1, etas: [1, 4], shares: [0.3, 0.7], sigma1: 0.5, sigma2: 1.2, nu2: 9 } as never;
    const link = linkOf("identity");
    const rng = stream("3", "mixture");
    const law = row.law(link);
    const values = row.values(inputs, link) as Record<string, number>;
    const draws = Array.from({ length: 40_000 }, () => law.random(rng, values));
    const mean = draws.reduce((sum, one) => sum + one, 0) / draws.length;
    const variance = draws.reduce((sum, one) => sum + (one - mean) ** 2, 0) / draws.length;
    expect(row.expectation(inputs, link)).toBeCloseTo(0.3 * 1 + 0.7 * 4, 12);
    // Five standard errors of a mean, and of a variance of near normal numbers.
    expect(Math.abs(mean - row.expectation(inputs, link))).toBeLessThan(5 * Math.sqrt(variance / draws.length));
    expect(Math.abs(variance / row.variance(inputs, link) - 1)).toBeLessThan(0.05);
  });

  it("is read back from its text, and refuses what cannot be mixed", () => {
    const text = familyText(mixture("gaussian", "student(log)", "skew_normal"));
    expect(text).toBe("mixture(gaussian(identity), student(log), skew_normal(identity))");
    expect(familyText(parseFamily(text))).toBe(text);
    expect(() => mixture("gaussian")).toThrow("a mixture needs two families or more");
    expect(() => mixture("poisson", "gaussian")).toThrow("poisson is of whole numbers, gaussian is not");
    expect(() => mixture("gaussian", "cumulative")).toThrow("a component of a mixture is a family of numbers");
    expect(() => glmm(["y ~ x", "mu3 ~ 1"], options).trace(table)).toThrow(/parameter that the model does not have/);
  });
});
