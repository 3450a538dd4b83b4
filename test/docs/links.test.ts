/** Follows every relative link in the documents. */
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { documents, readDocument, root } from "./documents.js";

/** Anchors of a document's headings, as GitHub makes them. */
function anchorsOf(path: string): Set<string> {
  const headings = withoutCode(readDocument(path)).matchAll(/^#+ (.+)$/gm);
  const plain = (heading: string) => heading.replace(/\[([^\]]*)\]\([^)]*\)/g, "$1").replace(/[`*]/g, "");
  return new Set(
    [...headings].map(([, heading]) =>
      plain(heading!)
        .toLowerCase()
        .replace(/[^\p{L}\p{N} _-]/gu, "")
        .replace(/ /g, "-"),
    ),
  );
}

function withoutCode(text: string): string {
  return text.replace(/^```[^]*?^```/gm, "").replace(/`[^`\n]*`/g, (code) => code.replace(/[[\]()]/g, ""));
}

function brokenLinks(path: string): string[] {
  const links = [...withoutCode(readDocument(path)).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target!);
  return links.filter((target) => {
    if (/^[a-z]+:/.test(target)) return false;
    const [file, anchor] = target.split("#") as [string, string?];
    const to = file === "" ? path : join(dirname(path), file);
    if (!existsSync(root + to)) return true;
    return anchor !== undefined && to.endsWith(".md") && !anchorsOf(to).has(anchor);
  });
}

/** Paths of this tree that a document names in code, such as `engine/autodiff/trace.ts`. */
function missingPaths(path: string): string[] {
  const codes = [
    ...readDocument(path)
      .replace(/^```[^]*?^```/gm, "")
      .matchAll(/`([^`\n]+)`/g),
  ].map(([, code]) => code!);
  const paths = codes.filter((code) =>
    /^(engine|models|samplers|diagnostics|src|test|examples|bench)\/[\w./-]+$/.test(code),
  );
  return paths.filter((code) => !existsSync(root + code));
}

describe.each(documents())("%s", (path) => {
  it("has no link that leads nowhere", () => {
    expect(brokenLinks(path)).toEqual([]);
  });

  it("names no file of the tree that does not exist", () => {
    expect(missingPaths(path)).toEqual([]);
  });
});

describe("README.md", () => {
  it("leads to every other document", () => {
    const seen = new Set<string>();
    const visit = (path: string) => {
      if (seen.has(path) || !path.endsWith(".md") || !existsSync(root + path)) return;
      seen.add(path);
      for (const [, target] of withoutCode(readDocument(path)).matchAll(/\]\(([^)\s#]+)[^)]*\)/g)) {
        if (!/^[a-z]+:/.test(target!)) visit(join(dirname(path), target!));
      }
    };
    visit("README.md");
    expect(documents().filter((path) => !seen.has(path))).toEqual([]);
  });
});
