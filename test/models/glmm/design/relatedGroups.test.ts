/** Groups whose levels are related: what the frame holds of them, and what is refused. */
import { describe, expect, it } from "vitest";

import { covariance, pedigree, precision, tree } from "../../../../models/glmm/structures/index.js";
import { encoderOf, messageOf, table } from "./support.js";

const t = tree("((a:1,b:1):1,(c:1,d:1):1);");
const K = covariance(
  ["d", "c", "b", "a"],
  [
    [1, 0.4, 0.3, 0.2],
    [0.4, 2, -0.5, 0.1],
    [0.3, -0.5, 3, 0],
    [0.2, 0.1, 0, 4],
  ],
);
const data = table({ y: [1, 2, 3, 4], x: [0, 1, 0, 2], g: ["c", "a", "c", "b"] });

describe("a group whose levels are related", () => {
  it("has the law of its levels, in their order, and its structure", () => {
    const { groups } = encoderOf("y ~ (x | gr(g, cov = K))", data, { structures: [["K", K]] }).frame;
    const { levels, index, related, correlated } = groups[0]!;
    expect({ levels, index: [...index], correlated }).toEqual({
      levels: ["a", "b", "c"],
      index: [2, 0, 2, 1],
      correlated: true,
    });
    expect(related!.structure).toMatchObject({ kind: "cov", name: "K" });
    const { node, variances, law } = related!.kernel;
    expect([...node]).toEqual([0, 1, 2]);
    expect([...variances]).toEqual([4, 3, 2]);
    expect(law.kind === "dense" && [...law.covariance]).toEqual([4, 0, 0.1, 0, 3, -0.5, 0.1, -0.5, 2]);
  });

  it("has none where levels are independent, also with gr() around the group", () => {
    const { groups } = encoderOf("y ~ (1 | gr(g)) + (0 + x | g)", data).frame;
    expect(groups.map((term) => "related" in term)).toEqual([false, false]);
  });

  it("is named with its structure where its column carries another term, in draws and in messages", () => {
    const texts = ["y ~ (1 | g) + (1 | gr(g, tree = t))", "sigma ~ (1 | gr(g, cov = K))"];
    const { groups } = encoderOf(texts, data, { structures: [["t", t], ["K", K]] }).frame; // prettier-ignore
    expect(groups.map(({ group, grouping }) => [group, grouping])).toEqual([
      ["g", "g"],
      ["g.t", "g"],
      ["g.K", "g"],
    ]);
  });

  it("has the same structure in every frame of one declaration, which is made once", () => {
    const structures = [["t", t]] as const;
    const formula = "y ~ (1 | gr(g, tree = t))";
    const [one, two] = [encoderOf(formula, data, { structures }), encoderOf(formula, data, { structures })];
    expect(one.frame.groups[0]!.related!.structure).toBe(two.frame.groups[0]!.related!.structure);
    expect(one.encode(data).groups[0]!.related).toBe(one.frame.groups[0]!.related);
  });

  it("may be of joined columns, whose levels are named by both", () => {
    const two = table({ y: [1, 2, 3], a: ["u", "u", "v"], b: [1, 2, 1] });
    const Q = precision(["u_1", "u_2", "v_1"], [1, 0, 0, 0, 2, 0, 0, 0, 4]);
    const { groups } = encoderOf("y ~ (1 | gr(a:b, precision = Q))", two, { structures: [["Q", Q]] }).frame;
    expect(groups[0]).toMatchObject({ group: "a:b", levels: ["u_1", "u_2", "v_1"] });
    [1, 0.5, 0.25].forEach((variance, i) => expect(groups[0]!.related!.kernel.variances[i]).toBeCloseTo(variance, 14));
  });

  it("finds numbers of the data as names of the structure", () => {
    const animals = table({ y: [1, 2, 3], animal: [10, 2, 3] });
    const P = pedigree({ animal: ["2", "3", "10"], dam: [null, null, "2"], sire: [null, null, "3"] });
    const { groups } = encoderOf("y ~ (1 | gr(animal, pedigree = P))", animals, { structures: [["P", P]] }).frame;
    expect(groups[0]!.levels).toEqual(["2", "3", "10"]);
    // An animal of unrelated parents is not inbred.
    groups[0]!.related!.kernel.variances.forEach((variance) => expect(variance).toBeCloseTo(1, 14));
  });
});

