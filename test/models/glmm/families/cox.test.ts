import { describe, expect, it } from "vitest";
import { tableFromColumns } from "../../../../engine/data/table.js";
import { families } from "../../../../models/glmm/families/families.js";
import { glmm } from "../../../../models/glmm/glmm.js";
import { linkOf } from "../../../../models/glmm/links.js";
import { cox, mixture } from "../../../../models/index.js";

const row = families.get("cox")!;

describe("the family cox", () => {
  it("has knots at the median and a fiftieth of the range beyond the ends, of times not below 0", () => {
    expect(row.knots!(Float64Array.of(3, 1, 6, 2))).toEqual([0.9, 2.5, 6.1]);
    expect(row.knots!(Float64Array.of(100, 0.1, 6))[0]).toBe(0);
    expect(() => row.knots!(Float64Array.of(2, 2, 2))).toThrow(
      "the family cox needs times that differ, since its hazard changes with time: all are the same.",
    );
  });

  it("has the information that is the mean of the squared score, over events and rows without one", () => {
    const told = { shares: [0.1, 0.3, 0.25, 0.15, 0.2], knots: [0.2, 2.5, 9] };
    const law = row.law(linkOf("log"));
    for (const eta of [-2, 0.3, 1.5]) {
      const values = row.values({ eta, ...told }, linkOf("log"));
      const density = (y: number): number => Math.exp(law.logDensity(y, values) as number);
      const hazardSoFar = (y: number): number => -(law.logSurvival!(y, values) as number);
      // The score is 1 less the hazard so far, and without an event less all of it. The midpoint rule errs by 1e-6.
      const n = 2_000;
      const h = 8.8 / n;
      let sum = hazardSoFar(9) ** 2 * Math.exp(-hazardSoFar(9));
      for (let i = 0; i < n; i += 1)
        sum += h * density(0.2 + (i + 0.5) * h) * (1 - hazardSoFar(0.2 + (i + 0.5) * h)) ** 2;
      expect(row.information({ eta, ...told }, linkOf("log"))).toBeCloseTo(sum, 5);
      expect(row.expectation({ eta, ...told }, linkOf("log"))).toBeNaN();
    }
  });

  it("has a prior of the shares of its baseline, which is a dirichlet one", () => {
    const table = tableFromColumns({ time: [1, 2, 3, 5], x: [0, 1, 0, 1] });
    const describe0 = (priors: string[]): string =>
      glmm("time ~ x", { family: cox(), priors }).describe(table).lines.join("\n");
    expect(describe0([])).toMatch(/sbhaz\s+~ dirichlet\(1\)\s+default/);
    expect(describe0([])).toMatch(/Intercept ~ student_t\(3, 0, 2\.5\)/);
    expect(describe0(["sbhaz ~ dirichlet(2)"])).toMatch(/sbhaz\s+~ dirichlet\(2\)\s+declared/);
    expect(() => describe0(["sbhaz ~ normal(0, 1)"])).toThrow(/whose prior is dirichlet/);
  });

  it("is no component of a mixture, and its shares have no formula", () => {
    expect(() => mixture("cox", "gaussian")).toThrow("a component of a mixture is a family of numbers; cox is none.");
    expect(() => glmm(["time ~ x", "sbhaz ~ x"], { family: "cox" })).toThrow(/sbhaz/);
  });
});
