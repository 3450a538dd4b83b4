/** Shares of variance of hand-made fits, computed beside them. */
import { describe, expect, it } from "vitest";

import { exp } from "../../../../engine/math/exp.js";
import type { GroupTerm, Predictor, Response } from "../../../../models/glmm/Frame.js";
import type { StructureKind } from "../../../../models/glmm/structures/StructureDeclaration.js";
import { shareDrawsOf } from "../../../../models/glmm/variance/shareDraws.js";
import { summariseShares } from "../../../../models/glmm/variance/summariseShares.js";
import { varianceShareText } from "../../../../models/glmm/variance/varianceShareText.js";
import { handMade, term, type HandMade } from "../groups/handMade.js";

const sigma = [1, 2];
const values = new Float64Array(4);

/** Relations of which only the variances matter here. */
function related(kind: StructureKind, name: string, variances: readonly number[]): Pick<GroupTerm, "related"> {
  const structure = { kind, name, notes: [], names: [], inner: [], kernelOf: () => kernel };
  const kernel = {
    node: Int32Array.from(variances.keys()),
    nodes: variances.length,
    variances: Float64Array.from(variances),
    law: { kind: "dense", covariance: new Float64Array(variances.length * variances.length) },
  } as const;
  return { related: { kernel, structure } };
}

/** A gaussian fit of four rows, two of each level of g, unless told. */
function fitOf(more: Partial<Omit<HandMade, "response">> & { readonly response?: Partial<Response> } = {}) {
  return handMade({
    family: "gaussian",
    link: "identity",
    groups: [term("g", ["a", "b"], [0, 0, 1, 1])],
    ...more,
    response: { values, ...more.response },
    draws: { b_Intercept: [3, 4], sd_g__Intercept: [0.5, 3], sigma, ...more.draws },
  });
}

const shares = (fit: Parameters<typeof shareDrawsOf>[0], options: Parameters<typeof shareDrawsOf>[1] = {}) =>
  shareDrawsOf(fit, options).rows.map(({ kind, group, called, latent, variance }) => ({
    name: `${kind} ${group}: ${called}`,
    latent: [...latent],
    variance: [...variance],
  }));

const close = (numbers: readonly number[]) => numbers.map((x) => expect.closeTo(x, 12) as number);

