import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

import { expect, it } from "vitest";

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
