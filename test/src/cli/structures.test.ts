/** Trees, matrices and pedigrees on the command line: a fit with all of them, and what can be wrong with each. */
import { mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { loadFit } from "../../../src/files/loadFit.js";
import { glmmFrom } from "../../../models/glmm/glmm.js";
import type { GlmmDeclaration } from "../../../models/glmm/Declaration.js";
import { runInProcess } from "../../support/runInProcess.js";
import { temporaryFolder } from "../../support/temporaryFolder.js";

const files = {
  "d.csv":
    "y,x,species,animal\n1.2,0.3,A,1\n2.1,1.0,A,2\n0.3,-0.2,B,3\n1.9,0.8,B,4\n2.5,1.7,C,5\n0.1,-1.1,C,6\n1.1,0.1,C,6\n",
  "t.nwk": "((A:1,B:1):1,C:2);\n",
  // As R's write.csv has it.
  "K.csv": '"","C","A","B"\n"A",0.1,1,0.5\n"B",0.2,0.5,1\n"C",1,0.1,0.2\n',
  "Q.csv": "row,column,value\nA,A,2\nB,B,2\nC,C,2\nA,B,-1\n",
  "P.csv": "animal,dam,sire\n6,3,4\n5,3,4\n4,1,2\n3,1,2\n2,NA,\n1,0,NA\n",
  "singular.csv": "n,A,B,C\nA,1,1,0\nB,1,1,0\nC,0,0,1\n",
  "asymmetric.csv": "n,A,B,C\nA,1,0.5,0\nB,0.6,1,0\nC,0,0,1\n",
  "loop.csv": "animal,dam,sire\n1,2,\n2,1,\n3,,\n4,,\n5,,\n6,,\n",
  "other.nwk": "((A:1,b:1):1,D:2);",
  "unbalanced.nwk": "((A:1,B:1:1,C:2);",
  "negative.nwk": "((A:-1,B:1):1,C:2);",
  "empty.csv": " \n",
  "header.csv": "n,A,B,C\n",
} as const;

/** A folder with these files in it. */
function project() {
  const folder = temporaryFolder();
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const path = (name: string) => join(folder, name);
  const short = ["--chains", "1", "--warmup", "30", "--draws", "10", "--workers", "0", "--seed", "1", "--quiet"];
  /** `t=@t.nwk` becomes the path of that file. */
  const run = (...args: string[]) =>
    runInProcess([
      ...["fit", "--data", path("d.csv"), "--out", path("out"), ...short],
      ...args.map((arg) => arg.replace(/@/, `${folder}/`)),
    ]);
  return { path, folder, run };
}

const onTree = ["--formula", "y ~ x + (1 | gr(species, tree = t))"];
const onMatrix = ["--formula", "y ~ x + (1 | gr(species, cov = K))"];

describe("poolwise fit with structures", () => {
  it("fits several over one column, names each, and keeps them with the fit", async () => {
    const { run, path } = project();
    const formula =
      "y ~ x + (1 | species) + (1 | gr(species, tree = t)) + (1 | gr(species, cov = K)) + (1 | gr(animal, pedigree = P))";
    const options = ["--tree", "t=@t.nwk,lengths=grafen", "--matrix", "K=@K.csv,ridge=0.1", "--pedigree", "P=@P.csv"];
    const { status, stdout, stderr } = await run("--formula", formula, ...options, "--centred", "species.t");
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toContain("species.t: 3 levels on the tree t (4 nodes), Intercept, centred\n");
    expect(stdout).toContain("branch lengths of the tree t are Grafen's");
    for (const group of ["species", "species.t", "species.K", "animal"])
      expect(stdout).toContain(`sd_${group}__Intercept `);
    const loaded = await loadFit(path("out"));
    expect(loaded.draws.names).toContain("r_species.t[B,Intercept]");
    const { structures } = loaded.declaration as GlmmDeclaration;
    expect(structures.map(([name, { kind }]) => [name, kind])).toEqual([
      ["t", "tree"],
      ["K", "cov"],
      ["P", "pedigree"],
    ]);
    // Rows and columns come in different orders in the file.
    const { groups } = glmmFrom(loaded.declaration as GlmmDeclaration).encoder(loaded.data!).frame;
    const { law } = groups[2]!.related!.kernel;
    expect(law.kind === "dense" && [...law.covariance]).toEqual([1.1, 0.5, 0.1, 0.5, 1.1, 0.2, 0.1, 0.2, 1.1]);
    expect(readFileSync(path("out/fit.json"), "utf8")).toContain("((A:1,B:1):1,C:2);");
  });

  it("answers with the values of a matrix's rows that --nodes names, and with no others", async () => {
    const { run, path } = project();
    await run("--formula", "y ~ (1 | gr(species, cov = K))", "--matrix", "K=@K.csv");
    const ask = (...args: string[]) => runInProcess(["ask", path("out"), ...args]);
    const { status, stdout } = await ask("ancestral", "--nodes", "A, C", "--json");
    expect(status).toBe(0);
    const { rows } = JSON.parse(stdout) as { readonly rows: readonly { readonly node: string }[] };
    expect(rows.map(({ node }) => node)).toEqual(["A", "C"]);
    expect((await ask("ancestral")).stderr).toContain("with --nodes a,b");
    expect((await ask("ancestral", "--nodes", "Z")).stderr).toContain('unknown node "Z" of the covariance matrix K');
    expect((await ask("ranef", "--nodes", "A")).stderr).toContain("--nodes does not go with ranef");
  });

  it("takes a precision by its entries", async () => {
    const { run } = project();
    const { status, stdout } = await run(
      "--formula",
      "y ~ (1 | gr(species, precision = Q))",
      "--precision",
      "Q=@Q.csv",
    );
    expect(status).toBe(0);
    expect(stdout).toContain("species: 3 levels related by the precision matrix Q, Intercept\n");
  });
});

describe("poolwise fit refuses, in one line and with nothing written,", () => {
  it.each<[what: string, args: readonly string[], sentence: RegExp]>([
    ["a tree that does not exist", [...onTree, "--tree", "t=@no.nwk"], /^the tree file \S+no\.nwk does not exist/],
    ["a folder", [...onTree, "--tree", "t=@"], /is a folder: give the name of a file\.$/],
    ["an empty tree", [...onTree, "--tree", "t=@empty.csv"], /empty\.csv is empty: it must hold a tree/],
    ["an unbalanced tree", [...onTree, "--tree", "t=@unbalanced.nwk"], /^the tree t cannot be read: .*character 10/],
    [
      "a negative length",
      [...onTree, "--tree", "t=@negative.nwk"],
      /^the tree t gives the branch to "A" the length -1 /,
    ],
    [
      "species that the tree lacks",
      [...onTree, "--tree", "t=@other.nwk"],
      /^2 of 3 levels.*"B" \(did you mean "b"\?\)/,
    ],
    [
      "a name given twice",
      [...onTree, "--tree", "t=@t.nwk", "--matrix", "t=@K.csv"],
      /^--matrix gives the name "t" again/,
    ],
    [
      "a tree that no formula names",
      [...onMatrix, "--matrix", "K=@K.csv", "--tree", "t=@t.nwk"],
      /^the tree t is given, but/,
    ],
    [
      "a singular matrix",
      [...onMatrix, "--matrix", "K=@singular.csv"],
      /^the matrix K .*"A" and "B"|smallest eigenvalue/,
    ],
    [
      "an asymmetric matrix",
      [...onMatrix, "--matrix", "K=@asymmetric.csv"],
      /^the matrix K is not symmetric.*0\.5.*0\.6/,
    ],
    ["an empty matrix", [...onMatrix, "--matrix", "K=@empty.csv"], /^the matrix file \S+empty\.csv is empty/],
    ["a matrix without rows", [...onMatrix, "--matrix", "K=@header.csv"], /header\.csv has no rows below its header/],
    ["a tree as a matrix", [...onMatrix, "--matrix", "K=@other.nwk"], /other\.nwk/],
    ["a loop", ["--formula", "y ~ (1 | gr(animal, pedigree = P))", "--pedigree", "P=@loop.csv"], /its own ancestor/],
    ["a structure without a formula", ["--tree", "t=@t.nwk"], /^--tree goes with a formula/],
  ])("%s", async (_, args, sentence) => {
    const { run, folder } = project();
    const before = readdirSync(folder);
    const { status, stdout, stderr } = await run(...args);
    expect({ status, stdout, lines: stderr.trimEnd().split("\n").length }, stderr).toEqual({
      status: 2,
      stdout: "",
      lines: 1,
    });
    expect(stderr.replace(/^poolwise: /, "").trimEnd()).toMatch(sentence);
    expect(readdirSync(folder)).toEqual(before);
  });

  it("a tree that is one line of five million brackets, without repeating it", async () => {
    const { run, path } = project();
    writeFileSync(path("huge.nwk"), "(".repeat(5_000_000));
    const { status, stderr } = await run(...onTree, "--tree", "t=@huge.nwk");
    expect(status).toBe(2);
    expect(stderr.length).toBeLessThan(300);
  });

  it("a file larger than any text, before it is read", async () => {
    const { run, path } = project();
    writeFileSync(path("large.nwk"), "");
    // A sparse file, which takes no space.
    truncateSync(path("large.nwk"), 3_000_000_000);
    const { status, stderr } = await run(...onTree, "--tree", "t=@large.nwk");
    expect({ status, stderr: stderr.replace(path(""), "") }).toMatchObject({ status: 2 });
    expect(stderr).toMatch(/large\.nwk has 3000000000 bytes; at most 536870888 are read/);
  });

  it("a structure where a model file is given", async () => {
    const { path } = project();
    mkdirSync(path("models"));
    writeFileSync(path("models/m.ts"), "export default 1;\n");
    const { status, stderr } = await runInProcess(["fit", path("models/m.ts"), "--tree", `t=${path("t.nwk")}`]);
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: 'poolwise: --tree goes with a formula: give one, such as --formula "y ~ x".\n',
    });
  });
});
