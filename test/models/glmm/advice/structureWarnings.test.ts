/** Advice that follows from which rows belong to which levels. */
import { describe, expect, it } from "vitest";
import { tableFromColumns } from "../../../../engine/data/table.js";
import { covariance } from "../../../../models/glmm/structures/covariance.js";
import { glmm, type GlmmOptions } from "../../../../models/glmm/glmm.js";
import { tableNamed, wellBehaved } from "./tables.js";

type Columns = Parameters<typeof tableFromColumns>[0];

const noise = (count: number): number[] => Array.from({ length: count }, (_, i) => ((i * 7919 + 13) % 101) / 101);
const repeated = <Value>(values: readonly Value[], each: number): Value[] =>
  values.flatMap((value) => Array.from({ length: each }, () => value));
const named = (count: number, prefix = "g"): string[] => Array.from({ length: count }, (_, i) => `${prefix}${i + 1}`);

function warned(columns: Columns, formula: string, options: GlmmOptions = {}) {
  return glmm(formula, options).warnings(tableFromColumns(columns));
}

describe("well-behaved tables", () => {
  it.each(wellBehaved)("draw no advice before they are fitted: $name", ({ name, model }) => {
    expect(model.warnings(tableNamed(name))).toEqual([]);
  });
});

describe("a group of few levels", () => {
  it("is told once, with the standard deviations that its prior tells and the mend", () => {
    const columns = { y: noise(24), x: noise(24).reverse(), batch: repeated(["first", "second"], 12) };
    const [warning, ...others] = warned(columns, "y ~ x + (x | batch)");
    expect(others).toEqual([]);
    expect(warning).toEqual({
      cause: "few_levels",
      variables: ["sd_batch__Intercept", "sd_batch__x"],
      text:
        '"batch" has 2 levels: sd_batch__Intercept and sd_batch__x are told by 2 effects, and for the greater part by their priors. Where ' +
        "these levels are all you ask about, put batch at population level, as in y ~ batch; where they stand for others, declare a prior that " +
        "you believe, such as sd[batch] ~ student_t(3, 0, 1), and fit with another beside it.",
    });
  });

  it("has fewer than five, and is not one whose levels a matrix relates", () => {
    const of = (count: number) => ({ y: noise(count * 6), g: repeated(named(count), 6) });
    expect(warned(of(4), "y ~ 1 + (1 | g)").map(({ cause }) => cause)).toEqual(["few_levels"]);
    expect(warned(of(5), "y ~ 1 + (1 | g)")).toEqual([]);
    const K = covariance(
      named(4),
      named(4).map((_, i) => named(4).map((_, j) => (i === j ? 1 : 0.3))),
    );
    expect(warned(of(4), "y ~ 1 + (1 | gr(g, cov = K))", { structures: { K } })).toEqual([]);
  });
});

describe("a predictor that a group of few levels takes along", () => {
  // The shape of bladderbatch (Leek et al. 2012): five batches, of which three have one outcome only.
  const cells: readonly (readonly [string, string, number])[] = [
    ["b1", "Cancer", 11],
    ["b2", "Cancer", 14],
    ["b2", "Normal", 4],
    ["b3", "Normal", 4],
    ["b4", "Biopsy", 5],
    ["b5", "Biopsy", 4],
    ["b5", "Cancer", 15],
  ];
  const bladder = {
    y: noise(57),
    batch: cells.flatMap(([batch, , count]) => repeated([batch], count)),
    cancer: cells.flatMap(([, cancer, count]) => repeated([cancer], count)),
  };

  it("is named with the coefficients and the standard deviation that compete, in the shape of five batches of a biopsy study", () => {
    const [warning, ...others] = warned(bladder, "y ~ cancer + (1 | batch)");
    expect(others).toEqual([]);
    expect(warning!.cause).toBe("confounded_group");
    expect(warning!.variables).toEqual(["b_cancerCancer", "b_cancerNormal", "sd_batch__Intercept"]);
    expect(warning!.text).toMatch(
      /^cancerCancer and cancerNormal vary between the 5 levels of "batch" more than within them/,
    );
  });

  it("is told of two batches of which one has nearly all treated rows, and not where both have half", () => {
    const batch = repeated(["a", "b"], 20);
    const mostly = batch.map((one, i) => ((one === "a") !== (i % 20 === 0) ? 0 : 1));
    const half = batch.map((_, i) => i % 2);
    const causes = (treated: number[]) =>
      warned({ y: noise(40), batch, treated }, "y ~ treated + (1 | batch)").map(({ cause }) => cause);
    expect(causes(mostly)).toEqual(["few_levels", "confounded_group"]);
    expect(causes(half)).toEqual(["few_levels"]);
  });

  it("is passed over where levels are many, and where levels are left to tell the spread", () => {
    const dose = (levels: number) => ({
      y: noise(levels * 5),
      g: repeated(named(levels), 5),
      x: repeated(noise(levels), 5),
    });
    expect(warned(dose(12), "y ~ x + (1 | g)")).toEqual([]);
    expect(warned(dose(8), "y ~ x + (1 | g)")).toEqual([]);
    // With three levels between which x lies there is one to spare.
    expect(warned(dose(3), "y ~ x + (1 | g)").map(({ cause }) => cause)).toEqual(["few_levels", "confounded_group"]);
  });
});

