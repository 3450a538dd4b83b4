/** Messages that name rows tell what the table holds there. */
import { describe, expect, it } from "vitest";
import { UserError } from "../../engine/core/UserError.js";
import { tableFromColumns } from "../../engine/data/table.js";
import { glmm } from "../../models/glmm/glmm.js";
import { fit } from "../../src/fit.js";
import { node } from "../../src/platform/node/node.js";
import { withRowValues } from "../../src/withRowValues.js";

const rows = 20;
const table = tableFromColumns({
  y: Array.from({ length: rows }, (_, i) => i % 5),
  x: Array.from({ length: rows }, (_, i) => i / 10),
  far: Array.from({ length: rows }, (_, i) => (i === 3 ? 5000 : 0)),
  g: Array.from({ length: rows }, (_, i) => `g${i % 6}`),
});
const model = glmm("y ~ x + offset(far) + (1 | g)", { family: "poisson" });

describe("a model that cannot start", () => {
  it("says of which rows the log likelihood is not finite, and what response and predictors the first has", async () => {
    const failed = fit(model, table, { seed: 1, chains: 1, warmup: 20, draws: 20, workers: 0 }, node);
    await expect(failed).rejects.toThrow(
      /the log likelihood of "y" was -Infinity in rows? 4.*; row 4 has y = 3, x = 0\.3, far = 5000, g = "g3"$/,
    );
  });

  it("is told of as before where no row is named, and where the table has no such row", () => {
    for (const message of ['the log prior of "b" was -Infinity', 'the log likelihood of "y" was NaN in row 21']) {
      const error = new UserError(message);
      expect(withRowValues(error, model, table)).toBe(error);
    }
    const other = new Error('the log likelihood of "y" was NaN in row 2');
    expect(withRowValues(other, model, table)).toBe(other);
  });
});