describe("shares on the latent scale", () => {
  it("are variances over their sum with sigma squared, draw by draw, and those of the data too", () => {
    const { rows, oneScale, response } = shareDrawsOf(fitOf());
    expect(oneScale).toBe(true);
    expect(rows.map(({ called, latent }) => [called, [...latent]])).toEqual([
      ["repeatability", close([0.25 / 1.25, 9 / 13])],
      ["residual", close([1 / 1.25, 4 / 13])],
    ]);
    for (const { latent, data } of rows) expect([data.additive, data.icc]).toEqual([latent, latent]);
    expect([...response.mean, ...response.variance]).toEqual(close([3, 4, 1.25, 13]));
  });

  it("average z' Sigma z over the rows for slopes, with correlations, as Johnson (2014) does", () => {
    const x = [-1, 0, 2, 3];
    const fit = fitOf({
      groups: [term("g", ["a", "b"], [0, 0, 1, 1], { Intercept: undefined, x })],
      draws: { sd_g__x: [2, 0.1], cor_g__Intercept__x: [-0.5, 0.25] },
    });
    const byHand = [0, 1].map((d) => {
      const [a, b, rho] = [[0.5, 3][d]!, [2, 0.1][d]!, [-0.5, 0.25][d]!];
      return x.reduce((sum, z) => sum + (a * a + 2 * rho * a * b * z + b * b * z * z) / 4, 0);
    });
    expect(shares(fit)[0]!.variance).toEqual(close(byHand));
  });

  it("leave the correlation out where effects do not correlate, and put two terms of a group together", () => {
    const x = [-1, 0, 2, 3];
    const draws = { sd_g__x: [2, 0.1] };
    const both = term("g", ["a", "b"], [0, 0, 1, 1], { Intercept: undefined, x }, { correlated: false });
    const apart = [term("g", ["a", "b"], [0, 0, 1, 1]), term("g", ["a", "b"], [0, 0, 1, 1], { x })];
    const expected = close([0.25 + 4 * 3.5, 9 + 0.01 * 3.5]);
    expect(shares(fitOf({ groups: [both], draws }))[0]!.variance).toEqual(expected);
    const rows = shares(fitOf({ groups: apart, draws }));
    expect(rows.map(({ name }) => name)).toEqual(["term g: repeatability", "residual null: residual"]);
    expect(rows[0]!.variance).toEqual(expected);
  });

  it("multiply by the kernel's variance of each row's level: inbred animals vary more", () => {
    const animals = term("g", ["a", "b"], [0, 1, 1, 1], undefined, related("pedigree", "P", [1, 1.25]));
    const [row] = shares(fitOf({ groups: [animals] }));
    expect(row!.name).toBe("term g: heritability");
    expect(row!.variance).toEqual(close([0.25 * 1.1875, 9 * 1.1875]));
  });

  it("name each kernel's share, and add those of one grouping up", () => {
    const levels = ["a", "b"];
    const index = [0, 0, 1, 1];
    const of = (group: string, more: Partial<GroupTerm>) =>
      term(group, levels, index, undefined, { grouping: "species", ...more });
    const fit = fitOf({
      groups: [
        of("species.t", related("tree", "t", [1, 1])),
        of("species.M", related("cov", "M", [1, 1])),
        of("species", {}),
        term("obs", ["1", "2", "3", "4"], [0, 1, 2, 3]),
      ],
      draws: Object.fromEntries(
        ["species.t", "species.M", "species", "obs"].map((group, k) => [`sd_${group}__Intercept`, [k + 1, 1]]),
      ),
    });
    const total = 1 + 4 + 9 + 16 + 1;
    expect(shares(fit).map(({ name, latent }) => [name, latent[0]])).toEqual([
      ["term species.t: phylogenetic signal", expect.closeTo(1 / total, 12)],
      ["term species.M: share of M", expect.closeTo(4 / total, 12)],
      ["term species: own part", expect.closeTo(9 / total, 12)],
      ["term obs: between rows", expect.closeTo(16 / total, 12)],
      ["sum species: repeatability", expect.closeTo(14 / total, 12)],
      ["residual null: residual", expect.closeTo(1 / total, 12)],
    ]);
    expect(shares(fit, { group: "species" })).toHaveLength(4);
    expect(shares(fit, { group: "species.t" }).map(({ latent }) => latent[0])).toEqual(close([1 / total]));
  });
});