describe("a slope of a column that does not vary within levels", () => {
  const g = repeated(named(8), 4);
  const columns = { y: noise(32), g, size: repeated(noise(8), 4), x: noise(32).reverse() };

  it("is named with its standard deviation and correlation", () => {
    expect(warned(columns, "y ~ x + size + (x + size | g)")).toEqual([
      {
        cause: "constant_slope",
        variables: ["sd_g__size", "cor_g__Intercept__size"],
        text:
          'size is the same in all rows of a level of "g", so that a slope by g cannot be told from the level\'s intercept: sd_g__size and ' +
          "cor_g__Intercept__size are told by little but their priors. Leave size out of the terms of g; its coefficient at population level may stay.",
      },
    ]);
    expect(warned(columns, "y ~ size + (size || g)").map(({ variables }) => variables)).toEqual([["sd_g__size"]]);
  });

  it("is passed over without an intercept to take it for, and where the column varies in one level", () => {
    expect(warned(columns, "y ~ size + (0 + size | g)")).toEqual([]);
    const varying = columns.size.map((value, row) => (row === 0 ? value + 0.5 : value));
    expect(warned({ ...columns, size: varying }, "y ~ size + (size | g)")).toEqual([]);
  });
});

describe("levels of single rows", () => {
  const g = [...repeated(named(6), 3), ...named(6, "s")];
  const columns = {
    y: noise(24),
    n: noise(24).map((value) => Math.round(5 * value)),
    g,
    s: noise(24).map((x) => 0.1 + x),
  };

  it("are told where they are many but not all, and the response has a spread of its own", () => {
    expect(warned(columns, "y ~ 1 + (1 | g)")).toEqual([
      {
        cause: "single_row_levels",
        variables: ["sd_g__Intercept"],
        text:
          '6 of 12 levels of "g" have a single row, which does not tell the level from the row: sd_g__Intercept is told by the other 6. If ' +
          "levels were meant to have several rows, look for misspelt ones; if not, read effects of single rows as mostly their prior.",
      },
    ]);
    expect(warned(columns, "n ~ 1 + (1 | g)", { family: "negbinomial" })).toHaveLength(1);
  });

  it("are passed over where they are few, where spreads are known, and of counts without a shape", () => {
    const few = { ...columns, g: [...repeated(named(7), 3), ...named(3, "s")] };
    expect(warned(few, "y ~ 1 + (1 | g)")).toEqual([]);
    expect(warned(columns, "y | se(s) ~ 1 + (1 | g)")).toEqual([]);
    expect(warned(columns, "n ~ 1 + (1 | g)", { family: "poisson" })).toEqual([]);
  });
});

describe("courses that end early", () => {
  const subjects = named(20, "p");
  const visitsOf = (last: (subject: number) => number) =>
    subjects.flatMap((id, i) => Array.from({ length: last(i) }, (_, visit) => ({ id, visit })));
  const columnsOf = (rows: readonly { id: string; visit: number }[]) => ({
    id: rows.map(({ id }) => id),
    visit: rows.map(({ visit }) => visit),
    y: noise(rows.length),
  });

  it("are told with their number, what missing at random assumes, and the mend", () => {
    const [warning, ...others] = warned(columnsOf(visitsOf((i) => (i % 4 === 0 ? 3 : 5))), "y ~ visit + (visit | id)");
    expect(others).toEqual([]);
    expect(warning!.cause).toBe("dropout");
    expect(warning!.variables).toEqual(["b_visit"]);
    expect(warning!.text).toMatch(/^5 of 20 levels of "id" end before visit = 4\. .* missing at random/);
  });

  it.each<[string, ReturnType<typeof visitsOf>]>([
    ["all come to the end", visitsOf(() => 5)],
    [
      "gaps are as many as early ends",
      visitsOf((i) => (i % 4 === 0 ? 3 : 5)).filter(({ visit }, i) => visit !== 1 || i % 3 > 0),
    ],
    ["two end early", visitsOf((i) => (i < 2 ? 3 : 5))],
    ["there are several rows of a visit", [...visitsOf((i) => (i % 4 === 0 ? 3 : 5)), { id: "p1", visit: 0 }]],
  ])("are passed over where %s", (_, rows) => {
    expect(warned(columnsOf(rows), "y ~ visit + (1 | id)")).toEqual([]);
  });
});

describe("effects of single rows of single trials", () => {
  const columns = {
    y: noise(30).map((x) => Math.round(x)),
    obs: named(30),
    n: repeated([1], 30),
    m: repeated([4], 30),
  };

  it("are told to be what their prior says, of bernoulli and of binomial with one trial each", () => {
    for (const [formula, family] of [
      ["y ~ 1 + (1 | obs)", "bernoulli"],
      ["y | trials(n) ~ 1 + (1 | obs)", "binomial"],
    ] as const) {
      const [warning, ...others] = warned(columns, formula, { family });
      expect(others).toEqual([]);
      expect(warning!.cause).toBe("levels_are_rows");
      expect(warning!.variables).toEqual(["sd_obs__Intercept"]);
    }
    expect(warned(columns, "y | trials(m) ~ 1 + (1 | obs)", { family: "binomial" })).toEqual([]);
  });
});
