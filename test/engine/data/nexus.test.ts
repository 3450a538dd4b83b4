import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { newick } from "../../../engine/data/newick.js";
import { treeOf } from "../../../engine/data/treeOf.js";

const nexus = (trees: string) => treeOf(`#NEXUS\n${trees}`, "the tree t");

/** Blocks before and after, with all that must not be taken for trees. */
const busy = `#nexus [made by hand; begin trees; tree no = (x,y); end;]
BEGIN TAXA;
  TITLE 'it isn''t';
  DIMENSIONS NTAX=3; TAXLABELS O'Hara B C;
END;
begin characters; matrix a 01(01)' b "x; end ; [c;]
Begin Trees;
  Title t;
  Translate
    1 Homo_sapiens, [the second]
    b 'Pan; troglodytes',
    3 Gorilla gorilla
    ;
  TREE * 'a tree' = [&R] ((1:6[&rate=1],b:6):2,3:8):1;
ENDBLOCK;
begin notes; tree no = (x,y); end;
`;

describe("treeOf a Nexus text", () => {
  it("is that of its block TREES, with names translated", () => {
    const plain = newick("((Homo_sapiens:6,'Pan; troglodytes':6):2,Gorilla gorilla:8):1;", "t");
    expect(treeOf(busy, "t")).toEqual(plain);
  });

  it("is the tree that ape wrote", () => {
    const file = (name: string) => readFileSync(new URL(`../../reference/trees/${name}`, import.meta.url), "utf8");
    const references = JSON.parse(file("values.json")) as Record<string, { newick: string }>;
    const expected = newick(references["polytomies"]!.newick, "t");
    const found = treeOf(file("polytomies.nex"), "t");
    expect(found.parent).toEqual(expected.parent);
    expect(found.label).toEqual(expected.label.map((label) => label.replace("t", "Genus_species")));
    // Nexus has ten digits here.
    found.length.forEach((length, node) => node === 0 || expect(length).toBeCloseTo(expected.length[node]!, 9));
  });

  it("needs no table of names, nor lower case, nor an end", () => {
    expect(nexus("BEGIN TREES; UTREE T=(A:1,B:1);").label).toEqual(["", "A", "B"]);
  });

  it("leaves a name that the table does not have as it is", () => {
    expect(nexus("begin trees; translate 1 A; tree t = (1:1,B:1)1; end;").label).toEqual(["A", "A", "B"]);
  });

  it("is also found after a byte order mark", () => {
    expect(treeOf("\uFEFF#NEXUS begin trees; tree t = (A,B); end;", "t").label).toEqual(["", "A", "B"]);
  });

  it("is the Newick text's where there is no #NEXUS", () => {
    expect(treeOf("(A,B);", "t").label).toEqual(["", "A", "B"]);
  });

  it.each([
    ["no block TREES", "begin taxa; end;", "it has no block TREES with a tree"],
    ["no tree in it", "begin trees; translate 1 A; end;", "it has no block TREES with a tree"],
    [
      "several trees",
      "begin trees;\ntree first = (A,B);\ntree second = (A,B);\nend;",
      'it holds 2 trees, the second called "second" (line 4, character 5, near',
    ],
    ["a tree without brackets", "begin trees; tree t = A; end;", 'a tree begins with "("'],
    ["a tree without its sign", "begin trees; tree t (A,B); end;", '"=" is missing behind the name of a tree'],
    [
      "brackets left open",
      "begin trees; tree t = ((A,B); end;",
      'the bracket "(" is never closed (line 2, character 23',
    ],
    ["a table with a gap", "begin trees; translate 1 A, 2, 3 C; tree t = (1,2); end;", "TRANSLATE needs pairs"],
    ["a table without commas", "begin trees; translate 1 A [x] 2 B; tree t = (1,2); end;", "a comma is missing"],
    ["a comment never closed", "begin trees; [ tree t = (A,B); end;", "a comment is opened by [ and never closed"],
  ])("with %s is refused, and the place said", (_, text, problem) => {
    expect(() => nexus(text)).toThrow(`the tree t cannot be read: ${problem}`);
  });
});
