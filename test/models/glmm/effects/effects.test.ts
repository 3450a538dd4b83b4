import { beforeAll, describe, expect, it } from "vitest";
import { loadTensorflow } from "../../../../engine/autodiff/ops.js";
import { tableFromColumns } from "../../../../engine/data/table.js";
import { stream } from "../../../../engine/random/stream.js";
import { fittedGlmm } from "../../../../models/glmm/FittedGlmm.js";
import {
  conditionalEffects,
  conditionalEffectsText,
  groupTrajectories,
} from "../../../../models/glmm/effects/index.js";
import { madeFit } from "../checking/madeFit.js";

const rows = 24;
const normals = (name: string) => {
  const rng = stream("17", name);
  return Array.from({ length: rows }, () => rng.normal());
};
const [x, z, real] = [normals("x"), normals("z"), normals("y")];
const count = normals("count").map((value) => Math.floor(2 * Math.abs(value)));
const arms = ["placebo", "drug a", "drug b"];
const table = tableFromColumns({
  x,
  z,
  real,
  count,
  half: count.map((_, row) => row % 2),
  size: count.map((value) => value + 2),
  exposure: real.map((value) => 0.5 + Math.abs(value)),
  arm: count.map((_, row) => arms[row % 3]!),
  period: count.map((_, row) => 1 + (row % 4)),
  clinic: count.map((_, row) => `clinic ${row % 5}`),
  ward: count.map((_, row) => row % 10),
});
const draws = 21;
const mean = (values: ArrayLike<number>) => Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;
const sd = (values: readonly number[]) =>
  Math.sqrt(values.reduce((sum, value) => sum + (value - mean(values)) ** 2, 0) / (values.length - 1));
/** R's quantile of 21 numbers, where these probabilities fall halfway between or on order statistics. */
const summaryOf = (values: readonly number[]) => {
  const sorted = [...values].sort((a, b) => a - b);
  return {
    mean: mean(values),
    median: sorted[10]!,
    q25: sorted[5]!,
    q75: sorted[15]!,
    "q2.5": (sorted[0]! + sorted[1]!) / 2,
  };
};

beforeAll(() => loadTensorflow());

function fitOf(formulas: readonly string[], options: Parameters<typeof madeFit>[2]) {
  const { posterior } = madeFit(formulas, table, options, [draws]);
  const fitted = fittedGlmm(posterior);
  /** One number for each draw from those of variables by name. */
  const byDraw = (f: (b: (name: string) => number) => number) =>
    Array.from({ length: draws }, (_, d) => f((name) => fitted.draws(name)[d]!));
  return { posterior, byDraw };
}

function expectSummary(row: object, expected: readonly number[]): void {
  for (const [key, value] of Object.entries(summaryOf(expected))) {
    expect((row as Record<string, number>)[key]).toBeCloseTo(value, 9);
  }
}

