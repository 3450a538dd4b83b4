/** Ordered and unordered categories and compositions in whole models. */
import { beforeAll, describe, expect, it } from "vitest";
import { loadTensorflow } from "../../../engine/autodiff/ops.js";
import { tableFromColumns } from "../../../engine/data/table.js";
import { epred, predict, predictionArray } from "../../../models/glmm/prediction/index.js";
import { fittedGlmm } from "../../../models/glmm/FittedGlmm.js";
import { glmm } from "../../../models/glmm/glmm.js";
import { differences, rowsAt, rowsByNumbers } from "./rowsOf.js";

beforeAll(() => loadTensorflow());

const x = [0.1, -0.7, 1.2, 0.4, -1.1, 0.6, 0.2, -0.4];
const rating = ["low", "fair", "good", "fair", "low", "good", "good", "low"];
const species = ["oak", "ash tree", "elm", "elm", "oak", "oak", "ash tree", "elm"];
const table = tableFromColumns({
  x,
  rating,
  species,
  grade: [1, 2, 4, 2, 1, 4, 2, 1],
  a: [1, 2, 0, 3, 1, 2, 2, 1],
  b: [2, 0, 1, 1, 4, 0, 3, 2],
  c: [1, 1, 1, 2, 0, 2, 1, 2],
});
const factors = { rating: ["low", "fair", "good"] };
const logistic = (z: number) => 1 / (1 + Math.exp(-z));

describe("ordered categories", () => {
  const options = {
    family: "cumulative",
    factors,
    priors: ["Intercept[1] ~ normal(-1, 1)", "Intercept[2] ~ normal(1, 2)"],
  };
  const chances = (draw: (name: string) => number, row: number) => {
    const below = [1, 2].map((k) => logistic(draw(`b_Intercept[${k}]`) - draw("b_x") * x[row]!));
    return [below[0]!, below[1]! - below[0]!, 1 - below[1]!];
  };

  it("have the probability between thresholds, each with its own prior", () => {
    const { draw, compiled, gradient, position, evaluate } = rowsAt(["rating ~ x"], table, options);
    expect(draw("b_Intercept[1]")).toBeLessThan(draw("b_Intercept[2]"));
    compiled.forEach((value, row) => {
      expect(value).toBeCloseTo(Math.log(chances(draw, row)[factors.rating.indexOf(rating[row]!)]!), 9);
    });
    differences(position, evaluate).forEach((slope, k) => expect(gradient[k]).toBeCloseTo(slope, 6));
  });

  it("are expected with a probability each, and drawn as numbers of categories", () => {
    const { posterior, draw } = rowsByNumbers(["rating ~ x"], table, options);
    const expected = epred(posterior);
    expect(expected.categories).toEqual({ names: factors.rating, are: "rows" });
    const all = predictionArray(expected);
    x.forEach((_, row) => {
      chances((name) => draw(name, 1), row).forEach((chance, k) =>
        expect(all[(row * 3 + k) * 2 + 1]).toBeCloseTo(chance, 10),
      );
    });
    const drawn = predict(posterior);
    expect(drawn.categories).toEqual({ names: factors.rating, are: "values" });
    expect(predictionArray(drawn).every((k) => k === 1 || k === 2 || k === 3)).toBe(true);
  });

  it("by numbers are themselves, those between that do not occur included", () => {
    const { frame } = glmm("grade ~ x", { family: "acat" }).encoder(table);
    expect(frame.response!.categories).toEqual(["1", "2", "3", "4"]);
    expect(frame.predictors[0]!.thresholds).toBe(3);
  });

  it("that were declared are all there, also one that does not occur", () => {
    const { frame } = glmm("rating ~ x", {
      family: "cumulative",
      factors: { rating: ["none", "low", "fair", "good"] },
    }).encoder(table);
    expect(frame.predictors[0]!.thresholds).toBe(3);
    expect([...frame.response!.values.slice(0, 3)]).toEqual([2, 3, 4]);
  });

  it("in another number are another shape, so that an update traces anew", () => {
    const model = glmm("grade ~ x", { family: "cumulative" });
    const fewer = tableFromColumns({ x, grade: [1, 2, 3, 2, 1, 3, 2, 1] });
    expect(model.shape(table, {})).not.toBe(model.shape(fewer, {}));
    const strange = glmm("grade ~ x", { family: "cumulative", priors: ["Intercept[5] ~ normal(0, 1)"] });
    expect(() => strange.priors(table)).toThrow("there are 3 thresholds, Intercept[1] to Intercept[3]");
  });

  it("are no fractions", () => {
    expect(() => glmm("x ~ 1", { family: "cumulative" }).encoder(table)).toThrow(
      /the response "x" is 0.1 in row 1: categories/,
    );
  });

  it("of text need their order", () => {
    expect(() => glmm("rating ~ x", { family: "cumulative" }).encoder(table)).toThrow(
      /the categories of "rating" are text, fair, good, low, and the family cumulative needs their order: give it with --factor rating=/,
    );
  });
});

