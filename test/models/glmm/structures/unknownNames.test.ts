import { describe, expect, it } from "vitest";
import { unknownNames } from "../../../../models/glmm/structures/unknownNames.js";

const sentence = (names: readonly string[], known: Iterable<string>) =>
  unknownNames(names, { known: new Set(known), column: "species", structure: "the tree t" });

describe("unknownNames", () => {
  it("is undefined where all names are known", () => {
    expect(sentence(["a", "__proto__"], ["__proto__", "a"])).toBeUndefined();
    expect(sentence([], [])).toBeUndefined();
  });

  it("speaks of one name in the singular", () => {
    expect(sentence(["a", "x"], ["a"])).toBe(
      '1 of 2 levels of "species" is not in the tree t: "x"; correct it, or leave its rows out.',
    );
  });

  it.each([
    ["blanks for underscores", "Homo sapiens", "Homo_sapiens"],
    ["another case", "HOMO_SAPIENS", "Homo_sapiens"],
    ["dots and hyphens", "E.coli K-12", "E_coli_K12"],
    ["blanks at the ends", " a1 ", "a1"],
    ["a letter amiss", "Homo_spaiens", "Homo_sapiens"],
    ["the same number", "007", "7.0"],
    ["a name that has become longer", "Homo_sapiens", "Homo_sapiens_ott770315"],
  ])("finds what was meant by %s", (_, wanted, known) => {
    expect(sentence([wanted], ["Bos_taurus", known, "x"])).toContain(`"${wanted}" (did you mean "${known}"?)`);
  });

  it.each([
    [
      'with "_" for blanks',
      ["Homo sapiens", "Pan troglodytes", "Mus musculus"],
      (name: string) => name.replaceAll(" ", "_"),
    ],
    [
      'with blanks for "_"',
      ["Homo_sapiens", "Pan_troglodytes", "Mus_musculus"],
      (name: string) => name.replaceAll("_", " "),
    ],
    ["but for capital and small letters", ["HOMO", "PAN", "MUS"], (name: string) => name.toLowerCase()],
    ["without blanks at the ends", ["Homo ", "Pan ", "Mus "], (name: string) => name.trim()],
    [
      'but for capital and small letters, blanks and "_"',
      ["homo sapiens", "pan troglodytes", "mus musculus"],
      (name: string) => name[0]!.toUpperCase() + name.slice(1).replaceAll(" ", "_"),
    ],
  ])("says that all would be found %s", (words, names, knownOf) => {
    const known = ["Bos", ...names.map(knownOf)];
    const quoted = names.map((name) => JSON.stringify(name)).join(", ");
    expect(sentence(["Bos", ...names], known)).toBe(
      `3 of 4 levels of "species" are not in the tree t: ${quoted}; all 3 would be found ${words}: ` +
        "rename them in the data or the file.",
    );
    expect(sentence(names.slice(1), known)).toContain("; both would be found");
    // One that is nowhere is to be told apart from the others.
    expect(sentence([...names, "Xus"], known)).toContain("(did you mean ");
  });

  it.each([
    ["another number", "105", "106"],
    ["letters that stand alone", "x", "y"],
    ["a name of other letters", "Homo_sapiens", "Bos_taurus"],
  ])("proposes nothing for %s", (_, wanted, known) => {
    expect(sentence([wanted], [known])).not.toContain("did you mean");
  });

  it("shows three names of many, each cut and without control characters", () => {
    const long = "y".repeat(1000);
    expect(sentence([long, "b\u001b[2J\n", "c", "d"], ["zzz"])).toBe(
      `4 of 4 levels of "species" are not in the tree t: "${"y".repeat(60)}…", "b\uFFFD[2J\uFFFD", "c", …; ` +
        "correct them, or leave their rows out.",
    );
  });

  it("finds a near name among 100,000 without comparing all letters of all", () => {
    const known = Array.from({ length: 100_000 }, (_, i) => `Genus${i % 977}_species_epithet${i}`);
    const wanted = known[54_321]!.replace("species", "speceis").replace("Genus", "genus ");
    const started = process.cpuUsage().user;
    expect(sentence([...known, wanted, "q1", "q2"], known)).toContain(`"${wanted}" (did you mean "${known[54_321]}"?)`);
    // 0.3 s alone; comparing all would take 5.
    expect(process.cpuUsage().user - started).toBeLessThan(2_000_000);
  });
});
