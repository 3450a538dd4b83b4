import { describe, expect, it } from "vitest";
import { isUserError } from "../../../engine/core/UserError.js";
import { newick } from "../../../engine/data/newick.js";
import { tipsOf } from "../../../engine/data/Tree.js";
import { scattered } from "../../support/models.js";

const read = (text: string) => {
  const { parent, length, label } = newick(text, "the tree t");
  return { parent: [...parent], length: [...length], label };
};

/** The sentence with which a text is refused. */
function refusal(text: string): string {
  try {
    newick(text, "the tree t");
  } catch (error) {
    if (isUserError(error)) return error.message;
    throw error;
  }
  return "not refused";
}

describe("newick", () => {
  it("gives nodes in preorder with parents, lengths and labels", () => {
    expect(read("((A:1,B:2.5)x:.5,C:3)r:4;")).toEqual({
      parent: [-1, 0, 1, 1, 0],
      length: [4, 0.5, 1, 2.5, 3],
      label: ["r", "x", "A", "B", "C"],
    });
  });

  it("knows the tips of a tree", () => {
    expect([...tipsOf(newick("((A,B)x,C,(D))r;", "t"))]).toEqual([0, 0, 1, 1, 1, 0, 1]);
  });

  it("leaves NaN where there is no length, and an empty label where there is none", () => {
    expect(read("((A,B:1),C)")).toEqual({
      parent: [-1, 0, 1, 1, 0],
      length: [NaN, NaN, NaN, 1, NaN],
      label: ["", "", "A", "B", "C"],
    });
  });

  it("reads numbers in scientific notation, negative ones too", () => {
    expect(read("(A:1e-3,B:2.5E+2,C:-.5,D:3.);").length).toEqual([NaN, 1e-3, 250, -0.5, 3]);
  });

  it("takes labels as they are, underscores and blanks within included", () => {
    expect(read("( Homo_sapiens :1,\n\tPan troglodytes:1,O'Hara:1,a{0}=b:1)\r\n;\n").label).toEqual([
      "",
      "Homo_sapiens",
      "Pan troglodytes",
      "O'Hara",
      "a{0}=b",
    ]);
  });

  it("takes quotes off labels, in which two stand for one and all else for itself", () => {
    expect(read(`('it''s (a) [b]; c':1,"d ""e"", f":2)'''':1;`).label).toEqual(["'", "it's (a) [b]; c", 'd "e", f']);
  });

  it("passes comments, nested ones too, wherever they stand", () => {
    expect(read("[&R][x [y]](A[&n={1,2}]:[&rate=2]1[z],[(]B:2)[95]:3[;];[end]")).toEqual({
      parent: [-1, 0, 0],
      length: [3, 1, 2],
      label: ["", "A", "B"],
    });
  });

  it("keeps labels that are no words: __proto__, constructor, letters of any script", () => {
    expect(read("(__proto__:1,constructor:1,Ελληνικά:1,🦠:1);").label.slice(1)).toEqual([
      "__proto__",
      "constructor",
      "Ελληνικά",
      "🦠",
    ]);
  });

  // Each would overflow the stack if anything recursed.
  it.each([
    ["a caterpillar", "(".repeat(99_999) + "t:1" + ",t:1):1".repeat(99_999) + ";", 199_999],
    ["a chain of single children", "(".repeat(100_000) + "t:1" + "):1".repeat(100_000) + ";", 100_001],
    ["a star", "(" + "t:1,".repeat(99_999) + "t:1);", 100_001],
  ])("reads %s of 100,000 levels or tips", (_, text, nodes) => {
    expect(newick(text, "t").parent.length).toBe(nodes);
  });

  it("reads a comment nested 100,000 deep", () => {
    expect(read(`(A${"[".repeat(100_000)}${"]".repeat(100_000)},B);`).label).toEqual(["", "A", "B"]);
  });
});

