/** The documents of the project, their code fences, and a way to write outputs into them again. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The project's folder, with a slash at the end. */
export const root = fileURLToPath(new URL("../../", import.meta.url));

/** Every Markdown document that a reader is led to, by its path from the root. */
export function documents(): string[] {
  const at = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "GLOSSARY.md", "CHANGELOG.md"];
  const guides = readdirSync(`${root}docs`).flatMap((name) => (name.endsWith(".md") ? [`docs/${name}`] : []));
  const examples = readdirSync(`${root}examples`).map((name) => `examples/${name}/README.md`);
  return [...at, ...guides, ...examples].filter((path) => existsSync(root + path));
}

/** A block of code in a document. */
export interface Fence {
  readonly language: string;
  /** What follows the language: the name of a file, or `output`. */
  readonly name: string;
  readonly text: string;
  /** Line of the opening fence, from 1. */
  readonly line: number;
}

export function readDocument(path: string): string {
  return readFileSync(root + path, "utf8");
}

/** The fences of a document, in order. */
export function fencesOf(path: string): Fence[] {
  const fences: Fence[] = [];
  const lines = readDocument(path).split("\n");
  for (let i = 0; i < lines.length; i++) {
    const opening = /^```(\w+)\s*(.*)$/.exec(lines[i]!);
    if (!opening) continue;
    const end = lines.indexOf("```", i + 1);
    if (end < 0) throw new Error(`${path}: the fence in line ${i + 1} is not closed`);
    const text = lines.slice(i + 1, end).map((line) => `${line}\n`);
    fences.push({ language: opening[1]!, name: opening[2]!, text: text.join(""), line: i + 1 });
    i = end;
  }
  return fences;
}

/** Printed text without the seconds that a run took, which differ from run to run. */
export function withoutSeconds(text: string): string {
  return text.replace(/(;\s+)[\d.]+ s in all/, "$1… s in all");
}

/** Whether outputs are to be written into the documents instead of compared: `UPDATE_DOCS=1 npx vitest run test/docs`. */
export const updating = process.env["UPDATE_DOCS"] === "1";

/** Puts another text into a fence. */
export function writeFence(path: string, fence: Fence, text: string): void {
  const lines = readDocument(path).split("\n");
  const end = lines.indexOf("```", fence.line);
  lines.splice(fence.line, end - fence.line, ...text.trimEnd().split("\n"));
  writeFileSync(root + path, lines.join("\n"));
}
