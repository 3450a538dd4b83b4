import { beforeAll, describe, expect, it } from "vitest";
import { loadTensorflow } from "../../../../engine/autodiff/ops.js";
import { tableFromColumns } from "../../../../engine/data/table.js";
import { customFamily } from "../../../../models/glmm/families/customFamily.js";
import { glmm } from "../../../../models/glmm/glmm.js";
import { rowsAt, rowsByNumbers } from "../rowsOf.js";

beforeAll(() => loadTensorflow());

const y = [0.4, 3.7, -0.3, 2.2, 0.9, 4.1, -1.2, 0.1];
const x = [0.1, -0.7, 1.2, 0.4, -1.1, 0.6, 0.2, -0.4];
const table = tableFromColumns({ y, x, g: ["a", "a", "b", "b", "c", "c", "d", "d"] });

const doubleExponential = customFamily("double_exponential", {
  parameters: { width: { prior: "exponential(1)" } },
  logDensity: (given, { mu, width }, tf) =>
    tf.neg(tf.add(tf.log(tf.mul(2, width!)), tf.div(tf.abs(tf.sub(given, mu!)), width!))),
  logDensityOf: (given, { mu, width }) => -Math.log(2 * width!) - Math.abs(given - mu!) / width!,
});

describe("a family of one's own", () => {
  const ofRow = (draw: (name: string) => number, row: number) => {
    const mu = draw("b_Intercept") + draw("b_x") * x[row]!;
    const width = Math.exp(draw("b_width_Intercept") + draw("b_width_x") * x[row]!);
    return -Math.log(2 * width) - Math.abs(y[row]! - mu) / width;
  };

  it("has the density that was given, with formulas for its parameters", () => {
    const { draw, compiled } = rowsAt(["y ~ x", "width ~ x"], table, { family: doubleExponential });
    compiled.forEach((value, row) => expect(value).toBeCloseTo(ofRow(draw, row), 9));
    const numbers = rowsByNumbers(["y ~ x", "width ~ x"], table, { family: doubleExponential });
    y.forEach((_, row) =>
      expect(numbers.rows[row * 2]).toBeCloseTo(
        ofRow((name) => numbers.draw(name, 0), row),
        9,
      ),
    );
  });

  it("is known by its name, to formulas and to priors", () => {
    const model = glmm("y ~ x + (1 | g)", { family: "double_exponential", priors: ["width ~ gamma(2, 1)"] });
    expect(model.describe(table).lines.join("\n")).toMatch(/width +~ gamma\(2, 1\)/);
  });

  it("is refused where its name is taken or its density missing", () => {
    const logDensity = doubleExponential && (() => 0 as never);
    expect(() => customFamily("gaussian", { logDensity })).toThrow("the family gaussian is there already");
    expect(() => customFamily("2nd", { logDensity })).toThrow("must be a word of letters");
    expect(() => customFamily("mine", {} as never)).toThrow("needs its logDensity");
    expect(() => customFamily("mine", { logDensity, parameters: { __proto__x1: {} } })).toThrow(
      "must be a word of letters",
    );
  });
});