describe("denominators", () => {
  const columns = { x: [0, 1, 2, 5] };

  it("hold the variance of fixed effects over the rows when asked, the offset included", () => {
    const offset = Float64Array.of(1, 0, 0, 1);
    const mu: Predictor = {
      ...{ parameter: "mu", link: "identity", intercept: "centred", names: ["x"], means: new Float64Array(1), offset },
      columns: [Float64Array.from(columns.x)],
    };
    const fit = fitOf({ predictors: [mu], draws: { b_x: [2, -1] } });
    const byHand = [2, -1].map((b) => {
      const eta = columns.x.map((x, row) => b * x + offset[row]!);
      const mean = eta.reduce((sum, value) => sum + value / 4, 0);
      return eta.reduce((sum, value) => sum + ((value - mean) * (value - mean)) / 4, 0);
    });
    const [g, fixed] = shares(fit, { fixed: true });
    expect(fixed).toMatchObject({ name: "fixed null: fixed effects", variance: close(byHand) });
    expect(g!.latent).toEqual(close([0.25 / (1.25 + byHand[0]!), 9 / (13 + byHand[1]!)]));
    expect(shares(fit).map(({ name }) => name)).not.toContain("fixed null: fixed effects");
  });

  it("hold known standard errors when asked, as a part of their own", () => {
    const se = { values: Float64Array.of(0.1, 0.2, 0.3, 0.4), sigma: true };
    const mean = (0.01 + 0.04 + 0.09 + 0.16) / 4;
    const without = shares(fitOf({ response: { se } }));
    expect(without[0]!.latent).toEqual(close([0.25 / 1.25, 9 / 13]));
    const rows = shares(fitOf({ response: { se } }), { se: true });
    expect(rows.map(({ name }) => name.split(": ")[1])).toEqual(["repeatability", "known standard errors", "residual"]);
    expect(rows[1]!.latent).toEqual(close([mean / (1.25 + mean), mean / (13 + mean)]));
    const alone = fitOf({ response: { se: { ...se, sigma: false } } });
    expect(shares(alone).map(({ latent }) => latent)).toEqual([[1, 1]]);
    expect(shares(alone, { se: true })[1]!.variance).toEqual(close([mean, mean]));
  });

  it("average sigma squared over the rows where it has a formula or weights of precision", () => {
    const formula: Predictor = {
      ...{ parameter: "sigma", link: "log", intercept: "centred", names: ["sigma_x"], means: new Float64Array(1) },
      columns: [Float64Array.from(columns.x)],
    };
    const mu: Predictor = { ...formula, parameter: "mu", link: "identity", names: [], columns: [] };
    const fit = fitOf({ predictors: [mu, formula], draws: { b_sigma_Intercept: [0.1, 0.2], b_sigma_x: [0.3, -0.2] } });
    const byHand = [0, 1].map((d) =>
      columns.x.reduce((sum, x) => sum + exp(2 * ([0.1, 0.2][d]! + [0.3, -0.2][d]! * x)) / 4, 0),
    );
    expect(shares(fit)[1]!.variance).toEqual(close(byHand));
    const weights = { meaning: "precision", values: Float64Array.of(1, 2, 4, 4) } as const;
    expect(shares(fitOf({ response: { weights } }))[1]!.variance).toEqual(close([0.5, 2]));
  });

  it("count a row as often as its frequency says", () => {
    const weights = { meaning: "frequency", values: Float64Array.of(1, 0, 0, 3) } as const;
    const fit = fitOf({ response: { weights }, columns, draws: { b_x: [1, 2] } });
    expect(shares(fit, { fixed: true })[1]!.variance).toEqual(close([25 * 0.1875, 100 * 0.1875]));
  });

  it("of a lognormal response hold sigma squared, which is of its logarithm; its data scale has the closed form", () => {
    const fit = fitOf({ family: "lognormal" });
    const [g, residual] = shareDrawsOf(fit).rows;
    expect([...g!.latent]).toEqual(close([0.25 / 1.25, 9 / 13]));
    const icc = [0, 1].map((d) => (exp([0.25, 9][d]!) - 1) / (exp([1.25, 13][d]!) - 1));
    expect([...g!.data.icc]).toEqual(close(icc));
    expect([...residual!.data.icc]).toEqual(close(icc.map((x) => 1 - x)));
  });
});