describe("newick of random texts", () => {
  const pieces = [
    "(",
    ")",
    ",",
    ":",
    ";",
    "[",
    "]",
    "'",
    "''",
    '"',
    "A",
    "b c",
    "1",
    "-2e3",
    " ",
    "\n",
    "_",
    "=",
    "\u0000",
  ];

  it("gives back what was written, whatever is in labels", () => {
    for (let seed = 1; seed <= 100; seed++) {
      const u = scattered(400, seed);
      let at = 0;
      const below = (count: number) => Math.floor(u[at++]! * count);
      const label = () => Array.from({ length: 1 + below(4) }, () => pieces[below(pieces.length)]).join("");
      const size = 2 + below(20);
      const parent = [-1, ...Array.from({ length: size - 1 }, (_, i) => Math.max(0, i - below(3)))];
      const labels = parent.map(label);
      // By a node's place in preorder.
      const order: number[] = [];
      const write = (node: number): string => {
        order.push(node);
        const children = parent.flatMap((above, child) => (above === node ? [write(child)] : []));
        const inside = children.length > 0 ? `(${children.join(",")})` : "";
        return `${inside}'${labels[node]!.replaceAll("'", "''")}':${node / 8}`;
      };
      const tree = read(`${write(0)};`);
      expect(tree.label).toEqual(order.map((node) => labels[node]));
      expect(tree.length).toEqual(order.map((node) => node / 8));
      expect(tree.parent.map((above) => order[above] ?? -1)).toEqual(order.map((node) => parent[node]));
    }
  });

  it("is a tree or a sentence of one line, never another error", () => {
    const sound = "((A:1,B:2)x:1,'c d':3,[n [m]]E:4e0)r:1;";
    let trees = 0;
    for (let seed = 1; seed <= 2000; seed++) {
      const u = scattered(6, seed);
      let text = sound;
      for (const k of [0, 3]) {
        const at = Math.floor(u[k]! * text.length);
        text =
          text.slice(0, at) +
          pieces[Math.floor(u[k + 1]! * pieces.length)] +
          text.slice(at + Math.floor(u[k + 2]! * 3));
      }
      const sentence = refusal(text);
      if (sentence === "not refused") trees++;
      else expect(sentence).toMatch(/^the tree t cannot be read: [^\n]*\.$/);
    }
    // Some changes are within a name or a comment.
    expect(trees).toBeGreaterThan(100);
    expect(trees).toBeLessThan(1900);
  });
});

describe("newick refuses", () => {
  it.each([
    ["an empty text", "", "there is no tree in it (character 1); give a tree in Newick or Nexus format."],
    ["a text of blanks and comments", " [x]\n", "there is no tree in it (line 2, character 1"],
    ["what is no tree", "species,mass\n", 'a tree begins with "(" (character 1, near "species,mass")'],
    ["XML", "<nexml>", 'a tree begins with "(", and "<" is how XML begins'],
    ["a bracket never closed", "((A:1,B:1):1,(C:1;", 'the bracket "(" is never closed (character 14, near'],
    ["a text cut off", "((A:1,B:1", 'the bracket "(" is never closed (character 2, near'],
    ["a text cut off before a name", "((A:1,B:1):1,", 'the bracket "(" is never closed (character 1, near'],
    ["a bracket that closes none", "(A:1,B:1));", 'the bracket ")" closes none (character 10, near "(A:1,B:1));")'],
    ["a tip outside of the brackets", "(A:1,B:1),C;", '"," stands outside of all brackets (character 10'],
    ["two trees", "(A,B);\n(A,B);\n", "a second tree begins (line 2, character 1, near"],
    ["text after the tree", "(A,B); more", "something follows the tree (character 8"],
    ["brackets after a name", "(A(B,C),D);", '"(" is not expected (character 3'],
    ["a name after a bracket's comment", "(A[x]B,C);", '"B" is not expected (character 6'],
    ["a tip without a name", "(A:1,:2);", "a tip has no name (character 6"],
    ["brackets with nothing in them", "(A:1,());", "a tip has no name (character 7"],
    ["a colon with nothing behind it", "(A:1,B:);", "no branch length follows the colon (character 8"],
    ["a length that is no number", "(A:1,B:0x10);", "a branch length is no number (character 8"],
    ["an infinite length", "(A:1,B:1e999);", "a branch length is no number (character 8"],
    ["a comment never closed", "(A:1,B[x:1);", "a comment is opened by [ and never closed (character 7"],
    ["a quoted name never closed", "(A:1,'B:1);", "a quoted name is never closed (character 6"],
  ])("%s", (_, text, problem) => {
    const sentence = refusal(text);
    expect(sentence).toContain(`the tree t cannot be read: ${problem}`);
    expect(sentence).not.toContain("\n");
  });

  it("shows where in a long line", () => {
    const text = `(${"name:1,".repeat(1000)}B:1)):1,${"name:1,".repeat(1000)}`;
    expect(refusal(text)).toBe(
      'the tree t cannot be read: the bracket ")" closes none (character 7006, near "…1,name:1,name:1,B:1)):1,name:1,name:1,na…"); ' +
        "correct the file there.",
    );
  });
});