describe("unordered categories", () => {
  const options = { family: "categorical" };

  it("have a predictor each but the first, with a formula of its own where one is given", () => {
    const { draw, compiled } = rowsAt(["species ~ x", "muoak ~ 1"], table, options);
    const levels = ["ash tree", "elm", "oak"];
    compiled.forEach((value, row) => {
      const heights = [0, draw("b_muelm_Intercept") + draw("b_muelm_x") * x[row]!, draw("b_muoak_Intercept")];
      const total = heights.reduce((sum, height) => sum + Math.exp(height), 0);
      expect(value).toBeCloseTo(heights[levels.indexOf(species[row]!)]! - Math.log(total), 10);
    });
  });

  it("in new data may be left out, and a stranger is refused by name", () => {
    const { posterior } = rowsByNumbers(["species ~ x"], table, options);
    const fitted = fittedGlmm(posterior);
    expect(fitted.encode(tableFromColumns({ x: [1, 2] })).locations).toEqual(["muelm", "muoak"]);
    expect(predictionArray(epred(posterior, { newdata: tableFromColumns({ x: [1, 2] }) }))).toHaveLength(12);
    expect(() => fitted.encode(tableFromColumns({ x: [1], species: ["oka"] }))).toThrow(
      /"species" has no level "oka": did you mean "oak"\?/,
    );
  });
});

describe("counts of several columns", () => {
  it("are multinomial of their sum, with the shares of a softmax", () => {
    const { draw, compiled } = rowsAt(["cbind(a, b, c) ~ x"], table, { family: "multinomial" });
    const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));
    const columns = ["a", "b", "c"].map((name) =>
      Array.from((table.columns.get(name) as { values: Float64Array }).values),
    );
    compiled.forEach((value, row) => {
      const heights = [0, ...["b", "c"].map((name) => draw(`b_mu${name}_Intercept`) + draw(`b_mu${name}_x`) * x[row]!)];
      const total = Math.log(heights.reduce((sum, height) => sum + Math.exp(height), 0));
      const counts = columns.map((column) => column[row]!);
      const n = counts.reduce((sum, count) => sum + count, 0);
      const coefficient = Math.log(factorial(n)) - counts.reduce((sum, count) => sum + Math.log(factorial(count)), 0);
      const expected = counts.reduce((sum, count, k) => sum + count * (heights[k]! - total), coefficient);
      expect(value).toBeCloseTo(expected, 9);
    });
  });

  it("are refused of other families, with other sums, and named twice", () => {
    const encode = (formula: string, family: string) => () => glmm(formula, { family }).encoder(table);
    expect(encode("cbind(a, b, c) ~ x", "poisson")).toThrow(
      /cbind\(\) of 3 columns is for the families multinomial and dirichlet/,
    );
    expect(encode("cbind(a, b, c) | trials(x + 9) ~ 1", "multinomial")).toThrow(
      /trials\(x\+9\)|add up to|whole number/,
    );
    expect(encode("cbind(a, b, a) ~ x", "multinomial")).toThrow(/cbind\(\) names "a" twice/);
    expect(encode("a ~ x", "multinomial")).toThrow(/needs a column for each category: write cbind\(a, b, c\)/);
    expect(encode("cbind(a, b, c) ~ x", "dirichlet")).toThrow(/a part of the family dirichlet is|add up to/);
  });
});
