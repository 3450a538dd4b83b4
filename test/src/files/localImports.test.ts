import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { describe, expect, it } from "vitest";

import { localImports, localSpecifiers } from "../../../src/files/localImports.js";
import { temporaryFolder } from "../../support/temporaryFolder.js";

/** Lays out files and follows the imports of one of them. */
async function importsOf(files: Record<string, string>, name: string) {
  const folder = temporaryFolder();
  for (const [place, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, place)), { recursive: true });
    writeFileSync(join(folder, place), text);
  }
  const { files: found, elsewhere } = await localImports(join(folder, name), files[name]!);
  return { names: [...found.keys()], elsewhere };
}

describe("localImports", () => {
  it("follows imports of imports, each file once and circles too", async () => {
    const found = await importsOf(
      {
        "m/main.ts": 'import { a } from "./lib/a.js";\nimport "./main.js";\nexport * from "./b";',
        "m/lib/a.ts": 'import type { B } from "../b.js";\nexport * from "./a.js"; import data from "./data.json";',
        "m/lib/data.json": '{ "from": "./c.js" }',
        "m/b/index.js": 'const c = require("../c.cjs"); import("../main.ts");',
        "m/c.cjs": "",
        "m/unused.ts": "",
      },
      "m/main.ts",
    );
    expect(found).toEqual({ names: ["lib/a.ts", "b/index.js", "lib/data.json", "c.cjs"], elsewhere: [] });
  });

  it("names what lies outside the folder and leaves it alone, what it imports included", async () => {
    const files = {
      "m/main.ts": 'import "../common/x.js"; import "./a.js"; import "..";',
      "m/a.ts": 'import "../common/x.js"; import "../m/b.js";',
      "m/b.ts": "",
      "common/x.ts": 'import "./y.js";',
      "common/y.ts": "",
      "index.ts": "",
    };
    expect(await importsOf(files, "m/main.ts")).toEqual({
      names: ["a.ts", "b.ts"],
      elsewhere: ["../common/x.ts", "../index.ts"],
    });
  });
});

describe("localSpecifiers", () => {
  it("reads every form of import, and none out of packages, comments and text", () => {
    const source = `
      import a, { b } from "./a.js";import './b.js'
      import {
        c,
      } from "../c.js"; export { d } from "./d.js";
      export * as e from '.'; const f = await import("./f.js"); const g = require('/abs/g.cjs');
      import x from "poolwise"; import y from ".hidden"; // import "./no1.js"
      /* from "./no2.js" */ const s = 'import "./no3.js"', t = "it's from './no4.js'", u = \`import "./no5.js"\`;
      Array.from("./no6.js"); const url = "https://example.org"; import "./h.js";
    `;
    expect(localSpecifiers(source)).toEqual(
      ["./a.js", "./b.js", "../c.js", "./d.js", ".", "./f.js", "/abs/g.cjs", "./h.js"], // prettier-ignore
    );
  });
});
