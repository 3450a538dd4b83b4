import { describe, expect, it } from "vitest";
import type { Frame } from "../../../../models/glmm/Frame.js";
import { encoderOf, messageOf, reference, referenceTable, table } from "./support.js";

const columnsOf = ({ predictors }: Frame) => predictors.map(({ columns }) => columns.map((column) => [...column]));

describe("new data", () => {
  it("that are the fitted rows in another order get the fitted columns in that order", () => {
    const formula = "log(y) ~ scale(x) * f + poly(z, 2) + within(x | g) + between(x | g) + factor(x) + (x | f/g)";
    const { columns } = referenceTable("trial");
    const order = [7, 0, 11, 3, 5, 4, 2, 9, 1, 10, 8, 6];
    const turned = Object.fromEntries(
      [...columns].map(([name]) => [name, order.map((row) => reference.tables.trial![name]![row]!)]),
    );
    const { frame, encode } = encoderOf(formula, referenceTable("trial"));
    const again = encode(table(turned));
    expect(again.predictors[0]!.names).toEqual(frame.predictors[0]!.names);
    expect(columnsOf(again)).toEqual(
      columnsOf(frame).map((all) => all.map((column) => order.map((row) => column[row]))),
    );
    again.groups.forEach((term, t) => {
      expect(term.levels).toEqual(frame.groups[t]!.levels);
      expect([...term.index]).toEqual(order.map((row) => frame.groups[t]!.index[row]));
    });
    expect(again.predictors[0]!.means).toEqual(frame.predictors[0]!.means);
  });

  it("have the polynomials of the fitted rows, as R's predict", () => {
    const { x, at, values } = reference.poly;
    const { encode } = encoderOf("y ~ poly(x, 3)", table({ y: x, x }));
    const [predictor] = encode(table({ x: at })).predictors;
    values.forEach((column, k) =>
      column.forEach((value, row) => expect(predictor!.columns[k]![row]!).toBeCloseTo(value, 12)),
    );
  });

  it("keep a factor's levels when they hold only some of them, or levels that look like numbers", () => {
    const { encode } = encoderOf("y ~ 0 + f", table({ y: [1, 2, 3], f: ["1", "2", "b"] }));
    const [predictor] = encode(table({ f: [2, 1] })).predictors;
    expect(predictor!.names).toEqual(["f1", "f2", "fb"]);
    expect(predictor!.columns.map((column) => [...column])).toEqual([[0, 1], [1, 0], [0, 0]]); // prettier-ignore
  });

  it("with a level that the fit did not have are refused, naming row, level and the nearest one", () => {
    const { encode } = encoderOf("y ~ arm", table({ y: [1, 2, 3], arm: ["drug", "placebo", "other"] }));
    expect(messageOf(() => encode(table({ arm: ["drug", "placbo"] })))).toBe(
      'row 2 of the new data holds a level that the fitted rows lack: "arm" has no level "placbo": did you mean "placebo"?',
    );
    expect(messageOf(() => encode(table({ arm: ["zzzzzz"] })))).toMatch(/its levels are drug, other, placebo\.$/);
  });

  it("without a needed column, with missing cells, or with text for numbers are refused", () => {
    const { encode } = encoderOf("y ~ x + (1 | g)", table({ y: [1, 2], x: [1, 2], g: ["a", "b"] }));
    expect(messageOf(() => encode(table({ g: ["a"] })))).toMatch(/^unknown column "x"/);
    expect(messageOf(() => encode(table({ x: [1] })))).toMatch(/^unknown column "g"/);
    expect(messageOf(() => encode(table({ x: [1, null], g: ["a", "a"] })))).toMatch(
      /"x" has 1 missing cell, first in row 2/,
    );
    expect(messageOf(() => encode(table({ x: [1, 2], g: ["a", null] })))).toMatch(
      /"g" has 1 missing cell, first in row 2/,
    );
    expect(messageOf(() => encode(table({ x: [1, "u"], g: ["a", "a"] })))).toMatch(
      /^"x" is used as a number, but holds "u" in row 2/,
    );
  });

  it("count the levels of groups that the fit did not have from -1 downwards, sorted", () => {
    const { encode } = encoderOf("y ~ (1 | k) + (1 | k:f)", table({ y: [1, 2, 3], k: [2, 10, 2], f: ["a", "a", "b"] }));
    const [one, joined] = encode(table({ k: [30, 2, 9, 30], f: ["a", "b", "a", "b"] })).groups;
    expect(one!.levels).toEqual(["2", "10"]);
    expect(one!.newLevels).toEqual(["9", "30"]);
    expect([...one!.index]).toEqual([-2, 0, -1, -2]);
    expect(joined!.levels).toEqual(["10_a", "2_a", "2_b"]);
    expect(joined!.newLevels).toEqual(["30_a", "30_b", "9_a"]);
    expect([...joined!.index]).toEqual([-1, 2, -3, -2]);
  });

  it("have new levels of a group whose levels were declared", () => {
    const { frame, encode } = encoderOf("y ~ (1 | g)", table({ y: [1, 2], g: ["a", "b"] }), {
      factors: [["g", ["b", "a"]]],
    });
    expect(frame.groups[0]!.levels).toEqual(["b", "a"]);
    const [term] = encode(table({ g: ["c", "a"] })).groups;
    expect([[...term!.index], term!.newLevels]).toEqual([[-1, 1], ["c"]]);
  });

  it("without a response leave it out, keep what additions they have, and read missing responses as NaN", () => {
    const data = table({ y: [1, 2], n: [3, 3], x: [0, 1] });
    const { encode } = encoderOf("y | trials(n) ~ x", data, { family: "binomial" });
    expect(encode(table({ x: [1] })).response).toBeUndefined();
    const withTrials = encode(table({ x: [1], n: [5] })).response!;
    expect([[...withTrials.trials!], [...withTrials.values]]).toEqual([[5], [NaN]]);
    const withResponse = encode(table({ x: [1, 2], y: [4, null] })).response!;
    expect([withResponse.trials, [...withResponse.values]]).toEqual([undefined, [4, NaN]]);
    expect(messageOf(() => encode(table({ x: [1], y: [4], n: [3] })))).toMatch(
      /^the response y is 4 in row 1, which is more than/,
    );
    expect(messageOf(() => encode(table({ x: [1], n: [null] })))).toMatch(/"n" has 1 missing cell/);
  });

  it("have the weights of their columns, of a sample on the scale of the fitted rows, and none without these", () => {
    const { encode } = encoderOf("y | weights(w, sampling) ~ x", table({ y: [1, 2], w: [3, 5], x: [0, 1] }));
    expect([...encode(table({ x: [1], w: [8] })).response!.weights!.values]).toEqual([2]);
    // Nothing is fitted to new rows, so that their weights may all be 0.
    expect([...encode(table({ x: [1], w: [0] })).response!.weights!.values]).toEqual([0]);
    expect(encode(table({ x: [1], y: [4] })).response!.weights).toBeUndefined();
    expect(messageOf(() => encode(table({ x: [1], w: [-1] })))).toMatch(/^weights\(w,sampling\) is -1 in row 1/);
  });

  it("count the success that the fit counted", () => {
    const { encode } = encoderOf("s ~ 1", table({ s: ["no", "yes"] }), { family: "bernoulli" });
    expect([...encode(table({ s: ["yes", "yes"] })).response!.values]).toEqual([1, 1]);
    expect([...encode(table({ s: [null, "yes"] })).response!.values]).toEqual([NaN, 1]);
    expect(messageOf(() => encode(table({ s: ["maybe"] })))?.split("\n")[0]).toBe(
      '"s" has no level "maybe": its levels are no, yes.',
    );
  });
});

