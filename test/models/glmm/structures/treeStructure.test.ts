import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { isUserError } from "../../../../engine/core/UserError.js";
import { tree, type TreeOptions } from "../../../../models/glmm/structures/tree.js";
import { treeStructure } from "../../../../models/glmm/structures/treeStructure.js";
import { largestDifference, levelCovariance } from "./covarianceOf.js";

interface ApeTree {
  readonly newick: string;
  readonly tips: readonly string[];
  /** Row by row. */
  readonly covariance: readonly number[];
  readonly grafen: readonly number[];
  /** Of inner nodes in preorder, the root first. */
  readonly depths: readonly number[];
}

const path = new URL("../../../reference/trees/values.json", import.meta.url);
const references = Object.entries(JSON.parse(readFileSync(path, "utf8")) as Record<string, ApeTree>);

const structure = (text: string, options: TreeOptions = {}) => treeStructure("t", tree(text, options));
const unscaled = (text: string) => structure(text, { scale: "none" });

function refusal(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (isUserError(error)) return error.message;
    throw error;
  }
  return "not refused";
}

// The lengths have 12 digits, the covariances of R 15: sums of at most ten lengths.
const rounding = 1e-13;

/** Nodes that are one with another, counted by hand: of three branches of length 0, and two above a single child. */
const mergedNodes = new Map([
  ["branches of length 0", 3],
  ["nodes with a single child", 2],
]);

describe.each(references)("a tree with %s", (name, { newick, tips, covariance, grafen, depths }) => {
  const size = tips.length;
  const height = Math.max(...tips.map((_, i) => covariance[i * size + i]!));

  it("has the covariance of ape's vcv among its tips", () => {
    const kernel = unscaled(newick).kernelOf(tips, "species");
    expect(largestDifference(levelCovariance(kernel).flat(), covariance)).toBeLessThan(rounding);
  });

  it("has it divided by the largest depth of a tip, unless scale is none", () => {
    const scaled = structure(newick);
    const expected = covariance.map((one) => one / height);
    expect(largestDifference(levelCovariance(scaled.kernelOf(tips, "species")).flat(), expected)).toBeLessThan(
      rounding,
    );
    const shown = Number(height.toPrecision(6));
    expect(scaled.notes.some((note) => note.includes(`divided by ${shown},`))).toBe(shown !== 1);
  });

  it("has the covariance of ape's compute.brlen with Grafen's lengths", () => {
    const kernel = structure(newick, { lengths: "grafen" }).kernelOf(tips, "species");
    expect(largestDifference(levelCovariance(kernel).flat(), grafen)).toBeLessThan(rounding);
  });

  it("has the covariance of a part of the tips over no more nodes than twice these", () => {
    const some = tips.filter((_, i) => i % 3 !== 1).reverse();
    const kernel = unscaled(newick).kernelOf(some, "species");
    const expected = some.flatMap((one) =>
      some.map((two) => covariance[tips.indexOf(one) * size + tips.indexOf(two)]!),
    );
    expect(largestDifference(levelCovariance(kernel).flat(), expected)).toBeLessThan(rounding);
    expect(kernel.nodes).toBeLessThan(2 * some.length);
  });

  it("has the variances of its levels: the diagonal", () => {
    const kernel = unscaled(newick).kernelOf(tips, "species");
    const diagonal = tips.map((_, i) => covariance[i * size + i]!);
    expect(largestDifference(kernel.variances, diagonal)).toBeLessThan(rounding);
  });

  it("has inner nodes in ape's order at ape's depths, but those at the root", () => {
    const { inner, kernelOf } = unscaled(newick);
    const expected = depths.filter((depth) => depth > 0);
    expect(largestDifference(kernelOf(inner, "species").variances, expected)).toBeLessThan(rounding);
    const names = depths.map((_, k) => (name === "labelled inner nodes" ? /clade\d+/.source : `node${k + 1}`));
    names
      .filter((_, k) => depths[k]! > 0)
      .forEach((pattern, k) => expect(inner[k]).toMatch(new RegExp(`^${pattern}$`)));
  });

  it("has a node for each tip and each inner node but the root, and but those that are one with another", () => {
    const merged = mergedNodes.get(name) ?? 0;
    expect(unscaled(newick).kernelOf(tips, "species").nodes).toBe(size + depths.length - 1 - merged);
  });
});