describe("rows whose variance differs", () => {
  it("are taken apart on the data scale, and averaged", () => {
    const x = [0, 0, 3, 3];
    const draws = { b_Intercept: [0.3], sd_g__Intercept: [0.4], sd_g__x: [0.3], sd_h__Intercept: [0.5] };
    const more = { family: "poisson", link: "log", response: { values } } as const;
    const g = term("g", ["a", "b"], [0, 1, 0, 1], { Intercept: undefined, x }, { correlated: false });
    const { response, rows } = shareDrawsOf(
      handMade({ ...more, groups: [g, term("h", ["a", "b"], [0, 1, 0, 1])], draws }),
    );
    // Half the rows have the variance 0.16 of g, half 0.16 + 0.81.
    const parts = [0.16, 0.97].map((v) => {
      const mean = exp(0.3 + (v + 0.25) / 2);
      return { v, mean, total: mean * mean * (exp(v + 0.25) - 1) + mean, shared: mean * mean * (exp(v) - 1) };
    });
    const half = (of: (part: (typeof parts)[number]) => number) => (of(parts[0]!) + of(parts[1]!)) / 2;
    const slope = half(({ mean }) => mean);
    expect(response.variance[0]).toBeCloseTo(
      half(({ total }) => total),
      12,
    );
    expect(rows[0]!.data.icc[0]).toBeCloseTo(half(({ shared }) => shared) / half(({ total }) => total), 12);
    expect(rows[0]!.data.additive[0]).toBeCloseTo(
      (slope * slope * half(({ v }) => v)) / half(({ total }) => total),
      12,
    );
  });
});

describe("numbers that do not exist", () => {
  it("are NaN with a reason", () => {
    const inverse = shareDrawsOf(fitOf({ family: "gamma", link: "inverse", draws: { shape: [2, 2] } })).rows[0]!;
    expect([...inverse.data.icc, ...inverse.data.additive]).toEqual([NaN, NaN, NaN, NaN]);
    expect(inverse.reason).toContain("has no mean");
    expect(inverse).toMatchObject({ whole: true, latent: Float64Array.of(1, 1) });
    const student = shareDrawsOf(fitOf({ family: "student", draws: { nu: [1.5, 4] } })).rows[0]!;
    expect([...student.latent]).toEqual([NaN, expect.closeTo(9 / 17, 12)]);
    expect(student.reason).toBe("in 1 of 2 draws nu is at most 2, where the variance is infinite");
    const residual = shareDrawsOf(fitOf({ family: "poisson", link: "log" })).rows.at(-1)!;
    expect([...residual.latent]).toEqual([NaN, NaN]);
    expect(residual.reason).toContain("adds nothing to the predictor");
  });
});

describe("what a share is called", () => {
  const called = (fit: Parameters<typeof shareDrawsOf>[0]) =>
    shareDrawsOf(fit).rows.map((row) => `${row.group}: ${row.called}`);
  const index = [0, 1, 2, 3];
  const names = ["a", "b", "c", "d"];
  const bred = (group: string, levels: readonly string[], at: readonly number[]) =>
    term(group, levels, at, undefined, related("pedigree", "P", new Array<number>(levels.length).fill(1)));

  it("is heritability for the individual's own pedigree term, not for those of its parents", () => {
    const groups = [bred("animal", names, index), bred("dam", ["e", "f"], [0, 0, 1, 1])];
    const draws = { sd_animal__Intercept: [1, 1], sd_dam__Intercept: [1, 1] };
    expect(called(fitOf({ groups, draws }))).toEqual([
      "animal: heritability",
      "dam: share of P by dam",
      "null: residual",
    ]);
  });

  it("is heritability of neither grouping where both have as many levels", () => {
    const groups = [bred("sire", ["a", "b"], [0, 0, 1, 1]), bred("dam", ["e", "f"], [0, 1, 0, 1])];
    const draws = { sd_sire__Intercept: [1, 1], sd_dam__Intercept: [1, 1] };
    expect(called(fitOf({ groups, draws })).slice(0, 2)).toEqual([
      "sire: share of P by sire",
      "dam: share of P by dam",
    ]);
  });

  it("is heterogeneity for effects of single rows beside known standard errors, and overdispersion of counts", () => {
    const groups = [term("row", names, index), term("g", ["a", "b"], [0, 0, 1, 1])];
    const draws = { sd_row__Intercept: [1, 1] };
    const se = { values: Float64Array.of(0.1, 0.2, 0.3, 0.4), sigma: false };
    expect(called(fitOf({ groups, draws, response: { se } }))).toEqual([
      "row: heterogeneity between rows",
      "g: repeatability",
    ]);
    const counts = fitOf({ groups, draws, family: "poisson", link: "log" });
    expect(called(counts)).toEqual(["row: overdispersion", "g: repeatability", "null: residual"]);
  });
});

