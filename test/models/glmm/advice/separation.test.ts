/** Separation beside an independent linear programme, and where it is told. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { tableFromColumns } from "../../../../engine/data/table.js";
import { glmm, type GlmmOptions } from "../../../../models/glmm/glmm.js";

interface Design {
  readonly family: "bernoulli" | "poisson";
  readonly y: readonly number[];
  readonly x: Readonly<Record<string, readonly number[]>>;
  readonly separated: boolean;
  readonly ways: readonly ("finite" | "up" | "down" | "either")[];
}

const designs = JSON.parse(
  readFileSync(new URL("../../../reference/separation/designs.json", import.meta.url), "utf8"),
) as readonly Design[];

const separationIn = (
  columns: Parameters<typeof tableFromColumns>[0],
  formula: string | readonly string[],
  options: GlmmOptions,
) =>
  glmm(formula, options)
    .warnings(tableFromColumns(columns))
    .filter(({ cause }) => cause === "separation");

const ends = [
  ["up", /((?:b_\w+(?:, | and |(?= )))+) at plus infinity/],
  ["down", /((?:b_\w+(?:, | and |(?= )))+) at minus infinity/],
  ["either", /((?:b_\w+(?:, | and |(?= )))+) at infinity of either sign/],
] as const;

describe("separation of random designs", () => {
  it.each(designs.map((design, k) => [k, design] as const))(
    "is found where lpSolve finds it, coefficient by coefficient (%i)",
    (_, { family, y, x, separated, ways }) => {
      const names = Object.keys(x);
      const [warning] = separationIn({ ...x, y: [...y] }, `y ~ ${names.join(" + ")}`, { family });
      expect(warning !== undefined).toBe(separated);
      if (!warning) return;
      const all = ["b_Intercept", ...names.map((name) => `b_${name}`)];
      const infinite = all.filter((_, k) => ways[k] !== "finite");
      expect(new Set(warning.variables)).toEqual(new Set(infinite));
      for (const [way, pattern] of ends) {
        const expected = all.filter((_, k) => ways[k] === way);
        const told = pattern.exec(warning.text)?.[1] ?? "";
        // Beyond six names the sentence counts the rest.
        if (expected.length <= 6) expect(told.split(/, | and /).filter((name) => name !== "")).toEqual(expected);
      }
    },
  );
});

describe("separation in a mixed model", () => {
  const ttt = ["none", "crab", "shrimp", "both"];
  const block = Array.from({ length: 80 }, (_, i) => `b${Math.floor(i / 8)}`);
  const treatment = Array.from({ length: 80 }, (_, i) => ttt[Math.floor(i / 2) % 4]!);
  const predation = treatment.map((one, i) =>
    one === "both" ? 0 : one === "none" ? (i % 5 < 4 ? 1 : 0) : i % 3 === 0 ? 1 : 0,
  );
  const columns = { predation, ttt: treatment, block };

  it("names a level with no successes, the end its coefficient goes to, what the prior does and the mend", () => {
    const factors = { ttt };
    expect(separationIn(columns, "predation ~ ttt + (1 | block)", { family: "bernoulli", factors })).toEqual([
      {
        cause: "separation",
        variables: ["b_tttboth"],
        text:
          'The predictors separate the values of "predation" in part (20 of 80 rows); it is as small as it can be in all 20 rows with ' +
          "tttboth = 1: the likelihood alone puts b_tttboth at minus infinity. What its estimate shows is the tail of its prior, and a wider " +
          "prior moves it further out. Declare a prior that you believe, such as b ~ normal(0, 2.5), and tell it with the result; or combine " +
          "levels whose outcomes are all the same.",
      },
    ]);
  });

  it("names all coefficients where the level without successes is the reference", () => {
    const factors = { ttt: ["both", "none", "crab", "shrimp"] };
    const [warning] = separationIn(columns, "predation ~ ttt + (1 | block)", { family: "bernoulli", factors });
    expect(new Set(warning!.variables)).toEqual(new Set(["b_Intercept", "b_tttnone", "b_tttcrab", "b_tttshrimp"]));
    expect(warning!.text).toMatch(
      /b_tttnone, b_tttcrab and b_tttshrimp at plus infinity and b_Intercept at minus infinity/,
    );
  });

  it("leaves clusters without successes to their prior, unless their effects are at population level", () => {
    const y = block.map((one, i) => (one === "b3" ? 0 : i % 2));
    const table = { ...columns, y };
    expect(separationIn(table, "y ~ 1 + (1 | block)", { family: "bernoulli" })).toEqual([]);
    expect(separationIn(table, "y ~ block", { family: "bernoulli" })[0]!.variables).toEqual(["b_blockb3"]);
  });

  it("looks at trials, at zeros of counts, at a copy of a column only once, and under each link of probabilities", () => {
    const g = ["a", "a", "a", "b", "b", "b"];
    const copy = [0, 0, 0, 1, 1, 1];
    const table = {
      y: [1, 2, 3, 4, 4, 4],
      n: [4, 4, 4, 4, 4, 4],
      k: [0, 0, 0, 2, 1, 3],
      g,
      copy,
      offsets: [0, 1, 2, 0, 1, 2],
    };
    for (const link of ["logit", "probit", "cloglog"]) {
      const found = separationIn(table, "y | trials(n) ~ g", { family: `binomial(${link})` });
      expect(found.map(({ variables }) => variables)).toEqual([["b_gb"]]);
    }
    expect(separationIn(table, "k ~ g + copy + offset(offsets)", { family: "poisson" })[0]!.variables).toEqual([
      "b_gb",
      "b_Intercept",
    ]);
    expect(separationIn(table, "k ~ g", { family: "negbinomial" })).toHaveLength(1);
    expect(separationIn(table, "k ~ g", { family: "gaussian" })).toEqual([]);
    // Under the identity a mean of 0 is no limit that is never reached.
    expect(separationIn(table, "k ~ g", { family: "poisson(identity)" })).toEqual([]);
  });

  it("of ordered categories is that of two where there are two, and names thresholds where these go to infinity", () => {
    const x = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
    const two = { x, y: [1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2], z: x.map((one) => (one * 5) % 7) };
    const of = (columns: typeof two) => separationIn(columns, "y ~ x + z", { family: "cumulative" });
    const binary = separationIn({ ...two, y: two.y.map((one) => one - 1) }, "y ~ x + z", { family: "bernoulli" });
    expect(
      of(two)[0]!
        .variables.map((name) => name.replace("[1]", ""))
        .sort(),
    ).toEqual([...binary[0]!.variables].sort());
    expect(of({ ...two, y: [1, 2, 1, 2, 3, 1, 3, 2, 3, 1, 2, 3] })).toEqual([]);
    const g = ["a", "a", "a", "a", "b", "b", "b", "b", "c", "c", "c", "c"];
    const y = [1, 2, 3, 2, 3, 3, 3, 3, 1, 1, 2, 3];
    const [found] = separationIn({ y, g }, "y ~ g", { family: "cumulative" });
    expect(found!.variables).toEqual(["b_gb"]);
    expect(found!.text).toMatch(/as large as it can be in all 4 rows with gb = 1: .* b_gb at plus infinity/);
  });

  it("is found by a large design in moderate time", () => {
    const rows = 100_000;
    const x = Array.from({ length: rows }, (_, i) => ((i * 7919) % rows) / rows);
    const z = Array.from({ length: rows }, (_, i) => ((i * 104_729) % rows) / rows);
    const noisy = x.map((value, i) => (value + (i % 3) / 3 > 1 ? 1 : 0));
    const sharp = x.map((value) => (value > 0.5 ? 1 : 0));
    expect(separationIn({ y: noisy, x, z }, "y ~ x + z", { family: "bernoulli" })).toEqual([]);
    const [found] = separationIn({ y: sharp, x, z }, "y ~ x + z", { family: "bernoulli" });
    expect(found!.variables).toContain("b_x");
    expect(found!.text).toMatch(/completely \(all 100000 rows\).* b_x at plus infinity/);
  });
});
