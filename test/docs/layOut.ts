/** Lays a document's code out as files. */
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { fencesOf, root } from "./documents.js";

/**
 * Writes all named blocks of a document beside the examples, so that its snippets find one another and their tables; returns the folder. Each
 * test has folders of its own, since tests run at the same time.
 */
export function layOut(path: string, test: string): string {
  const folder = `${root}out/docs/${test}/${path.replace(/\W/g, "-")}`;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  symlinkSync(`${root}examples`, `${folder}/examples`);
  for (const { language, name, text } of fencesOf(path)) {
    if ((language === "ts" || language === "csv") && name !== "") writeFileSync(`${folder}/${name}`, text);
  }
  return folder;
}