describe("kernelOf", () => {
  const primates = unscaled("(((human:6,chimp:6)hominini:2,gorilla:8)homininae:4,orangutan:12)hominidae;");

  it("takes a level at an inner node for a value on the way to what is below", () => {
    const kernel = primates.kernelOf(["human", "homininae", "hominini"], "species");
    expect(largestDifference(levelCovariance(kernel).flat(), [12, 4, 6, 4, 4, 4, 6, 4, 6])).toBeLessThan(rounding);
    expect(kernel.nodes).toBe(3);
  });

  it("leaves out nodes where no ways part, and keeps the way from the root", () => {
    const kernel = primates.kernelOf(["human", "chimp"], "species");
    expect(kernel.nodes).toBe(3);
    expect(largestDifference(levelCovariance(kernel).flat(), [12, 6, 6, 12])).toBeLessThan(rounding);
    expect(primates.kernelOf(["human"], "species").nodes).toBe(1);
  });

  it("puts species without a distance between them on one node, and keeps what is below", () => {
    const kernel = unscaled("((A:1,B:0,C:1e-9,(D:1,E:1):0)x:1,F:2);").kernelOf(["A", "B", "C", "D", "x"], "species");
    expect([...kernel.node]).toEqual([1, 0, 0, 2, 0]);
    expect(kernel.nodes).toBe(3);
  });

  it("does not lose many short branches one after another", () => {
    const steps = 1000;
    const text = `(${"(".repeat(steps)}A:1${",B:1):6e-9".repeat(steps)},C:1);`;
    let count = 0;
    const labelled = unscaled(text.replaceAll("B", () => `B${count++}`));
    // A thousand branches below a hundred-millionth, which are together six of a million.
    expect(labelled.kernelOf(["A", "C"], "species").variances[0]).toBeCloseTo(1 + steps * 6e-9, 14);
    expect(labelled.kernelOf(labelled.names, "species").variances[0]).toBeCloseTo(1 + steps * 6e-9, 8);
  });

  it("takes a caterpillar of 100,000 tips", () => {
    const text =
      "(".repeat(99_999) + "t0:1" + Array.from({ length: 99_999 }, (_, i) => `,t${i + 1}:1):1`).join("") + ";";
    const { names, kernelOf } = unscaled(text);
    const kernel = kernelOf(names, "species");
    // The last tip hangs at the root, the first below all inner nodes, of which the root is none.
    expect(kernel.nodes).toBe(100_000 + 99_998);
    expect([kernel.variances[0], kernel.variances[99_999]]).toEqual([99_999, 1]);
    expect(kernel.law.kind === "sparse" && kernel.law.factor.factorEntries).toBe(2 * 199_998 - 2);
  });

  it("names species that are not in the tree, with what they may have meant", () => {
    expect(refusal(() => primates.kernelOf(["human", "Gorila", "Chimp", "cow", "dog"], "sp"))).toBe(
      '4 of 5 levels of "sp" are not in the tree t: "Gorila" (did you mean "gorilla"?), "Chimp" (did you mean "chimp"?), "cow", …; ' +
        "correct them, or leave their rows out.",
    );
  });

  it("refuses a level at the root, where nothing varies", () => {
    const sentence = refusal(() => primates.kernelOf(["human", "hominidae"], "sp"));
    expect(sentence).toContain('the level "hominidae" of "sp" is at the root of the tree t');
    expect(primates.names).not.toContain("hominidae");
    expect(primates.inner).toEqual(["homininae", "hominini"]);
    expect(refusal(() => unscaled("(A:0,B:1,C:1);").kernelOf(["A", "B"], "sp"))).toContain('the level "A" of "sp"');
    expect(primates.origin).toEqual(["hominidae"]);
    expect(unscaled("(A:0,B:1,C:1);").origin).toEqual(["A", "node1"]);
  });
});

