import { describe, expect, it } from "vitest";
import { categoryShares } from "../../../../models/glmm/prediction/categoryShares.js";
import { predictionsOf, type Predictions } from "../../../../models/glmm/prediction/Predictions.js";
import { summarisePredictions } from "../../../../models/glmm/prediction/summarisePredictions.js";

const rows = [
  [1, 3, 3, 1],
  [2, 2, 3, 2],
];
const given: Predictions = predictionsOf(2, 4, (row, out, start) => out.set(rows[row]!, start));
const names = ["low", "fair", "good"];

describe("categoryShares", () => {
  it("counts the draws of each category by row, and takes the first of those that are as frequent", () => {
    expect(categoryShares({ ...given, categories: { names, are: "values" } })).toEqual([
      { row: 0, probabilities: [...Object.entries({ low: 0.5, fair: 0, good: 0.5 })], mostFrequent: "low" },
      { row: 1, probabilities: [...Object.entries({ low: 0, fair: 0.75, good: 0.25 })], mostFrequent: "fair" },
    ]);
  });

  it("refuses numbers that are no categories", () => {
    expect(() => categoryShares(given)).toThrow("categoryShares is for new responses that are categories");
  });
});

describe("summarisePredictions", () => {
  it("tells the row of the table and the category where rows are those of a table by category", () => {
    const summaries = summarisePredictions({ ...given, categories: { names: ["a", "b"], are: "rows" } });
    expect(summaries.map(({ row, category, mean }) => [row, category, mean])).toEqual([
      [0, "a", 2],
      [0, "b", 2.25],
    ]);
  });
});
