import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { expect, it } from "vitest";

import { readTable } from "../../../src/files/readTable.js";
import { temporaryFolder } from "../../support/temporaryFolder.js";

it("readTable reads a CSV file into typed columns", async () => {
  const path = join(temporaryFolder(), "d.csv");
  writeFileSync(path, "study,y\na,1.5\nb,\n");
  const table = await readTable(path);
  expect(table.rows).toBe(2);
  expect(table.columns.get("y")).toMatchObject({ kind: "number", missing: [1] });
  expect(table.columns.get("study")).toMatchObject({ kind: "factor", levels: ["a", "b"] });
});

it("readTable says in one sentence why a file cannot be read", async () => {
  const folder = temporaryFolder();
  const missing = join(folder, "none.csv");
  await expect(readTable(missing)).rejects.toThrow(`the data file ${missing} does not exist: check the path.`);
  await expect(readTable(folder)).rejects.toThrow(`the data file ${folder} is a folder: give the name of a file.`);
});

it("readTable names the file and the line of a mistake in it", async () => {
  const path = join(temporaryFolder(), "d.csv");
  writeFileSync(path, "a,b\n1,2\n1,2,3\n");
  await expect(readTable(path)).rejects.toThrow(/^line 3 of .*d\.csv has 3 cells where the header has 2/);
});
