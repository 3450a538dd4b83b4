/** `poolwise report`: the report again from a saved fit. */
import { rename, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { summaryJson } from "../../diagnostics/summaryJson.js";
import { loadFit } from "../files/loadFit.js";
import { savedSections } from "./analysisFiles.js";
import { reportText } from "./reportText.js";

/** Writes `report.html` in the folder of a fit; returns the exit status. The model file is not executed. */
export async function reportCommand(folder: string): Promise<number> {
  const posterior = await loadFit(folder);
  const html = await reportText(posterior, summaryJson(posterior).variables, await savedSections(folder));
  const path = join(folder, "report.html");
  await writeFile(`${path}.new`, html);
  await rename(`${path}.new`, path);
  process.stdout.write(`${path}\n`);
  return 0;
}
