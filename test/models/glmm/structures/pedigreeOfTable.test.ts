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
    expect(read("(names),id,mum,dad\n1,a,,\n2,b,,\n3,c,a,b\n")).toEqual(expected);
  });

  it.each([
    ["father_id,mother_id,id", [2, 1, 0]],
    ["damID,animalID,sireID", [1, 0, 2]],
    ["Female parent,Male.parent,plot_id,Animal No", [3, 0, 1]],
    ["dam_weight,id,Dam,Sire,sire_of_dam", [1, 2, 3]],
  ])("finds words within the names %s", (header, places) => {
    const cells = Array.from({ length: header.split(",").length }, (_, k) => ["", `x${k}`]);
    const [animal, dam, sire] = places as [number, number, number];
    cells[animal] = ["first", "second"];
    cells[dam]![1] = "first";
    cells[sire]![1] = "m";
    const rows = [0, 1].map((row) => cells.map((column) => column[row]).join(",")).join("\n");
    expect(read(`${header}\n${rows}\n`)).toEqual({
      kind: "pedigree",
      animals: ["first", "second"],
      dams: [null, "first"],
      sires: [null, "m"],
    });
  });

  it("takes the first three columns where no name holds a word, and tells of that as of words beside others", () => {
    const columns = ["ring", "seed", "pollen"];
    expect(read("ring,seed,pollen\na,,\nb,,\nc,a,b\n")).toEqual({ ...expected, columns });
    expect(read("(names),ring,seed,pollen\n1,a,,\n2,b,,\n3,c,a,b\n")).toEqual({ ...expected, columns });
    expect(read("sire,dam,bird_id\n,,a\n,,b\nb,a,c\n")).toEqual({ ...expected, columns: ["bird_id", "dam", "sire"] });
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

  it.each(["-", "?", "-9", "NULL", "Unknown", "none", "NaN", "n/a"])("takes %s so too, and says so", (mark) => {
    expect(read(`animal,dam,sire\na,${mark},${mark}\nb,${mark},\nc,a,b\n`)).toEqual({ ...expected, marks: [mark] });
    const numbers = read(`animal,dam,sire\n1,${mark},${mark}\n2,${mark},\n3,1,2\n`);
    expect([numbers.dams, numbers.sires, numbers.marks]).toEqual([[null, null, "1"], [null, null, "2"], [mark]]);
  });

  it("takes a mark for an animal where one is called so, in any case", () => {
    const named = read("animal,dam,sire\nNone,,\nb,none,-9\n-9,,\n");
    expect([named.dams, named.sires, named.marks]).toEqual([[null, "none", null], [null, "-9", null], undefined]);
  });

  it("takes zeros that fill the width of names for an unknown parent", () => {
    const { dams, sires, marks } = read("animal,dam,sire\nx01,000,0\n002,x01,000\n");
    expect([dams, sires, marks]).toEqual([[null, "x01"], [null, null], undefined]);
  });

  it("names numbers with zeros before them alike in all three columns, whatever else each holds", () => {
    const numbered = { animals: ["1", "2", "3"], dams: [null, null, "1"], sires: [null, null, "2"] };
    for (const [none, other] of [
      ["*", "*"],
      [".", "NA"],
      ["NA", "0"],
      ["?", "?"],
    ]) {
      expect(read(`animal,dam,sire\n001,${none},${other}\n002,${none},${other}\n003,001,002\n`)).toMatchObject(
        numbered,
      );
    }
    // Nothing is lost where no column is of numbers alone.
    expect(read("animal,dam,sire\n001,*,.\n002,*,.\nx3,001,002\n")).toMatchObject({
      animals: ["001", "002", "x3"],
      dams: [null, null, "001"],
      sires: [null, null, "002"],
    });
    expect(read("animal,dam,sire\n001,,.\nx3,001,.\n")).toMatchObject({ animals: ["1", "x3"], dams: [null, "1"] });
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
    expect(() => read("id,p1,p2\na,,\n")).toThrow(/no column dam, no column sire: .*"id", "p1", "p2"/);
    expect(() => read("ring,mum,dad\na,,\n")).toThrow(/no column animal: /);
    expect(() => read("bird_id,plot_id,dam,sire\na,1,,\n")).toThrow(/"bird_id" and "plot_id", which may both be its animals: call one of them animal/); // prettier-ignore
    expect(() => read("animal,dam,sire\nNaN,,\n2,1,\n")).toThrow(/row 1 of the pedigree P names no animal/);
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
