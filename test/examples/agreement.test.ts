import { describe, expect, it } from "vitest";

import type { SummaryRow } from "poolwise/diagnostics";

import { comparePosterior, disagreements, readReference, type ReferencePosterior } from "./agreement.js";

const reference = readReference<ReferencePosterior>("posteriors/eight_schools.json");

/** Estimates as good as the reference's own, with one number of the first variable changed. */
function rowsWith(change: Partial<SummaryRow> = {}): SummaryRow[] {
  return reference.variables.map(
    (row, i) =>
      ({ ...row, mcse_mean: row.mcse, mcse_sd: row.mcse, ...(i === 0 ? change : {}) }) as unknown as SummaryRow,
  );
}
const failing = (change: Partial<SummaryRow>) =>
  disagreements(comparePosterior(rowsWith(change), reference)).map(({ figure }) => figure);

describe("agreement with a reference", () => {
  const first = reference.variables[0]!;
  const { variable, mean, sd, mcse } = first;

  it("holds of the reference itself", () => {
    expect(failing({})).toEqual([]);
  });

  it("fails of a mean five standard errors off, and not of one three off", () => {
    expect(failing({ mean: mean + 5 * Math.SQRT2 * mcse })).toEqual([`${variable} mean`]);
    expect(failing({ mean: mean - 3 * Math.SQRT2 * mcse })).toEqual([]);
  });

  it("does not excuse a third of an sd by a Monte Carlo error that is larger still", () => {
    expect(failing({ mean: mean + sd / 3, mcse_mean: sd })).toEqual([`${variable} mean`]);
    expect(failing({ sd: (sd * 4) / 3, mcse_sd: sd })).toEqual([`${variable} sd`]);
  });

  it("fails of a quantile 0.4 sd off, of few effective draws, and of figures that could not be computed", () => {
    expect(failing({ "q97.5": first["q97.5"] + 0.4 * sd })).toEqual([`${variable} q97.5`]);
    expect(failing({ ess_bulk: 300 })).toEqual([`${variable} ESS`]);
    expect(failing({ mean: NaN, ess_bulk: null })).toEqual([`${variable} mean`, `${variable} ESS`]);
  });

  it("needs every variable of the reference", () => {
    expect(() => comparePosterior(rowsWith().slice(1), reference)).toThrow(`missing variable: "${variable}"`);
  });
});