describe("names of nodes", () => {
  it("do not clash with labels", () => {
    const { inner, names } = unscaled("((A:1,node2:1):1,(B:1,C:1)node2_:1,(D:1,E:1)A:1);");
    expect(inner).toEqual(["node2__", "node2_", "node4"]);
    expect(names).toEqual(["A", "node2", "B", "C", "D", "E", "node2_"]);
  });

  it("are not made of support values, which are numbers that recur", () => {
    const supported = unscaled("(((A:1,B:1)100:1,C:2)87:1,(D:1,E:1)100:2)root;");
    expect(supported.inner).toEqual(["node2", "node3", "node4"]);
    expect(supported.notes.join()).toContain("taken for support values");
  });

  it("are labels of one node each", () => {
    const { inner, notes } = unscaled("((A:1,B:1)x:1,(C:1,D:1)x:1,(E:1,F:1)y:1,(G:1,H:1)x:1,(I:1,J:1)7:1);");
    expect(inner).toEqual(["node2", "node3", "y", "node5", "7"]);
    expect(notes).toEqual([]);
  });
});

describe("notes", () => {
  it("say what was done with branch lengths and with the root edge", () => {
    expect(structure("(A:1,B:2):3;").notes).toEqual([
      "branch lengths of the tree t are divided by 2, its height",
      "the root edge of the tree t, of length 3, is left out: it is the same for all, as an intercept is",
    ]);
    expect(unscaled("(A:1,B:2):0;").notes).toEqual([]);
    expect(structure("(A,B)", { lengths: "grafen" }).notes).toEqual([
      "branch lengths of the tree t are Grafen's, of height 1",
    ]);
  });

  it("have six digits of heights and edges, and say nothing of a height that is 1 to these", () => {
    expect(structure("(A:0.1,(B:0.1,C:0.2):0.1):0.12345678;").notes).toEqual([
      "branch lengths of the tree t are divided by 0.3, its height",
      "the root edge of the tree t, of length 0.123457, is left out: it is the same for all, as an intercept is",
    ]);
    expect(structure("(A:1,B:1.00001);").notes).toEqual([
      "branch lengths of the tree t are divided by 1.00001, its height",
    ]);
    expect(structure("(A:1,B:1.0000010000000001);").notes).toEqual([]);
  });
});

describe("treeStructure refuses", () => {
  it.each([
    ["tips of the same name", "(A:1,B:1,(A:1,C:1):1);", 'several tips called "A": rename or remove all but one'],
    ["a single tip", "((A:1):1);", "has a single tip"],
    [
      "no lengths at all",
      "((A,B),C):1;",
      "no branch lengths: give them in the file, or take Grafen's by lengths=grafen",
    ],
    [
      "a missing length",
      "(A:1,(B:1,C:1),D:1);",
      'the tree t has no length of the branch to the common ancestor of "B" and "C" (1 of 5',
    ],
    [
      "a length below 0",
      "(A:1,(B:1,C:1)x:-1e-3,D:1);",
      'the tree t gives the branch to "x" the length -0.001 (1 of 5 branches below 0)',
    ],
    ["lengths of 0 alone", "(A:0,B:0);", "all branches of the tree t have length 0"],
    ["lengths that add up to infinity", "(A:1e308,(B:1e308,C:1e308):1e308);", "the height of the tree t is Infinity"],
    ["lengths next to 0", "(A:1e-200,B:1e-200);", "the height of the tree t is 1e-200"],
    ["unreadable text", "(A:1,B:1", "the tree t cannot be read"],
  ])("%s, in one sentence", (_, text, problem) => {
    const sentence = refusal(() => structure(text));
    expect(sentence).toContain(problem);
    expect(sentence).toMatch(/^[^\n]*\.$/);
  });

  it("neither missing nor negative lengths where Grafen's replace them", () => {
    expect(structure("(A,(B:1,C:-1));", { lengths: "grafen" }).kernelOf(["B"], "sp").variances[0]).toBe(1);
  });
});

describe("tree", () => {
  it("refuses options and values that there are not", () => {
    expect(refusal(() => tree("(A,B);", { lenghts: "grafen" } as TreeOptions))).toContain('did you mean "lengths"');
    expect(refusal(() => tree("(A,B);", { scale: "depth" } as unknown as TreeOptions))).toBe(
      'invalid scale of tree(): depth; it is "height" or "none".',
    );
    expect(refusal(() => tree(7 as unknown as string))).toContain("takes the text of a tree");
  });
});
