import { describe, expect, it } from "vitest";
import type { FamilyName, LinkName } from "../../models/glmm/Family.js";
import { poolingSection } from "../../src/poolingSection.js";
import { handMade, term } from "../models/glmm/groups/handMade.js";

/** Rows of two levels, with responses 1, 2 and 3 in turn. */
function fitOf(family: FamilyName, link: LinkName, rows: number, draws = 600) {
  const each = (value: number) => new Float64Array(draws).fill(value);
  return handMade({
    family,
    link,
    response: { values: Array.from({ length: rows }, (_, row) => 1 + (row % 3)) },
    groups: [
      term(
        "site",
        ["a", "b"],
        Int32Array.from({ length: rows }, (_, row) => row % 2),
      ),
    ],
    draws: {
      b_Intercept: each(0.5),
      ...{ sigma: each(1), beta: each(1), shape: each(2), hu: each(0.3) },
      sd_site__Intercept: each(0.5),
      "r_site[a,Intercept]": each(0.1),
      "r_site[b,Intercept]": each(-0.1),
    },
  });
}

const drawsOf = (family: FamilyName, link: LinkName, rows: number) =>
  JSON.stringify(poolingSection(fitOf(family, link, rows), "site", "s")).match(/(\d+) of 600 draws/)?.[1];

describe("partial pooling in a report", () => {
  it("is of 500 draws where slopes of the density are quick, of fewer where they are not, and says of how many", () => {
    expect(drawsOf("gaussian", "identity", 20)).toBe("500");
    // Differenced: a second over 20 passes of 200 rows that take 5 microseconds each.
    expect(drawsOf("weibull", "log", 200)).toBe("50");
    // Categories have no estimates, and that is said whatever their number.
    expect(drawsOf("cumulative", "logit", 400)).toBe("500");
  });

  it("is left out where it takes too long, with the command that makes it", () => {
    const { text, figure } = poolingSection(fitOf("exgaussian", "identity", 100), "site", "s");
    expect(text).toBe(
      "Own estimates of levels from 100 rows of the family exgaussian take longer than a report has: " +
        "poolwise ask … shrinkage --group site makes them.",
    );
    expect(figure).toBeUndefined();
  });
});
