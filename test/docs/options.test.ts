/** The tables of options in README.md are those of the command line. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { documents, readDocument, root } from "./documents.js";

const source = readFileSync(`${root}src/cli/commandLine.ts`, "utf8");

/** Options of each command, as the source declares them. */
const declared = new Map(
  source
    .split(/\.command\("/)
    .slice(1)
    .map((part) => {
      const options = [...part.matchAll(/\.option\(\s*"(--[\w-]+(?: [<[][\w=]+[>\]])?)"/g)].map(
        ([, option]) => option!,
      );
      return [/^\w+/.exec(part)![0], options] as const;
    }),
);

/** Options of each command, as README.md lists them. */
function listed(command: string): string[] {
  const text = readDocument("README.md");
  const from = text.indexOf(`**\`poolwise ${command} `);
  expect(from, `README.md has a paragraph on poolwise ${command}`).toBeGreaterThan(0);
  const next = text.slice(from + 2).search(/\n\*\*`poolwise |\n#/);
  return [...text.slice(from, from + 2 + next).matchAll(/^\| `(--[^`]+)`/gm)].map(([, option]) => option!);
}

describe("README.md", () => {
  it.each([...declared.keys()])("lists the options of poolwise %s, all of them and in their order", (command) => {
    expect(listed(command)).toEqual(declared.get(command));
  });

  it("knows every command", () => {
    expect([...declared.keys()]).toEqual(["fit", "ask", "diagnose", "report"]);
  });
});

describe.each(documents())("%s", (path) => {
  it("uses no option that its command does not have", () => {
    const unknown = [...readDocument(path).matchAll(/^(?:npx )?poolwise (\w+) (.*)$/gm)].flatMap(
      ([, command, rest]) => {
        const known = (declared.get(command!) ?? []).map((option) => option.split(" ")[0]);
        return [...rest!.matchAll(/--[\w-]+/g)].flatMap(([option]) =>
          known.includes(option) ? [] : [`${command} ${option}`],
        );
      },
    );
    expect(unknown).toEqual([]);
  });
});
