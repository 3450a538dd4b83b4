import { describe, expect, it } from "vitest";

import { parseStructure } from "../../../src/cli/structureOptions.js";

const parsed = (...args: Parameters<typeof parseStructure>) => {
  const { name, path, settings } = parseStructure(...args);
  return [name, path, Object.fromEntries(settings)];
};

describe("the text after an option for a structure", () => {
  it("is a name, a file, and settings at the end", () => {
    expect(parsed("tree", "t=f.nwk")).toEqual(["t", "f.nwk", {}]);
    expect(parsed("tree", "t=f.nwk,scale=none")).toEqual(["t", "f.nwk", { scale: "none" }]);
    expect(parsed("tree", " t = a/f.nwk , lengths=grafen, scale = height")).toEqual([
      "t",
      "a/f.nwk",
      { scale: "height", lengths: "grafen" },
    ]);
    expect(parsed("matrix", "K=K.csv,ridge=1e-3")).toEqual(["K", "K.csv", { ridge: "1e-3" }]);
  });

  it("may have a file with commas and equals signs in its name", () => {
    expect(parsed("tree", "t=my,tree=1.nwk,scale=none")).toEqual(["t", "my,tree=1.nwk", { scale: "none" }]);
    expect(parsed("pedigree", "P=a,size=none")).toEqual(["P", "a,size=none", {}]);
    expect(parsed("matrix", "K=x=y, z.csv")).toEqual(["K", "x=y, z.csv", {}]);
    expect(parsed("tree", "t=C:\\trees\\f,v=2")).toEqual(["t", "C:\\trees\\f,v=2", {}]);
  });

  it.each([
    ["tree", "f.nwk", 'invalid --tree: "f.nwk"; it must be a name and a file, as in --tree t=tree.nwk'],
    ["matrix", "=K.csv", "as in --matrix K=K.csv"],
    ["precision", "Q=", "as in --precision Q=Q.csv"],
    ["pedigree", "", "as in --pedigree P=pedigree.csv"],
    ["tree", "t=f.nwk,scale=no", 'after the file may stand scale=height or scale=none, not "scale=no"'],
    ["tree", "t=f.nwk,lenghts=grafen", "after the file may stand lengths=given or lengths=grafen"],
    ["tree", "t=f.nwk,scale=none,scale=none", "scale is given twice"],
    [
      "tree",
      "t=sl.nex,ridge=1",
      'after the file may stand scale=height or scale=none, lengths=given or lengths=grafen, not "ridge=1"',
    ],
    ["matrix", "K=f.csv,scale=none", 'after the file may stand ridge=0.01, not "scale=none"'],
    ["pedigree", "P=f.csv,ridge=1", 'after the file may stand no setting, not "ridge=1"'],
    ["matrix", "K=f.csv,ridge=-1", "after the file may stand ridge=0.01"],
    ["matrix", "K=f.csv,ridge=", "after the file may stand ridge=0.01"],
  ] as const)("is refused: --%s %s", (option, text, sentence) => {
    expect(() => parseStructure(option, text)).toThrow(sentence);
  });
});
