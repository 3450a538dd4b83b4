import { describe, expect, it } from "vitest";
import { parseCsv } from "../../../../engine/data/csv.js";
import { matrixOfTable } from "../../../../models/glmm/structures/matrixOfTable.js";

const read = (csv: string) => matrixOfTable("cov", parseCsv(csv), "the matrix K");
const expected = {
  kind: "cov",
  names: ["a", "b", "c"],
  values: Float64Array.of(1, 0.1, 0.2, 0.1, 2, -0.3, 0.2, -0.3, 3),
};

describe("matrixOfTable", () => {
  it("takes names of rows from the first column, and columns in any order by their names", () => {
    expect(read("name,a,b,c\na,1,.1,.2\nb,.1,2,-.3\nc,.2,-.3,3\n")).toEqual(expected);
    expect(read("name,c,a,b\na,.2,1,.1\nb,-.3,.1,2\nc,3,.2,-.3\n")).toEqual(expected);
  });

  it("takes names from the header where there is no column for them", () => {
    expect(read("a,b,c\n1,.1,.2\n.1,2,-.3\n.2,-.3,3\n")).toEqual(expected);
  });

  it("reads names that are numbers as data are read, and such as R makes of them", () => {
    const names = ["1", "2"];
    expect(read("id,01,02\n01,1,.5\n02,.5,1\n").names).toEqual(names);
    expect(read("id,2,1\n1,.5,1\n2,1,.5\n").values).toEqual(Float64Array.of(1, 0.5, 0.5, 1));
    expect(read('id,X1,X2\n"1",1,.5\n"2",.5,1\n').names).toEqual(names);
    expect(read("id,Zea.mays,b\nZea mays,1,.5\nb,.5,1\n").names).toEqual(["Zea mays", "b"]);
  });

  it("reads an entry a row, with names or with numbers for them", () => {
    const { names, values, places } = read("Row,Column,Value\nx,x,2\ny,x,-1\ny,y,3\n");
    expect([names, [...values], [...places!.rows], [...places!.columns]]).toEqual([["x", "y"], [2, -1, 3], [0, 1, 1], [0, 0, 1]]); // prettier-ignore
    expect(read("i,j,x\n1,1,2\n2,2,3\n").names).toEqual(["1", "2"]);
    expect(read("(names),i,j,x\n1,7,7,2\n2,8,8,3\n").names).toEqual(["7", "8"]);
  });

  it("names an entry's row and column alike where one column is of numbers alone and the other is not", () => {
    const { names, places } = read("row,column,value\n001,001,2\nx,002,3\n002,001,1\n");
    expect([names, [...places!.rows], [...places!.columns]]).toEqual([["1", "x", "2"], [0, 1, 2], [0, 2, 0]]); // prettier-ignore
  });

  it("takes levels called i, j and x for levels where rows are named so, and asks where they are not named", () => {
    const rows = ["1,.1,.2", ".1,2,-.3", ".2,-.3,3"];
    const named = { ...expected, names: ["i", "j", "x"] };
    expect(read(`(names),i,j,x\n${["i", "j", "x"].map((name, k) => `${name},${rows[k]}`).join("\n")}\n`)).toEqual(
      named,
    );
    expect(() => read(`i,j,x\n${rows.join("\n")}\n`)).toThrow(
      /may be a matrix of the levels "i", "j", "x", or entries of one: name its rows in a first column/,
    );
    expect(read("i,j,x\n1,1,2\n2,2,3\n2,1,-1\n").names).toEqual(["1", "2"]);
  });

  it("refuses a table that is not square, and names that differ, with the one that may have been meant", () => {
    expect(() => read("name,a,b\na,1,0\n")).toThrow(/the matrix K has 1 rows and 2 columns beside the first/);
    expect(() => read("name,line1,line2\nline1,1,0\nline3,0,1\n")).toThrow(/column "line2" and no row of that name \(is it the row "line3"\?\)/); // prettier-ignore
    expect(() => read("name,a,b\na,1,0\na,0,1\n")).toThrow(/two rows called "a"/);
    expect(() => read("name,a,b\na,1,0\n,0,1\n")).toThrow(/row 2 of the matrix K has no name/);
  });

  it("refuses text among the numbers, and an entry without a name, by their places", () => {
    expect(() => read("name,a,b\na,1,0\nb,0,x\n")).toThrow(/holds the text "x" in row "b", column "b"/);
    expect(() => read("row,column,value\na,a,1\na,,2\n")).toThrow(/row 2 of the matrix K has no name in "column"/);
    expect(() => read("row,column,value\na,a,one\n")).toThrow(/the text "one" in row 1, column "value"/);
  });

  it("leaves a missing cell to be told of with its names", () => {
    expect(read("name,a,b\na,1,\nb,0,1\n").values[1]).toBeNaN();
  });
});
