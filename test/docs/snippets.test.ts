/** Runs the code in the documents, as its reader would. */
import { afterAll, describe, expect, it, vi } from "vitest";
import { nma, readTable, type NmaOptions } from "../../src/index.js";
import { networkText } from "../../src/network/networkText.js";
import { documents, fencesOf, root, updating, withoutSeconds, writeFence, type Fence } from "./documents.js";
import { layOut } from "./layOut.js";

const home = process.cwd();
afterAll(() => process.chdir(home));

/** A snippet, and the block after it that shows what it prints. */
interface Snippet {
  readonly path: string;
  readonly fence: Fence;
  readonly output?: Fence;
}

function snippetsOf(path: string): Snippet[] {
  const fences = fencesOf(path);
  return fences.flatMap((fence, i) => {
    if (fence.language !== "ts") return [];
    const next = fences[i + 1];
    return [{ path, fence, ...(next?.name === "output" ? { output: next } : {}) }];
  });
}

/** Milliseconds: some fit several models, one of them again, and all tests share the processor. */
const longest = 240_000;

const folders = new Map<string, string>();

async function printedBy({ path, fence }: Snippet): Promise<string> {
  const lines: string[] = [];
  const log = vi.spyOn(console, "log").mockImplementation((...parts) => void lines.push(parts.join(" ")));
  try {
    process.chdir(folders.get(path)!);
    await import(/* @vite-ignore */ `${folders.get(path)!}/${fence.name}`);
  } finally {
    log.mockRestore();
    process.chdir(home);
  }
  return lines.map((line) => `${line}\n`).join("");
}

describe.each(documents().filter((path) => snippetsOf(path).length > 0))("%s", (path) => {
  folders.set(path, layOut(path, "run"));

  it.each(snippetsOf(path).map((snippet) => [snippet.fence.name, snippet] as const))(
    "%s runs and prints what is shown",
    async (name, snippet) => {
      expect(name, `the snippet in line ${snippet.fence.line} needs a file name after its language`).toMatch(/\.ts$/);
      const printed = await printedBy(snippet);
      // Places in the document are looked up again: an update before this one may have moved them.
      const shown = snippetsOf(path).find(({ fence }) => fence.name === name)!.output;
      expect(shown !== undefined, "prints exactly when an output is shown").toBe(printed !== "");
      if (shown === undefined) return;
      // The seconds shown are those of a built package with workers: alone they are no reason to write.
      const same = withoutSeconds(printed) === withoutSeconds(shown.text);
      if (updating && !same) writeFence(path, shown, printed);
      if (!updating) expect(withoutSeconds(printed)).toBe(withoutSeconds(shown.text));
    },
    longest,
  );
});

describe("the smoking example", () => {
  /** What is asked for by the name of a block; `smoking` is what `npm start` asks for. */
  const asked: ReadonlyMap<string, NmaOptions> = new Map([
    ["smoking", { predictive: true, checks: true }],
    ["smoking-fixed", { effects: "fixed" }],
  ]);
  const blocks = documents().flatMap((path) =>
    fencesOf(path).flatMap((fence) => (asked.has(fence.name) ? [{ path, name: fence.name }] : [])),
  );

  const answers = new Map<string, Promise<string>>();
  const answerOf = (name: string): Promise<string> => {
    if (!answers.has(name)) answers.set(name, textOf(asked.get(name)!));
    return answers.get(name)!;
  };

  async function textOf(options: NmaOptions): Promise<string> {
    const table = await readTable(`${root}examples/smoking-cessation/smoking.csv`);
    return networkText(await nma(table, { reference: "A", better: "higher", seed: 1, ...options }), { width: 110 });
  }

  it.each(blocks)("prints the $name answer that $path shows", { timeout: longest }, async ({ path, name }) => {
    const fence = fencesOf(path).find((block) => block.name === name)!;
    const answer = await answerOf(name);
    if (updating) writeFence(path, fence, answer);
    else expect(fence.text.trimEnd()).toBe(answer);
  });
});