describe("new data", () => {
  const { encode } = encoderOf("y ~ (1 | gr(g, tree = t))", data, { structures: [["t", t]] });

  it("may have levels that the structure knows and the fit did not have", () => {
    const { groups } = encode(table({ g: ["d", "a", "d"] }));
    expect(groups[0]).toMatchObject({ levels: ["a", "b", "c"], newLevels: ["d"] });
    expect([...groups[0]!.index]).toEqual([-1, 0, -1]);
  });

  it("may have levels that the structure does not know: who gives them effects must ask", () => {
    const { groups } = encode(table({ g: ["a", "D", "zebra"] }));
    expect(groups[0]).toMatchObject({ newLevels: ["D", "zebra"] });
  });
});

describe("what is refused", () => {
  const refused = (formula: string, structures: Parameters<typeof encoderOf>[2]) =>
    messageOf(() => encoderOf(formula, data, structures));

  it("is a level that the structure does not have, with what it may have meant", () => {
    const other = table({ y: [1, 2, 3], g: ["a", "B", "c"] });
    expect(messageOf(() => encoderOf("y ~ (1 | gr(g, tree = t))", other, { structures: [["t", t]] }))).toMatch(
      /^1 of 3 levels of "g" is not in the tree t: "B" \(did you mean "b"\?\)/,
    );
  });

  it("is a group of one level, also with a structure", () => {
    const one = table({ y: [1, 2], g: ["a", "a"] });
    expect(messageOf(() => encoderOf("y ~ (1 | gr(g, tree = t))", one, { structures: [["t", t]] }))).toMatch(
      /^the group g has the single level "a"/,
    );
  });

  it.each([
    [
      "y ~ (1 | gr(g, tree = t))",
      "the tree t, but no tree t is given: give one with --tree t=file.nwk (in TypeScript structures: { t: tree(text) })",
    ],
    [
      "y ~ (1 | gr(g, cov = A))",
      "the covariance matrix A, but no covariance matrix A is given: give one with --matrix A=file.csv (in TypeScript structures: { A: covariance(names, values) })",
    ],
    [
      "y ~ (1 | gr(g, precision = Q))",
      "the precision matrix Q, but no precision matrix Q is given: give one with --precision Q=file.csv",
    ],
    [
      "y ~ (1 | gr(g, pedigree = P))",
      "the pedigree P, but no pedigree P is given: give one with --pedigree P=file.csv (in TypeScript structures: { P: pedigree(table) })",
    ],
  ])("is a structure that nobody gives: %s", (formula, sentence) => {
    expect(refused(formula, {})).toContain(`the formula names ${sentence}`);
  });

  it("is a structure of another name, with the one meant", () => {
    const message = refused("y ~ (1 | gr(g, tree = tt))", { structures: [["t", t]] })!;
    expect(message.split("\n")[0]).toBe("the formula names the tree tt, but no tree tt is given: did you mean t?");
    expect(message.split("\n")[2]!.trim()).toBe("^".padEnd("tree = tt".length, "~"));
  });

  it("is a structure of another kind, with its kind", () => {
    expect(refused("y ~ (1 | gr(g, tree = K))", { structures: [["K", K]] })).toMatch(
      /^the formula takes K for a tree, but it is a covariance matrix: write cov = K\./,
    );
  });

  it("is a structure that no formula names, or that is given twice", () => {
    expect(refused("y ~ (1 | g)", { structures: [["my t", t]] })).toBe(
      "the tree my t is given, but no formula names it: add a term such as (1 | gr(g, tree = `my t`)), or leave it out.",
    );
    expect(refused("y ~ (1 | gr(g, tree = t))", { structures: [["t", t], ["t", t]] })).toMatch(/"t" is given twice/); // prettier-ignore
  });

  it("is a column called as a structured term would be", () => {
    const clash = table({ y: [1, 2], g: ["a", "b"], "g.t": ["u", "v"] });
    expect(
      messageOf(() => encoderOf("y ~ (1 | g) + (1 | gr(g, tree = t)) + (1 | g.t)", clash, { structures: [["t", t]] })),
    ).toMatch(/draws of gr\(g, tree = t\) and of g\.t would both be named "g\.t"/);
  });
});
