/** Folders that tests write into; each is removed when its test ends. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { onTestFinished } from "vitest";

/** A fresh empty folder. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "poolwise-test-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
