import { describe, expect, it } from "vitest";
import type { GroupTerm } from "../../../../models/glmm/Frame.js";
import { encoderOf, messageOf, reference, referenceTable, rowOfZ, table } from "./support.js";

describe("group-level terms", () => {
  for (const { table: name, designs } of reference.groups) {
    for (const { formula, terms } of designs) {
      it(`have the rows of lme4's Z for ${formula}`, () => {
        const { groups } = encoderOf(formula, referenceTable(name)).frame;
        expect(groups.length).toBe(terms.length);
        for (const term of terms) {
          const own = groups.find((group) => isSame(group, term))!;
          // lme4 calls the inner group of a/b "b:a".
          const isReversed = own.group !== term.group;
          const labels = (list: readonly string[]) =>
            list.map((level) => (isReversed ? level.split(":").reverse() : level.split(":")).join("_"));
          const levels = labels(term.levels);
          expect([...own.levels].sort()).toEqual([...levels].sort());
          expect(own.coefficients).toEqual(term.coefficients);
          term.Z.forEach((row, i) => {
            const width = own.coefficients.length;
            const expected = levels.map((level, l) => [level, [row].flat().slice(l * width, (l + 1) * width)] as const);
            const [level, cells] = [...rowOfZ(own, i)][0]!;
            expect(level).toBe(labels(term.labels)[i]);
            for (const [other, values] of expected) {
              values.forEach((value, c) => expect(other === level ? cells[c]! : 0).toBeCloseTo(value, 13));
            }
          });
        }
      });
    }
  }

  it("have levels sorted as numbers in one column and by code point where columns are joined", () => {
    const data = table({ y: [1, 2, 3, 4], k: [10, 9, 10, 1], f: ["b", "a", "B", "a"] });
    const [one, two, joined] = encoderOf("y ~ (1 | k) + (1 | f) + (1 | k:f)", data).frame.groups;
    expect(one!.levels).toEqual(["1", "9", "10"]);
    expect([...one!.index]).toEqual([2, 1, 2, 0]);
    expect(two!.levels).toEqual(["B", "a", "b"]);
    expect(joined!.group).toBe("k:f");
    expect(joined!.levels).toEqual(["10_B", "10_b", "1_a", "9_a"]);
  });

  it("leave undefined the column of an intercept, and are uncorrelated for ||", () => {
    const [a, b] = encoderOf("y ~ (x || f) + (x | g)", referenceTable("trial")).frame.groups;
    expect(a!.columns.map((column) => column === undefined)).toEqual([true, false]);
    expect([a!.correlated, b!.correlated]).toEqual([false, true]);
  });

  it("belong to the parameter of their formula", () => {
    const { groups } = encoderOf(["y ~ (1 | f)", "sigma ~ (x | f)"], referenceTable("trial")).frame;
    expect(groups.map(({ parameter, group, coefficients }) => [parameter, group, coefficients])).toEqual([
      ["mu", "f", ["Intercept"]],
      ["sigma", "f", ["Intercept", "x"]],
    ]);
  });

  it("refuse two pairs of levels that join to the same text, also between the fit and new data", () => {
    const data = table({ y: [1, 2], a: ["a_b", "a"], b: ["c", "b_c"] });
    const sentence = messageOf(() => encoderOf("y ~ (1 | a:b)", data));
    expect(sentence).toMatch(/"a_b" with "c" and "a" with "b_c" both "a_b_c": rename/);
    const { encode } = encoderOf("y ~ (1 | a:b)", table({ y: [1, 2], a: ["a_b", "x"], b: ["c", "y"] }));
    expect(messageOf(() => encode(table({ a: ["a"], b: ["b_c"] })))).toMatch(/both "a_b_c"/);
  });

  it("refuse a group of one level, whose effect is the intercept", () => {
    const data = table({ y: [1, 2, 4], g: ["u", "u", "u"] });
    expect(messageOf(() => encoderOf("y ~ 1 + (1 | g)", data))).toMatch(/^the group g has the single level "u"/);
  });

  it("refuse two effects of one name in a group", () => {
    const data = table({ y: [1, 2, 3], x: [1, 2, 4], f: ["2", "1", "1"], f1: [1, 2, 3], g: ["u", "v", "u"] });
    expect(messageOf(() => encoderOf("y ~ (0 + f + f1 || g)", data))).toMatch(
      /both give the group-level effect of g "f1"/,
    );
  });

  it("refuse missing cells of a grouping column", () => {
    const data = table({ y: [1, 2, 3], g: ["u", null, "v"] });
    expect(messageOf(() => encoderOf("y ~ (1 | g)", data))).toMatch(
      /^the column "g" has 1 missing cell, first in row 2:/,
    );
  });
});

function isSame(own: GroupTerm, term: { readonly group: string; readonly coefficients: readonly string[] }): boolean {
  const parts = (group: string) => group.split(":").sort().join();
  return parts(own.group) === parts(term.group) && own.coefficients.join() === [term.coefficients].flat().join();
}
