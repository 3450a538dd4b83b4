import { describe, expect, it } from "vitest";
import { coefOf } from "../../../../models/glmm/groups/coef.js";
import { ranefOf } from "../../../../models/glmm/groups/ranef.js";
import { shrinkageOf } from "../../../../models/glmm/groups/shrinkage.js";
import { varCorrOf } from "../../../../models/glmm/groups/varCorr.js";
import { structureOf } from "../../../../models/glmm/structures/structureOf.js";
import { handMade, term } from "./handMade.js";

const levels = ["a", "b", "c"];
const index = [0, 0, 0, 1, 2, 2];
const values = [5, 6, 7, 2, -1, 0];
const structure = structureOf("t", { kind: "tree", text: "((a:1,b:3):1,c:4);", scale: "none", lengths: "given" });
const related = { structure, kernel: structure.kernelOf(levels, "species") };
const [sd, slopeSd, rho, sigma] = [1.5, 0.5, 0.4, 2];
const twice = (value: number) => [value, value];

/** Species on a tree, beside the same species without it. */
function fitOf(x?: readonly number[]) {
  const columns = x === undefined ? { Intercept: undefined } : { Intercept: undefined, x };
  const groups = [
    term("species", levels, index),
    term("species.t", levels, index, columns, { related, grouping: "species" }),
  ];
  const drawn = groups.flatMap(({ group, coefficients }) => [
    ...coefficients.flatMap((name, k) =>
      levels.map((level, j) => [`r_${group}[${level},${name}]`, twice(j - k)] as const),
    ),
    [`sd_${group}__Intercept`, twice(sd)] as const,
    [`sd_${group}__x`, twice(slopeSd)] as const,
    [`cor_${group}__Intercept__x`, twice(rho)] as const,
  ]);
  const draws = { b_Intercept: twice(3), sigma: twice(sigma), ...Object.fromEntries(drawn) };
  return handMade({ family: "gaussian", link: "identity", response: { values }, groups, draws });
}

describe("levels of a structure", () => {
  it("are shrunk by the variance of their place: s²/(s² + sd² depth)", () => {
    const { rows, definitions } = shrinkageOf(fitOf(), { group: "species.t" });
    const depths = [2, 4, 4];
    const counts = [3, 1, 2];
    rows.forEach(({ factor }, j) => {
      const own = (sigma * sigma) / counts[j]!;
      expect(factor.mean).toBeCloseTo(own / (own + sd * sd * depths[j]!), 12);
    });
    expect(definitions.factor).toContain("related levels borrow from one another");
    expect(definitions.completePooling).toContain("without relatives");
    // Those without a structure are what they are without a tree in the model.
    const plain = shrinkageOf(fitOf(), { group: "species" });
    expect(plain.rows[0]!.factor.mean).toBeCloseTo(4 / 3 / (4 / 3 + sd * sd), 12);
    expect(plain.definitions.factor).not.toContain("relatives");
    expect(plain.rows.map(({ noPooling }) => noPooling)).toEqual(rows.map(({ noPooling }) => noPooling));
  });

  it("with slopes have the diagonal of S(S + depth Σ)⁻¹", () => {
    const x = [-1, 0, 1, 0, 2, 5];
    const { rows } = shrinkageOf(fitOf(x), { group: "species.t" });
    // Of a: S = sigma² diag(1/3, 1/2), Σ times the depth 2.
    const [s0, s1] = [(sigma * sigma) / 3, (sigma * sigma) / 2];
    const [v0, v1, c] = [2 * sd * sd, 2 * slopeSd * slopeSd, 2 * rho * sd * slopeSd];
    const determinant = (s0 + v0) * (s1 + v1) - c * c;
    expect(rows[0]!.factor.mean).toBeCloseTo((s0 * (s1 + v1)) / determinant, 12);
    expect(rows[3]!.factor.mean).toBeCloseTo((s1 * (s0 + v0)) / determinant, 12);
  });

  it("have their effects, coefficients and deviations under the name of term and structure", () => {
    const fit = fitOf();
    expect(ranefOf(fit, { group: "species.t" }).map(({ level, mean }) => [level, mean])).toEqual([
      ["a", 0],
      ["b", 1],
      ["c", 2],
    ]);
    expect(coefOf(fit, { group: "species.t" }).map(({ mean }) => mean)).toEqual([3, 4, 5]);
    expect(varCorrOf(fit).map(({ group, kind }) => `${group} ${kind}`)).toEqual([
      "species sd",
      "species variance",
      "species.t sd",
      "species.t variance",
      "null sd",
      "null variance",
    ]);
  });
});