describe("within and between", () => {
  const { between, within, betweenClass } = reference.mundlak;

  it("are the group means and the deviations from them, as R's ave", () => {
    const { frame } = encoderOf("y ~ within(x | school) + between(x | school)", referenceTable("schools"));
    const [predictor] = frame.predictors;
    expect(predictor!.names).toEqual(["within_x", "between_x"]);
    within.forEach((value, row) => expect(predictor!.columns[0]![row]!).toBeCloseTo(value, 13));
    between.forEach((value, row) => expect(predictor!.columns[1]![row]!).toBeCloseTo(value, 13));
    // Deviations sum to 0; the column of means is raw, and centred like any other.
    expect(predictor!.means[0]).toBeCloseTo(0, 14);
    expect(predictor!.means[1]).toBeCloseTo(11.4, 13);
  });

  it("take groups of joined columns and expressions", () => {
    const { frame } = encoderOf("y ~ between(x | school:class) + within(log(x) | school)", referenceTable("schools"));
    const [predictor] = frame.predictors;
    expect(predictor!.names).toEqual(["between_x", "within_logx"]);
    betweenClass.forEach((value, row) => expect(predictor!.columns[0]![row]!).toBeCloseTo(value, 13));
  });

  it("use the stored mean for rows of a known group, and a new group's own mean", () => {
    const data = table({ y: [1, 2, 3, 4], x: [1, 3, 10, 20], g: ["a", "a", "b", "b"] });
    const { encode } = encoderOf("y ~ within(x | g) + between(x | g)", data);
    const [predictor] = encode(table({ x: [9, 100, 200], g: ["a", "new", "new"] })).predictors;
    expect(predictor!.columns.map((column) => [...column])).toEqual([[7, -50, 50], [2, 150, 150]]); // prettier-ignore
  });
});