describe("the liability of a binary response", () => {
  const more = { family: "bernoulli", response: { values: Float64Array.of(0, 1, 1, 0) } } as const;

  it.each([
    ["probit", 1],
    ["logit", (Math.PI * Math.PI) / 3],
    ["cloglog", (Math.PI * Math.PI) / 6],
  ] as const)("has the own variance of %s in its denominator", (link, own) => {
    const { rows, definitions } = shareDrawsOf(fitOf({ ...more, link }));
    expect([...rows[0]!.liability!]).toEqual(close([0.25 / (0.25 + own), 9 / (9 + own)]));
    expect([...rows[1]!.liability!]).toEqual(close([own / (0.25 + own), own / (9 + own)]));
    expect(definitions.liability).toContain(`of ${link}, added to the denominator`);
  });

  it("has all terms in its denominator, and fixed effects when asked", () => {
    const groups = [term("g", ["a", "b"], [0, 0, 1, 1]), term("h", ["a", "b"], [0, 1, 0, 1])];
    const draws = { sd_h__Intercept: [2, 1], b_x: [2, -1] };
    const fit = fitOf({ ...more, link: "probit", groups, columns: { x: [0, 1, 0, 1] }, draws });
    const of = (fixed: boolean) => [...shareDrawsOf(fit, { fixed }).rows[0]!.liability!];
    expect(of(false)).toEqual(close([0.25 / (0.25 + 4 + 1), 9 / (9 + 1 + 1)]));
    expect(of(true)).toEqual(close([0.25 / (0.25 + 4 + 1 + 1), 9 / (9 + 1 + 1 + 0.25)]));
    expect(shareDrawsOf(fit).rows[0]!.whole).toBeUndefined();
  });

  it("has a column, beside a dash for the latent share of the only part", () => {
    const text = varianceShareText(summariseShares(shareDrawsOf(fitOf({ ...more, link: "probit" }))), { width: 120 });
    const lines = text.split("\n");
    expect(lines[0]).toMatch(/^part +variance +latent +liability \(95%\) +additive \(95%\) +icc \(95%\)$/);
    expect(lines[1]).toMatch(/^g: repeatability +4\.6 +– +0\.55 \(0\.22–0\.88\)/);
    expect(lines[2]).toMatch(/^residual +– +– +0\.45 \(/);
  });

  it("is asked for because the latent share of all terms together, or of the only one, is 1 whatever the data", () => {
    const at = [0, 0, 1, 1];
    const draws = { "sd_g.t__Intercept": [2, 1], b_x: [2, -1] };
    const tree = term("g.t", ["a", "b"], at, undefined, { grouping: "g", ...related("tree", "t", [1, 1]) });
    const columns = { x: [0, 1, 0, 1] };
    const fit = fitOf({ ...more, link: "logit", groups: [tree, term("g", ["a", "b"], at)], columns, draws });
    const whole = (options: object) =>
      shareDrawsOf(fit, options).rows.map(({ kind, whole: all }) => [kind, all ?? false]);
    expect(whole({})).toEqual([
      ["term", false],
      ["term", false],
      ["sum", true],
      ["residual", false],
    ]);
    expect(whole({ fixed: true }).every(([, all]) => !all)).toBe(true);
    expect(shareDrawsOf(fit).rows[2]!.reason).toBe("the sum of all parts, whose share is 1 whatever the data");
  });

  it("does not exist for other families", () => {
    for (const fit of [fitOf(), fitOf({ family: "poisson", link: "log" })]) {
      const { rows, definitions } = summariseShares(shareDrawsOf(fit));
      expect(rows[0]).not.toHaveProperty("liability");
      expect(definitions).not.toHaveProperty("liability");
    }
  });
});

describe("options", () => {
  it("that cannot be meant are refused", () => {
    const refused = (options: object) => () => shareDrawsOf(fitOf(), options);
    expect(refused({ group: "gg" })).toThrow('unknown group "gg", did you mean "g"; on the mean the model has g.');
    expect(refused({ fixd: true })).toThrow('did you mean "fixed"');
    expect(refused({ fixed: "yes" })).toThrow("fixed must be true or false");
    expect(refused({ at: "x" })).toThrow('at must be "rows" or "averageRow"');
    expect(refused({ at: "averageRow", fixed: true })).toThrow("a single row has no variance of fixed effects");
    expect(refused({ draws: 3 })).toThrow("draws must be a whole number from 1 to 2");
    expect(() => shareDrawsOf(fitOf({ groups: [] }))).toThrow("no group-level terms on the mean");
  });

  it("take the data scale at the average row", () => {
    const more = { family: "poisson", link: "log", columns: { x: [0, 1, 2, 5] }, draws: { b_x: [0.5, -0.2] } } as const;
    const { response } = shareDrawsOf(fitOf(more), { at: "averageRow" });
    expect([...response.mean]).toEqual(
      [exp(3 + 1 + 0.125), exp(4 - 0.4 + 4.5)].map((x) => expect.closeTo(x, 8) as number),
    );
  });
});

describe("the table", () => {
  const counts = fitOf({ family: "poisson", link: "log", columns: { x: [0, 1, 2, 5] }, draws: { b_x: [0, 0] } });

  it("has a line for each part, says what the denominator is, and keeps to the width", () => {
    const text = varianceShareText(summariseShares(shareDrawsOf(counts)), { width: 100 });
    const lines = text.split("\n");
    expect(lines[0]).toMatch(/^part +variance +latent +additive \(95%\) +icc \(95%\)$/);
    expect(lines[1]).toMatch(/^g: repeatability +4\.6 +– +0\.\d\d \(/);
    expect(text).toContain("–: the only part, whose share is 1 whatever the data.");
    expect(lines[2]).toMatch(/^residual +– +– +– +0\.\d\d \(/);
    expect(text).toContain("Fixed effects are in no denominator");
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(100);
  });

  it("says the median of a response's moments, which one draw far out does not move", () => {
    const draws = {
      b_Intercept: [0, 0.1, 0.2, 0.3, 30],
      sd_g__Intercept: [0.5, 0.5, 0.5, 0.5, 0.5],
      b_x: [0, 0, 0, 0, 0],
    };
    const fit = handMade({
      ...{ family: "poisson", link: "log", response: { values }, columns: { x: [0, 1, 2, 5] }, draws },
      groups: [term("g", ["a", "b"], [0, 0, 1, 1])],
    });
    const { response } = summariseShares(shareDrawsOf(fit));
    expect(response.mean.median).toBeCloseTo(exp(0.2 + 0.125), 8);
    expect(response.mean.mean).toBeGreaterThan(1e12);
    const text = varianceShareText(summariseShares(shareDrawsOf(fit)), { width: 400 });
    expect(text).toMatch(/A response has mean 1\.38 \(1\.15–1\.09e\+13\) and variance .*: medians and 95% intervals\./);
  });

  it("names no residual in a denominator that has none", () => {
    const se = { values: Float64Array.of(0.1, 0.2, 0.3, 0.4), sigma: false };
    const latent = (options: object) => shareDrawsOf(fitOf({ response: { se } }), options).definitions.latent;
    expect(latent({})).toBe("This variance over that of all group-level terms, in each draw.");
    expect(latent({ se: true })).toContain("over that of all group-level terms and known standard errors,");
  });

  it("of one scale has one share, and its sentence", () => {
    const text = varianceShareText(summariseShares(shareDrawsOf(fitOf())), { width: 100 });
    expect(text).toMatch(/^part +variance +share \(95%\)\n/);
    expect(text).toContain("share: This variance over that of all group-level terms and the residual, in each draw.");
  });
});