describe("conditionalEffects", () => {
  const formula = "count | rate(exposure) ~ x * arm + poly(z, 2) + (1 + x | clinic)";

  it("varies each predictor and each interacting pair, with others at means and reference levels", () => {
    const { posterior, byDraw } = fitOf([formula], {
      family: "poisson",
      factors: { arm: ["placebo", "drug a", "drug b"] },
    });
    const effects = conditionalEffects(posterior, { grid: 5 });
    expect(effects.map(({ effect }) => effect)).toEqual(["x", "arm", "z", "x:arm"]);
    const [ofX, ofArm, ofZ, ofPair] = effects as [
      (typeof effects)[0],
      (typeof effects)[0],
      (typeof effects)[0],
      (typeof effects)[0],
    ];
    // poly(z, 2) of the mean of z: the first is 0 there, the second minus its mean square over the rows, by Gram-Schmidt.
    const centred = z.map((value) => value - mean(z));
    const square = centred.map((value) => value ** 2);
    const norm = Math.sqrt(square.reduce((sum, value) => sum + value, 0));
    const first = centred.map((value) => value / norm);
    const slope = square.reduce((sum, value, i) => sum + value * first[i]!, 0);
    const rest = square.map((value, i) => value - mean(square) - slope * first[i]!);
    const p2 = -mean(square) / Math.sqrt(rest.reduce((sum, value) => sum + value ** 2, 0));
    const predicted = (at: number, drug: string | undefined) =>
      byDraw((b) => {
        const ofDrug = drug === undefined ? 0 : b(`b_arm${drug}`) + b(`b_x:arm${drug}`) * at;
        return Math.exp(b("b_Intercept") + b("b_x") * at + ofDrug + b("b_polyz22") * p2);
      });
    const [low, high] = [Math.min(...x), Math.max(...x)];
    ofX.rows.forEach((row, k) => {
      const at = low + ((high - low) * k) / 4;
      expect(row.x).toBeCloseTo(at, 12);
      expectSummary(row, predicted(at, undefined));
    });
    ofArm.rows.forEach((row, k) => {
      expect(row.x).toBe(arms[k]);
      expectSummary(row, predicted(mean(x), [undefined, "druga", "drugb"][k]));
    });
    ofPair.rows.forEach((row, k) => {
      const at = low + ((high - low) * (k % 5)) / 4;
      const arm = Math.floor(k / 5);
      expect([row.by, ofPair.by![arm]]).toEqual([arms[arm], arms[arm]]);
      expectSummary(row, predicted(at, [undefined, "druga", "drugb"][arm]));
    });
    expect([ofX.kind, ofArm.kind, ofX.response]).toEqual(["number", "factor", "expected count per unit"]);
    expect(Object.fromEntries(ofX.held)).toEqual({ arm: "placebo", z: mean(z) });
    expect(Object.keys(Object.fromEntries(ofZ.held))).toEqual(["x", "arm"]);
    const exposure = real.map((value) => 0.5 + Math.abs(value));
    expect(ofPair.points[7]).toEqual({ row: 7, x: x[7], y: count[7]! / exposure[7]!, by: "drug a" });
  });

  it("shows a second number at its mean and a standard deviation to both sides, or at its few values", () => {
    const { posterior, byDraw } = fitOf(["real ~ x * z + half"], { family: "gaussian" });
    const [pair] = conditionalEffects(posterior, { effect: "x:z", grid: 2 });
    expect(pair!.by).toEqual(
      [mean(z) - sd(z), mean(z), mean(z) + sd(z)].map((value) => String(Number(value.toPrecision(3)))),
    );
    const at = mean(z) + sd(z);
    const expected = byDraw(
      (b) =>
        b("b_Intercept") +
        b("b_x") * Math.max(...x) +
        b("b_z") * at +
        b("b_x:z") * Math.max(...x) * at +
        b("b_half") / 2,
    );
    expectSummary(pair!.rows[5]!, expected);
    const [few] = conditionalEffects(posterior, { effect: "x:half", grid: 2 });
    expect(few!.by).toEqual(["0", "1"]);
    expect(few!.points[5]!.by).toBe("1");
  });

  it("gives probabilities for trials, also where their number is fixed, and takes conditions", () => {
    for (const response of ["count | trials(size)", "count | trials(12)"]) {
      const { posterior, byDraw } = fitOf([`${response} ~ x + period + (1 | clinic)`], {
        family: "binomial",
        factors: { period: true },
      });
      const [effect] = conditionalEffects(posterior, { effect: "x", grid: 3, conditions: { period: 3 } });
      const low = Math.min(...x);
      expectSummary(
        effect!.rows[0]!,
        byDraw((b) => 1 / (1 + Math.exp(-(b("b_Intercept") + b("b_x") * low + b("b_period3"))))),
      );
      expect(effect!.response).toBe("probability of count");
      const trials = response.includes("12") ? 12 : count[4]! + 2;
      expect(effect!.points[4]!.y).toBe(count[4]! / trials);
    }
  });

  it("lets effects of groups in where conditions name their levels", () => {
    const { posterior, byDraw } = fitOf(["real ~ x + (1 | clinic)"], {});
    const options = { effect: "x", grid: 2, groups: "all" } as const;
    const [effect] = conditionalEffects(posterior, { ...options, conditions: { clinic: "clinic 2" } });
    const low = Math.min(...x);
    const expected = byDraw((b) => b("b_Intercept") + b("b_x") * low + b("r_clinic[clinic.2,Intercept]"));
    expectSummary(effect!.rows[0]!, expected);
    expect(() => conditionalEffects(posterior, options)).toThrow('no condition names a level of "clinic"');
  });

  it("varies the deviation from a group's mean and the mean itself, each with the other held", () => {
    const { posterior, byDraw } = fitOf(["real ~ within(x | clinic) + between(x | clinic) + z + (1 | clinic)"], {});
    const effects = conditionalEffects(posterior, { grid: 3 });
    expect(effects.map(({ effect }) => effect)).toEqual(["within(x | clinic)", "between(x | clinic)", "z"]);
    const means = [0, 1, 2, 3, 4].map((clinic) => mean(x.filter((_, row) => row % 5 === clinic)));
    const farthest = Math.max(...x.map((value, row) => Math.abs(value - means[row % 5]!)));
    const predictor = (within: number, between: number, at: number) =>
      byDraw((b) => b("b_Intercept") + b("b_within_x") * within + b("b_between_x") * between + b("b_z") * at);
    const [within, between, ofZ] = effects;
    expectSummary(within!.rows[0]!, predictor(-farthest, mean(x), mean(z)));
    expectSummary(within!.rows[1]!, predictor(0, mean(x), mean(z)));
    expectSummary(between!.rows[2]!, predictor(0, Math.max(...means), mean(z)));
    expectSummary(ofZ!.rows[2]!, predictor(0, mean(x), Math.max(...z)));
    expect(within!.points[6]!.x).toBeCloseTo(x[6]! - means[1]!, 12);
  });

  it("gives the predictor, and new responses, where these are asked for", () => {
    const { posterior, byDraw } = fitOf(["count | rate(exposure) ~ x"], { family: "poisson" });
    const [line] = conditionalEffects(posterior, { grid: 3, method: "linpred" });
    expect([line!.response, line!.points.length]).toEqual(["predictor of count (log)", 0]);
    const most = Math.max(...x);
    expectSummary(
      line!.rows[2]!,
      byDraw((b) => b("b_Intercept") + b("b_x") * most),
    );
    const [drawn] = conditionalEffects(posterior, { grid: 3, method: "predict" });
    for (const { median } of drawn!.rows) expect(Number.isInteger(median)).toBe(true);
    expect(() => conditionalEffects(posterior, { method: "fitted" as "epred" })).toThrow('method must be "epred"');
  });

  it("gives the probability of each ordered category along one variable, and their mean number along two", () => {
    const { posterior, byDraw } = fitOf(["period ~ x * arm"], {
      family: "cumulative",
      factors: { arm: ["placebo", "drug a", "drug b"] },
    });
    const effects = conditionalEffects(posterior, { grid: 2 });
    expect(effects.map(({ effect, ofCategories = false }) => [effect, ofCategories])).toEqual([
      ["x", true],
      ["arm", true],
      ["x:arm", false],
    ]);
    const [ofX, , pair] = effects;
    expect([ofX!.by, ofX!.variables, ofX!.response]).toEqual([["1", "2", "3", "4"], ["x", "period"], "probability"]);
    const most = Math.max(...x);
    // P(period ≤ k) = 1/(1 + exp(eta − threshold k)).
    const upTo = (k: number, b: (name: string) => number) =>
      k === 0 ? 0 : k === 4 ? 1 : 1 / (1 + Math.exp(b("b_x") * most - b(`b_Intercept[${k}]`)));
    for (const k of [1, 2, 3, 4]) {
      const row = ofX!.rows.filter(({ by }) => by === String(k))[1]!;
      expectSummary(
        row,
        byDraw((b) => upTo(k, b) - upTo(k - 1, b)),
      );
    }
    const mean = byDraw((b) => [1, 2, 3, 4].reduce((sum, k) => sum + k * (upTo(k, b) - upTo(k - 1, b)), 0));
    expectSummary(pair!.rows.filter(({ by }) => by === "placebo")[1]!, mean);
    const [number] = conditionalEffects(posterior, { grid: 2, effect: "x", categories: false });
    expectSummary(number!.rows[1]!, mean);
  });

  it("has nothing along two variables for categories without an order", () => {
    const { posterior } = fitOf(["arm ~ x * z"], { family: "categorical" });
    expect(conditionalEffects(posterior, { grid: 2 }).map(({ effect }) => effect)).toEqual(["x", "z"]);
    expect(() => conditionalEffects(posterior, { effect: "x:z" })).toThrow("categories without an order have no mean");
    const [ofX] = conditionalEffects(posterior, { grid: 2, effect: "x" });
    // In each draw probabilities add up to 1.
    const total = ofX!.rows.filter((row) => row.x === ofX!.rows[0]!.x).reduce((sum, row) => sum + row.mean, 0);
    expect(total).toBeCloseTo(1, 12);
  });

  it("is printed at seven places of a curve and at all levels", () => {
    const { posterior } = fitOf(["count | rate(exposure) ~ x * arm"], { family: "poisson" });
    const text = conditionalEffectsText(conditionalEffects(posterior), { width: 90 });
    const [ofX, ofArm, ofPair] = text.split("\n\n");
    expect(ofX!.split("\n")).toHaveLength(9);
    expect(ofX).toMatch(/^x: expected count per unit; held: arm drug a\nx +mean +2\.5% +50% +97\.5%/);
    expect(ofArm).toContain("placebo");
    expect(ofPair!.split("\n")).toHaveLength(2 + 21);
  });

  it("refuses effects and conditions that there are not", () => {
    const { posterior } = fitOf(["real ~ x + arm + (1 | clinic)"], {});
    expect(() => conditionalEffects(posterior, { effect: "arms" })).toThrow('did you mean "arm"');
    expect(() => conditionalEffects(posterior, { effect: "x:zz" })).toThrow('unknown effect "zz"');
    expect(() => conditionalEffects(posterior, { conditions: { arm: "drug" } })).toThrow("none of its levels");
    expect(() => conditionalEffects(posterior, { conditions: { x: "high" } })).toThrow("must be a number");
    expect(() => conditionalEffects(posterior, { conditions: { y: 1 } })).toThrow("no predictor reads");
    expect(() => conditionalEffects(posterior, { grid: 1 })).toThrow("from 2 to 10000");
  });
});

