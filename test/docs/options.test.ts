/** The tables of options in README.md are those of the command line. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { documents, readDocument, root } from "./documents.js";

const source = readFileSync(`${root}src/cli/commandLine.ts`, "utf8");

const optionsIn = (part: string): string[] =>
  [...part.matchAll(/\.option\(\s*"(--[\w-]+(?: [<[][\w= ]+[>\]])?)"/g)].map(([, option]) => option!);

/** Those that all commands share which fit. */
const shared = optionsIn(source.slice(source.indexOf("function withRunOptions")));
const takesShared = (command: string) => source.includes(`withRunOptions(${command})`);

/** Declared in a file of their own. */
const ofAsk = optionsIn(readFileSync(`${root}src/cli/withAskOptions.ts`, "utf8"));

/** Options of each command of its own, as the source declares them. */
const declared = new Map(
  source
    .slice(0, source.indexOf("function withRunOptions"))
    .split(/\.command\("/)
    .slice(1)
    .map((part) => {
      const command = /^\w+/.exec(part)![0];
      return [command, command === "ask" ? ofAsk : optionsIn(part)] as const;
    }),
);

/** All that a command takes. */
const taken = (command: string): readonly string[] => [
  ...(declared.get(command) ?? []),
  ...(takesShared(command) ? shared : []),
];

/** Options of each command, as README.md lists them. */
function listed(command: string): string[] {
  const text = readDocument("README.md");
  const from = text.search(new RegExp(`\\*\\*\`poolwise ${command}[ \`]`));
  expect(from, `README.md has a paragraph on poolwise ${command}`).toBeGreaterThan(0);
  const next = text.slice(from + 2).search(/\n\*\*`poolwise |\n#/);
  return [...text.slice(from, from + 2 + next).matchAll(/^\| `(--[^`]+)`/gm)].map(([, option]) => option!);
}

describe("README.md", () => {
  it.each([...declared.keys()])("lists the options of poolwise %s, all of them and in their order", (command) => {
    expect(listed(command)).toEqual(command === "fit" ? taken(command) : declared.get(command));
  });

  it("says of other commands that fit that they take the shared options too", () => {
    const others = [...declared.keys()].filter((command) => command !== "fit" && takesShared(command));
    expect(others).toContain("nma");
    expect(shared[0]).toBe("--title <text>");
    for (const command of others) {
      const paragraph = new RegExp(
        `\\*\\*\`poolwise ${command}[ \`][^|]*?options of \`poolwise fit\` from \`--title\` on`,
      );
      expect(readDocument("README.md")).toMatch(paragraph);
    }
  });

  it("knows every command", () => {
    expect([...declared.keys()]).toEqual(["fit", "nma", "meta", "ask", "diagnose", "report"]);
  });
});

describe.each(documents())("%s", (path) => {
  it("uses no option that its command does not have", () => {
    const unknown = [...readDocument(path).matchAll(/^(?:npx )?poolwise (\w+) (.*)$/gm)].flatMap(
      ([, command, rest]) => {
        const known = taken(command!).map((option) => option.split(" ")[0]);
        return [...rest!.matchAll(/--[\w-]+/g)].flatMap(([option]) =>
          known.includes(option) ? [] : [`${command} ${option}`],
        );
      },
    );
    expect(unknown).toEqual([]);
  });
});
