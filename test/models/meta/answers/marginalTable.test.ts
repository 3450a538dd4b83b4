import { describe, expect, it } from "vitest";
import { marginalArm } from "../../../../models/meta/answers/marginalArm.js";
import { marginalTable } from "../../../../models/meta/answers/marginalTable.js";

describe("marginalTable", () => {
  it.each([
    ["some events", 12, 40, 1e-5],
    ["none", 0, 30, 1e-5],
  ])(
    "is the integral over an arm's own effect, with %s, from narrow to wide and far from what was observed",
    (_, y, n, error) => {
      const f = (eta: number) => y * eta - n * Math.log1p(Math.exp(eta));
      const p = (y + 0.5) / (n + 1);
      const told = { eta: Math.log(p / (1 - p)), precision: (n + 1) * p * (1 - p) };
      const table = marginalTable(f, told, 1e-3);
      for (const sd of [1e-4, 0.03, 0.4, 1.7]) {
        const exact = marginalArm(f, sd, 1e-3);
        for (const eta of [-60, -4.13, -1.2, -0.31, 0.77]) {
          // Interpolation errs by a share of what the value changes over a standard error, which is largest where it is lowest.
          expect(Math.abs(table(sd)(eta) - exact(eta))).toBeLessThan(error * (1 + Math.abs(exact(eta))));
        }
      }
    },
  );
});
