import { describe, expect, it } from "vitest";
import { parseCsv } from "../../../../engine/data/csv.js";
import { pedigree } from "../../../../models/glmm/structures/pedigree.js";
import { pedigreeOfTable } from "../../../../models/glmm/structures/pedigreeOfTable.js";

const read = (csv: string) => pedigreeOfTable(parseCsv(csv), "the pedigree P");
const expected = { kind: "pedigree", animals: ["a", "b", "c"], dams: [null, null, "a"], sires: [null, null, "b"] };

describe("pedigreeOfTable", () => {
  it("finds columns by their names, in any case, order and company", () => {
    expect(read("sex,Sire,ID,DAM\nf,,a,\nm,,b,\nf,b,c,a\n")).toEqual(expected);
    expect(read("individual,mother,father\na,,\nb,,\nc,a,b\n")).toEqual(expected);
    expect(read("ringnr,mum,dad\na,,\nb,,\nc,a,b\n")).toEqual({ ...expected, columns: ["ringnr", "mum", "dad"] });
    expect(read("(names),ringnr,mum,dad\n1,a,,\n2,b,,\n3,c,a,b\n").animals).toEqual(["a", "b", "c"]);
  });

  it("takes empty cells, NA, 0, * and . for parents that are not known", () => {
    for (const unknown of ["", "NA", "0", "*", "."]) {
      expect(read(`animal,dam,sire\na,${unknown},${unknown}\nb,${unknown},\nc,a,b\n`)).toEqual(expected);
    }
    expect(read("animal,dam,sire\n1,0,0\n2,0,0\n3,1,2\n")).toEqual({
      ...expected,
      animals: ["1", "2", "3"],
      dams: [null, null, "1"],
      sires: [null, null, "2"],
    });
  });

  it("takes 0 for an animal where there is one called so", () => {
    expect(read("animal,dam,sire\n0,,\n1,0,\n").dams).toEqual([null, "0"]);
  });

  it("reads numbers alike, whatever else is in their columns", () => {
    expect(read("animal,dam,sire\n1,,\nx2,1,\n").dams).toEqual([null, "1"]);
    expect(read("animal,dam,sire\n1,,\nx2,1,\n").animals).toEqual(["1", "x2"]);
  });

  it("refuses columns that lack or mean the same, and an animal without a name", () => {
    expect(() => read("animal,dam,father2\na,,\n")).toThrow(/the pedigree P has no column sire: .*"father2"/);
    expect(() => read("animal,dam\na,b\n")).toThrow(/no column sire/);
    expect(() => read("animal,id,dam,sire\na,a,,\n")).toThrow(/"animal" and "id", which mean the same/);
    expect(() => read("animal,dam,sire\na,,\n,a,\n")).toThrow(/row 2 of the pedigree P names no animal in "animal"/);
  });
});

describe("pedigree", () => {
  it("takes records and columns as well as tables", () => {
    const records = [
      { id: "a", dam: null, sire: null },
      { id: "b", dam: null, sire: null },
      { id: "c", dam: "a", sire: "b" },
    ];
    expect(pedigree(records)).toEqual(expected);
    expect(pedigree({ animal: ["a", "b", "c"], dam: [null, null, "a"], sire: ["", "", "b"] })).toEqual(expected);
  });

  it("refuses options that there are not", () => {
    expect(() => pedigree({ id: ["a"], dam: [""], sire: [""] }, { sorce: "x" } as object)).toThrow(
      'did you mean "source"',
    );
  });
});
