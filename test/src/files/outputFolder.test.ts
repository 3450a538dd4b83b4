import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { expect, it } from "vitest";

import { fitFileName, fitFormat } from "../../../src/files/fitFile.js";
import { checkOutputFolder } from "../../../src/files/outputFolder.js";
import { temporaryFolder } from "../../support/temporaryFolder.js";

it("finds out before anything is computed whether a folder can be made, and leaves nothing behind", async () => {
  const parent = temporaryFolder();
  await checkOutputFolder(join(parent, "deep", "fit"));
  expect(readdirSync(parent)).toEqual([]);
});

// Under /proc even the owner of the machine can make no folder, whatever permissions say.
it.runIf(existsSync("/proc/self"))("refuses a place where none can be made", async () => {
  await expect(checkOutputFolder("/proc/fit")).rejects.toThrow(/^the folder \/proc\/fit cannot be written: /);
});

it("refuses a name that is empty or a file's, which would put the fit in place of what is there", async () => {
  const parent = temporaryFolder();
  writeFileSync(join(parent, "notes"), "mine");
  for (const name of ["", " "]) await expect(checkOutputFolder(name)).rejects.toThrow("--out is empty");
  await expect(checkOutputFolder(join(parent, "notes") + "/")).rejects.toThrow("is a file");
  expect(readdirSync(parent)).toEqual(["notes"]);
});

it("refuses the folder of a fit that holds a file of the person's beside it", async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, fitFileName), JSON.stringify({ format: fitFormat }));
  writeFileSync(join(folder, "draws-1.csv"), "");
  await expect(checkOutputFolder(folder)).resolves.toBeUndefined();
  writeFileSync(join(folder, "thesis.txt"), "mine");
  await expect(checkOutputFolder(folder)).rejects.toThrow('holds "thesis.txt" beside a fit, which would be lost');
});
