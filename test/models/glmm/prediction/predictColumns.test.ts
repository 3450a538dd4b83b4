/** Responses of several columns, drawn together. */
import { beforeAll, describe, expect, it } from "vitest";
import { loadTensorflow } from "../../../../engine/autodiff/ops.js";
import { tableFromColumns } from "../../../../engine/data/table.js";
import { fittedGlmm } from "../../../../models/glmm/FittedGlmm.js";
import { epred, predict, predictionArray } from "../../../../models/glmm/prediction/index.js";
import { predictOf } from "../../../../models/glmm/prediction/predict.js";
import { madeFit } from "../checking/madeFit.js";

beforeAll(() => loadTensorflow());

const draws = 2000;
const x = [0.1, -0.7, 1.2, 0.4];
const [a, b, c] = [
  [1, 2, 0, 30],
  [2, 0, 1, 10],
  [1, 1, 1, 20],
];
const totals = x.map((_, row) => a![row]! + b![row]! + c![row]!);
const share = (column: readonly number[]) => column.map((count, row) => (count + 1) / (totals[row]! + 3));
const counts = tableFromColumns({ x, a: a!, b: b!, c: c! });
const shares = tableFromColumns({ x, a: share(a!), b: share(b!), c: share(c!) });

describe("predict of several columns", () => {
  it.each([
    ["multinomial", counts, totals],
    ["dirichlet_multinomial", counts, totals],
    ["dirichlet", shares, [1, 1, 1, 1]],
  ] as const)("of %s draws all of them, which add up and have the means expected", (family, table, wholes) => {
    const { posterior } = madeFit(["cbind(a, b, c) ~ x"], table, { family }, [draws]);
    const made = predict(posterior);
    expect([made.rows, made.categories]).toEqual([12, { names: ["a", "b", "c"], are: "rows" }]);
    const drawn = predictionArray(made);
    const expected = predictionArray(epred(posterior));
    const first = predictionArray(predictOf(fittedGlmm(posterior)));
    wholes.forEach((whole, row) => {
      const columns = [0, 1, 2].map((k) => drawn.subarray((3 * row + k) * draws, (3 * row + k + 1) * draws));
      expect(columns[0]).toEqual(first.subarray(row * draws, (row + 1) * draws));
      columns[0]!.forEach((y, d) => expect(y + columns[1]![d]! + columns[2]![d]!).toBeCloseTo(whole, 10));
      columns.forEach((column, k) => {
        const differences = column.map((y, d) => y - expected[(3 * row + k) * draws + d]!);
        const mean = differences.reduce((sum, difference) => sum + difference, 0) / draws;
        const squares = differences.reduce((sum, difference) => sum + difference * difference, 0) / draws;
        // Given the parameters draws are independent: five standard errors, of which 36 means do not leave by chance.
        expect(Math.abs(mean)).toBeLessThan(5 * Math.sqrt(squares / draws));
      });
    });
  });

  it("of new rows needs their totals, which the columns or trials tell", () => {
    const { posterior } = madeFit(["cbind(a, b, c) ~ x"], counts, { family: "multinomial" });
    expect(() => predict(posterior, { newdata: { x: [1] } })).toThrow(
      "predict needs the total of cbind(a,b,c), which the new data lack: add its columns.",
    );
    const table = tableFromColumns({ x, a: a!, b: b!, c: c!, n: totals });
    const { posterior: other } = madeFit(["cbind(a, b, c) | trials(n) ~ x"], table, { family: "multinomial" });
    const drawn = predictionArray(predict(other, { newdata: { x: [1], n: [7] } }));
    expect(drawn[0]! + drawn[2]! + drawn[4]!).toBe(7);
  });
});
