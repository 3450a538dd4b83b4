import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parseCsv } from "../../../../engine/data/csv.js";
import { cholesky } from "../../../../engine/math/cholesky.js";
import { checkNetwork } from "../../../../models/meta/data/checkNetwork.js";
import type { Network } from "../../../../models/meta/data/Network.js";
import { readNetwork } from "../../../../models/meta/data/readNetwork.js";
import reference from "../../../reference/network/senn2013.json" with { type: "json" };
import { plain } from "./read.js";

const csv = readFileSync(new URL("../../../reference/network/senn2013.csv", import.meta.url), "utf8");

/** Weighted least squares of differences on effects against the first treatment: estimates and variances. */
function commonEffects({ studies, treatments }: Network) {
  const size = treatments.length - 1;
  const information = new Float64Array(size * size);
  const score = new Float64Array(size);
  for (const { arms, contrasts } of studies) {
    const { differences, covariance } = contrasts!;
    const weights = inverse(covariance, differences.length);
    const row = (k: number, effect: number) =>
      Number(arms[k + 1]!.treatment === effect + 1) - Number(arms[0]!.treatment === effect + 1);
    weights.forEach((weight, place) => {
      const [k, l] = [Math.floor(place / differences.length), place % differences.length];
      for (let i = 0; i < size; i++) {
        score[i]! += row(k, i) * weight * differences[l]!;
        for (let j = 0; j < size; j++) information[i * size + j]! += row(k, i) * weight * row(l, j);
      }
    });
  }
  const variance = inverse(information, size);
  const of = (i: number) => score.reduce((sum, value, j) => sum + variance[i * size + j]! * value, 0);
  return {
    effects: Array.from(score, (_, i) => of(i)),
    se: Array.from(score, (_, i) => Math.sqrt(variance[i * size + i]!)),
  };
}

/** The inverse of a positive definite matrix, one column after the other. */
function inverse(matrix: Float64Array, size: number): Float64Array {
  const factor = cholesky(matrix, size);
  const out = new Float64Array(size * size);
  for (let column = 0; column < size; column++) {
    const solved = new Float64Array(size);
    for (let i = 0; i < size; i++) {
      let value = i === column ? 1 : 0;
      for (let j = 0; j < i; j++) value -= factor[i * size + j]! * solved[j]!;
      solved[i] = value / factor[i * size + i]!;
    }
    for (let i = size - 1; i >= 0; i--) {
      for (let j = i + 1; j < size; j++) solved[i]! -= factor[j * size + i]! * solved[j]!;
      solved[i]! /= factor[i * size + i]!;
    }
    out.set(solved, column * size);
  }
  return out;
}

describe("the published differences of 26 diabetes trials", () => {
  it.each(["plac", "sulf"])("give metafor's common effects, with %s as the reference", (by) => {
    const network = readNetwork(parseCsv(csv), { ...plain, reference: by });
    const { effects, se } = commonEffects(network);
    const ofPlacebo = by === "plac" ? 0 : effects[network.treatments.indexOf("plac") - 1]!;
    network.treatments.forEach((name, place) => {
      if (name === "plac") return;
      const expected = reference.effects[name as "metf"];
      // The reference is solved in double precision: ten digits are far from its rounding.
      expect((effects[place - 1] ?? 0) - ofPlacebo).toBeCloseTo(expected, 10);
      if (by === "plac") expect(se[place - 1]).toBeCloseTo(reference.se[name as "metf"], 10);
    });
  });

  it("are 26 trials of ten treatments in 15 comparisons, one trial with three arms", () => {
    const check = checkNetwork(readNetwork(parseCsv(csv), plain));
    expect(check).toMatchObject({ studies: 26, multiArmStudies: 1, contrastStudies: 26, arms: 53 });
    expect([check.treatments.length, check.comparisons.length]).toEqual([10, 15]);
  });
});
