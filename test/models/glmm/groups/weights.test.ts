/** Shrinkage where rows are weighted: frequencies as repeated rows, precisions by what they add to the information. */
import { describe, expect, it } from "vitest";
import type { FamilyName, LinkName } from "../../../../models/glmm/Family.js";
import { shrinkageOf, type ShrinkageRow } from "../../../../models/glmm/groups/shrinkage.js";
import { scattered } from "../../../support/models.js";
import { handMade, term } from "./handMade.js";

const rows = 18;
const u = scattered(2 * rows, 8);
const levels = ["a", "b", "c"];
const level = Array.from({ length: rows }, (_, i) => i % 3);
const x = Array.from({ length: rows }, (_, i) => 2 * u[i]! - 1);
const count = Array.from({ length: rows }, (_, i) => 1 + Math.floor(4 * u[rows + i]!));
const w = Array.from({ length: rows }, (_, i) => [0, 1, 3, 2][i % 4]!);

const draws = {
  b_Intercept: [0.5, 0.7],
  b_x: [0.2, 0.1],
  sigma: [1.2, 1.4],
  sd_g__Intercept: [0.8, 0.6],
  sd_g__x: [0.4, 0.5],
  cor_g__Intercept__x: [0.3, -0.2],
  ...Object.fromEntries(
    levels.flatMap((name, j) => [
      [`r_g[${name},Intercept]`, [0.3 * (j - 1), 0.2 * j]],
      [`r_g[${name},x]`, [0.1 * (j - 1), -0.1 * j]],
    ]),
  ),
};

type Weights = { readonly meaning: "frequency" | "precision" | "sampling"; readonly values: Float64Array };

function rowsOf(family: FamilyName, link: LinkName, shown: readonly number[], weights?: Weights, slopes = true) {
  const at = (values: readonly number[]) => shown.map((row) => values[row]!);
  const fit = handMade({
    family,
    link,
    response: { values: at(count), ...(weights ? { weights } : {}) },
    columns: { x: at(x) },
    groups: [term("g", levels, at(level), { Intercept: undefined, ...(slopes ? { x: at(x) } : {}) })],
    draws,
  });
  return shrinkageOf(fit);
}

const all = Array.from({ length: rows }, (_, i) => i);
const repeated = all.flatMap((row) => new Array<number>(w[row]!).fill(row));

const numbersOf = ({ noPooling, factor }: ShrinkageRow) => [noPooling.mean, noPooling.sd, factor.mean, factor.sd];

describe("shrinkage", () => {
  it.each([
    ["gaussian", "identity"],
    ["poisson", "log"],
  ] as const)("of frequencies is that of repeated rows, %s", (family, link) => {
    const weighted = rowsOf(family, link, all, { meaning: "frequency", values: Float64Array.from(w) });
    const same = rowsOf(family, link, repeated);
    expect(weighted.rows.length).toBe(6);
    weighted.rows.forEach((row, i) => {
      numbersOf(row).forEach((value, k) => expect(value).toBeCloseTo(numbersOf(same.rows[i]!)[k]!, 10));
      expect(Number.isFinite(row.noPooling.mean)).toBe(true);
    });
  });

  it("of precisions has sigma² over the sum of a level's weights, and says so", () => {
    const values = Float64Array.from(w, (weight) => weight + 0.5);
    const { rows: found, definitions } = rowsOf("gaussian", "identity", all, { meaning: "precision", values }, false);
    found.forEach(({ factor }, j) => {
      const sum = values.reduce((total, weight, row) => total + (level[row] === j ? weight : 0), 0);
      const factors = [0, 1].map((d) => {
        const own = draws.sigma[d]! ** 2 / sum;
        return own / (own + draws.sd_g__Intercept[d]! ** 2);
      });
      expect(factor.mean).toBeCloseTo((factors[0]! + factors[1]!) / 2, 12);
    });
    expect(definitions.factor).toContain("sigma²/(sum of weights) for an intercept");
    expect(rowsOf("gaussian", "identity", all, undefined, false).definitions.factor).toContain(
      "sigma²/n for an intercept",
    );
  });

  it("of a level without weight is complete, and its own estimate is none", () => {
    const values = Float64Array.from(level, (j) => (j === 1 ? 0 : 2));
    const { rows: found } = rowsOf("poisson", "log", all, { meaning: "frequency", values }, false);
    expect(found[1]!.factor.mean).toBe(1);
    expect(found[1]!.noPooling.reason).toBe("all its rows have weight 0");
    expect(found[0]!.factor.mean).toBeLessThan(1);
    expect(found[0]!.noPooling.reason).toBeUndefined();
  });
});
