import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { partialSort } from "../../../../models/glmm/prediction/partialSort.js";
import { predictionArray } from "../../../../models/glmm/prediction/predictionArray.js";
import { predictionsOf, type Predictions } from "../../../../models/glmm/prediction/Predictions.js";
import { summarisePredictions } from "../../../../models/glmm/prediction/summarisePredictions.js";
import { around, momentsOf } from "./handMade.js";

/** Predictions that are these rows. */
function given(...rows: readonly ArrayLike<number>[]): Predictions {
  return predictionsOf(rows.length, rows[0]!.length, (row, out, start) => out.set(rows[row]!, start));
}

describe("partialSort", () => {
  it("puts the numbers into the asked places that sorting would", () => {
    const number = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.double({ noNaN: true }));
    const numbers = fc.array(number, { minLength: 1, maxLength: 60 });
    const cases = fc.tuple(numbers, fc.array(fc.nat(59), { maxLength: 6 }));
    fc.assert(
      fc.property(cases, ([list, wanted]) => {
        const values = Float64Array.from(list, (x) => x + 0);
        const places = wanted.map((place) => place % values.length).sort((a, b) => a - b);
        const sorted = values.slice().sort();
        partialSort(values, places);
        // Not toBe, which tells 0 from -0.
        expect(places.every((place) => values[place] === sorted[place])).toBe(true);
        expect(values.sort()).toEqual(sorted);
      }),
      { seed: 3, numRuns: 1000 },
    );
  });

  it("takes equal, ascending and descending numbers without trouble", () => {
    const count = 20001;
    for (const of of [() => 1, (i: number) => i, (i: number) => -i, (i: number) => i % 2]) {
      const values = Float64Array.from({ length: count }, (_, i) => of(i));
      const sorted = values.slice().sort();
      partialSort(values, [500, 10000, 19500]);
      for (const place of [500, 10000, 19500]) expect(values[place]! + 0).toBe(sorted[place]! + 0);
    }
  });
});

describe("summarisePredictions", () => {
  it("gives each row's mean, sd and type 7 quantiles", () => {
    // R 4.2: quantile(c(5, 1, 4, 2), c(0.025, 0.5, 0.975)), sd
    const [first, second] = summarisePredictions(given([5, 1, 4, 2], [0, 0, 1, 1]));
    expect(first!.row).toBe(0);
    expect(first!.mean).toBe(3);
    expect(first!.sd).toBeCloseTo(1.825741858350554, 14);
    expect(first!.median).toBe(3);
    expect(first!["q2.5"]).toBeCloseTo(1.075, 14);
    expect(first!["q97.5"]).toBeCloseTo(4.925, 14);
    expect(second).toMatchObject({ row: 1, mean: 0.5, median: 0.5 });
  });

  it("agrees with sorting for thousands of draws", () => {
    const draws = around(3, 2, 4001, "draws");
    const sorted = draws.slice().sort();
    const [row] = summarisePredictions(given(draws));
    const { mean, variance } = momentsOf(draws);
    expect(row!["q2.5"]).toBe(sorted[100]);
    expect(row!.median).toBe(sorted[2000]);
    expect(row!["q97.5"]).toBe(sorted[3900]);
    // Sums in another order.
    expect(row!.mean).toBeCloseTo(mean, 12);
    expect(row!.sd).toBeCloseTo(Math.sqrt(variance), 12);
  });

  it("says NaN of a row where a draw is NaN, and of that row alone", () => {
    const [bad, good] = summarisePredictions(given([1, NaN, 2], [1, 1, 1]));
    expect(bad).toEqual({ row: 0, mean: NaN, sd: NaN, median: NaN, "q2.5": NaN, "q97.5": NaN });
    expect(good).toEqual({ row: 1, mean: 1, sd: 0, median: 1, "q2.5": 1, "q97.5": 1 });
  });

  it("leaves numbers that do not fit into one block as they are in several", () => {
    const rows = Array.from({ length: 200 }, (_, row) => around(row, 1, 4000, `row ${row}`));
    const summaries = summarisePredictions(given(...rows));
    expect(summaries.map(({ row }) => row)).toEqual(rows.map((_, row) => row));
    summaries.forEach(({ median }, row) => expect(Math.abs(median - row)).toBeLessThan(0.2));
  });
});

describe("predictionArray", () => {
  it("refuses more than 2^27 numbers before anything is computed", () => {
    const tooMany = predictionsOf(40000, 4000, () => expect.unreachable());
    expect(() => predictionArray(tooMany)).toThrow("40000 rows of 4000 draws are more numbers than one array may hold");
  });
});

describe("blocks", () => {
  it("of 20,000 rows and 4,000 draws take a few megabytes, not 640", () => {
    const predictions = predictionsOf(20000, 4000, (row, out, start) => void out.fill(row, start, start + 4000));
    const before = process.memoryUsage().rss;
    let [most, sum] = [0, 0];
    for (const { values } of predictions.blocks()) {
      most = Math.max(most, process.memoryUsage().rss - before);
      sum += values[0]!;
    }
    expect(sum).toBeGreaterThan(0);
    // A block has two megabytes; the rest is what the runtime may do meanwhile.
    expect(most).toBeLessThan(100e6);
  });

  it("with no rows are none", () => {
    expect([...predictionsOf(0, 10, () => expect.unreachable()).blocks()]).toEqual([]);
  });
});