describe("points of censored responses", () => {
  const seen = real.map((_, row) => row).filter((row) => row % 3 === 0);
  const cens = real.map((_, row) => ["none", "right", "left"][row % 3]!);
  const partly = tableFromColumns({ x, real, cens, clinic: real.map((_, row) => `clinic ${row % 5}`) });
  const fitOfPart = () => madeFit(["real | cens(cens) ~ x + (x | clinic)"], partly, {}).posterior;

  it("are left out beside the curve of an effect, which tells how many they are", () => {
    const posterior = fitOfPart();
    const [effect] = conditionalEffects(posterior, { grid: 2 });
    expect(effect!.points).toEqual(seen.map((row) => ({ row, x: x[row], y: real[row] })));
    expect(effect!.censored).toBe(rows - seen.length);
    const [predictor] = conditionalEffects(posterior, { grid: 2, method: "linpred" });
    expect(predictor).not.toHaveProperty("censored");
  });

  it("are left out beside the courses of groups", () => {
    const { trajectories } = groupTrajectories(fitOfPart(), { group: "clinic", grid: 2 });
    const drawn = trajectories.flatMap(({ points }) => points.map(({ row }) => row));
    expect(drawn.toSorted((a, b) => a - b)).toEqual(seen);
  });
});

describe("groupTrajectories", () => {
  it("gives each level its curve over the range of its own rows, with its data", () => {
    const { posterior, byDraw } = fitOf(["real ~ x + z + arm + (x | clinic) + (1 | ward)"], {});
    const { along, kind, trajectories } = groupTrajectories(posterior, { group: "clinic", grid: 4 });
    expect([along, kind, trajectories.length]).toEqual(["x", "number", 5]);
    const { level, rows: curve, points } = trajectories[1]!;
    const own = x.flatMap((_, row) => (row % 5 === 1 ? [row] : []));
    expect(level).toBe("clinic 1");
    expect(points).toEqual(own.map((row) => ({ row, x: x[row], y: real[row] })));
    const xs = own.map((row) => x[row]!);
    expect(curve.map((row) => row.x)).toEqual([
      Math.min(...xs),
      expect.closeTo(Math.min(...xs) + (Math.max(...xs) - Math.min(...xs)) / 3, 12),
      expect.closeTo(Math.min(...xs) + (2 * (Math.max(...xs) - Math.min(...xs))) / 3, 12),
      expect.closeTo(Math.max(...xs), 12),
    ]);
    // Rows 1, 6, 11, 16, 21 have drug a, placebo, drug b, drug a, placebo: levels are sorted, so drug a is the reference.
    const expected = byDraw(
      (b) =>
        b("b_Intercept") +
        b("b_z") * mean(own.map((row) => z[row]!)) +
        b("r_clinic[clinic.1,Intercept]") +
        (b("b_x") + b("r_clinic[clinic.1,x]")) * Math.max(...xs),
    );
    expectSummary(curve[3]!, expected);
  });

  it("takes effects of the coarser group in for levels of a nested one", () => {
    const { posterior, byDraw } = fitOf(["count ~ period + (1 | clinic/ward)"], {
      family: "poisson",
      factors: { period: true },
    });
    const { kind, trajectories } = groupTrajectories(posterior, {
      group: "clinic:ward",
      along: "period",
      levels: ["clinic 3_8"],
    });
    expect([kind, trajectories.length]).toEqual(["factor", 1]);
    // Rows 8 and 18 are of this ward: periods 1 and 3.
    expect(trajectories[0]!.rows.map((row) => row.x)).toEqual(["1", "3"]);
    const expected = byDraw((b) =>
      Math.exp(
        b("b_Intercept") +
          b("b_period3") +
          b("r_clinic[clinic.3,Intercept]") +
          b("r_clinic:ward[clinic.3_8,Intercept]"),
      ),
    );
    expectSummary(trajectories[0]!.rows[1]!, expected);
  });

  it("refuses groups, levels and columns that there are not", () => {
    const { posterior } = fitOf(["real ~ x + (1 | clinic)"], {});
    expect(() => groupTrajectories(posterior, { group: "clinics" })).toThrow('did you mean "clinic"');
    expect(() => groupTrajectories(posterior, { group: "clinic" })).toThrow("along which predictor");
    expect(() => groupTrajectories(posterior, { group: "clinic", along: "zz" })).toThrow(
      "no column that predictors read",
    );
    expect(() => groupTrajectories(posterior, { group: "clinic", along: "x", levels: ["a"] })).toThrow('no level "a"');
  });
});
