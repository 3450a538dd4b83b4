import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { covariance } from "../../../models/glmm/structures/covariance.js";
import { readStructureTable } from "../../../src/files/readStructure.js";
import { temporaryFolder } from "../../support/temporaryFolder.js";

const read = (text: string) => {
  const path = join(temporaryFolder(), "K.csv");
  writeFileSync(path, text);
  return readStructureTable(path, "the matrix file");
};

const rows = '"A",1,0.5,0.1\n"B",0.5,1,0.2\n"C",0.1,0.2,1\n';

// As R 4.2 writes a matrix with names by write.csv, by write.table with col.names = NA, and by write.table(sep = ",").
it.each([
  ["an empty name", `"","A","B","C"\n${rows}`],
  ["an empty name without quotes", `,A,B,C\n${rows.replaceAll('"', "")}`],
  ["no name and no comma", `"A","B","C"\n${rows}`],
  ["neither, after a byte order mark and an empty line", `\uFEFF\r\n"A","B","C"\r\n${rows.replaceAll("\n", "\r\n")}`],
])("readStructureTable reads a matrix whose column of names has %s", async (_, text) => {
  const table = await read(text);
  expect([...table.columns.keys()]).toEqual(["(names)", "A", "B", "C"]);
  expect(covariance(table)).toEqual({
    kind: "cov",
    names: ["A", "B", "C"],
    values: Float64Array.of(1, 0.5, 0.1, 0.5, 1, 0.2, 0.1, 0.2, 1),
  });
});

it("readStructureTable reads a matrix of which write.table has named columns X1 for 1", async () => {
  const { names } = covariance(await read('"X1","X2"\n"1",1,0.5\n"2",0.5,1\n'));
  expect(names).toEqual(["1", "2"]);
});

it("readStructureTable refuses a header that is one cell short where rows are not named as columns are", async () => {
  // To take the first cell for a name of rows would make animals of dams where the last column lacks its name.
  await expect(read("animal,dam,sire\na,m,f,1\nb,m,f,2\n")).rejects.toThrow(
    /the header of the matrix file \S+K\.csv is a cell shorter than its rows, as R's write\.table leaves it: write it with col\.names = NA, or by write\.csv\.$/,
  );
  await expect(read("animal,dam,sire\na,m,f,\n")).rejects.toThrow(
    /line 2 of \S+K\.csv has 4 cells where the header has 3/,
  );
});

it.each(['"A" "B"\n"A" 1 0.5\n"B" 0.5 1\n', "A B\nA 1 0.5\nB 0.5 1\n"])(
  "readStructureTable asks for commas where R has put blanks: %j",
  async (text) => {
    await expect(read(text)).rejects.toThrow(
      /separates its columns by blanks: save it with commas \(in R by write\.csv/,
    );
  },
);
