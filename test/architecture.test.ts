/** Keeps the house in order: who imports whom, by which doors libraries come in, what workers load, what files are called. */
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

import ts from "typescript";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const floors = ["engine", "models", "samplers", "diagnostics", "src"] as const;

interface Import {
  /** A path of the tree, or the name of a package. */
  readonly to: string;
  readonly typeOnly: boolean;
  /** Loaded only when the line is reached. */
  readonly dynamic: boolean;
}

interface Source {
  readonly path: string;
  readonly text: string;
  readonly imports: readonly Import[];
  /** Names of values and types, `*` for re-exports of everything. */
  readonly exports: readonly string[];
}

const sources = new Map(floors.flatMap(listFiles).map((path) => [path, readSource(path)]));

function listFiles(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    return entry.isDirectory() ? listFiles(path) : path.endsWith(".ts") ? [path] : [];
  });
}

function readSource(path: string): Source {
  const text = readFileSync(join(root, path), "utf8");
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);
  const imports: Import[] = [];
  const exports: string[] = [];
  const add = (specifier: string, typeOnly: boolean, dynamic: boolean) => {
    const to = specifier.startsWith(".")
      ? relative(root, resolve(root, dirname(path), specifier)).replace(/\.js$/, ".ts")
      : specifier;
    imports.push({ to, typeOnly, dynamic });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) {
      add((node.moduleSpecifier as ts.StringLiteral).text, isTypeOnlyImport(node), false);
    } else if (ts.isExportDeclaration(node)) {
      const named = node.exportClause && ts.isNamedExports(node.exportClause) ? node.exportClause.elements : undefined;
      exports.push(...(named?.map(({ name }) => name.text) ?? ["*"]));
      const typeOnly = node.isTypeOnly || (named?.every((element) => element.isTypeOnly) ?? false);
      if (node.moduleSpecifier) add((node.moduleSpecifier as ts.StringLiteral).text, typeOnly, false);
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      add((node.arguments[0] as ts.StringLiteral).text, false, true);
    } else if (isExported(node)) {
      exports.push(...declaredNames(node));
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return { path, text, imports, exports };
}

function isTypeOnlyImport({ importClause: clause }: ts.ImportDeclaration): boolean {
  if (clause === undefined) return false;
  if (clause.isTypeOnly) return true;
  const bindings = clause.namedBindings;
  return (
    clause.name === undefined &&
    bindings !== undefined &&
    ts.isNamedImports(bindings) &&
    bindings.elements.every((element) => element.isTypeOnly)
  );
}

function isExported(node: ts.Node): boolean {
  return (
    ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
  );
}

function declaredNames(node: ts.Node): string[] {
  if (ts.isVariableStatement(node)) {
    return node.declarationList.declarations.flatMap(({ name }) => (ts.isIdentifier(name) ? [name.text] : []));
  }
  const { name } = node as ts.DeclarationStatement;
  return name && ts.isIdentifier(name) ? [name.text] : [];
}

const values = ({ imports }: Source) => imports.filter(({ typeOnly }) => !typeOnly);
const floorOf = (path: string) => path.split("/")[0]!;
const isOurs = ({ to }: Import) => (floors as readonly string[]).includes(floorOf(to));
const all = [...sources.values()];

/** Lines `file -> import` for which a rule does not hold. */
function breaches(allowed: (source: Source, imported: Import) => boolean): string[] {
  return all.flatMap((source) =>
    source.imports.filter((imported) => !allowed(source, imported)).map(({ to }) => `${source.path} -> ${to}`),
  );
}

/** A library may be imported, even as a type, only where `door` says. */
function breachesOfDoor(library: RegExp, door: RegExp): string[] {
  return breaches(({ path }, { to }) => !library.test(to) || door.test(path));
}

describe("imports", () => {
  it("name files that exist", () => {
    expect(breaches((_, imported) => !isOurs(imported) || sources.has(imported.to))).toEqual([]);
  });

  it("run downward only: src, then models, samplers and diagnostics side by side, then engine", () => {
    const below: Record<string, readonly string[]> = {
      src: ["src", "models", "samplers", "diagnostics", "engine"],
      models: ["models", "engine"],
      samplers: ["samplers", "engine"],
      diagnostics: ["diagnostics", "engine"],
      engine: ["engine"],
    };
    expect(
      breaches((s, imported) => !isOurs(imported) || below[floorOf(s.path)]!.includes(floorOf(imported.to))),
    ).toEqual([]);
  });

  it("leave engine/core with types only: it imports nothing but itself", () => {
    const inCore = (path: string) => path.startsWith("engine/core/");
    expect(breaches(({ path }, { to }) => !inCore(path) || inCore(to))).toEqual([]);
  });

  it("make no circle of values", () => {
    expect(circles()).toEqual([]);
  });
});

describe("doors", () => {
  it("tensorflow.js comes in at engine/autodiff/tensorflow.ts alone", () => {
    expect(breachesOfDoor(/^@tensorflow\//, /^engine\/autodiff\/tensorflow\.ts$/)).toEqual([]);
  });

  it("d3 comes in at diagnostics/plots alone", () => {
    expect(breachesOfDoor(/^d3/, /^diagnostics\/plots\//)).toEqual([]);
  });

  it("Node's modules come in at src/cli, src/files and src/platform/node alone", () => {
    expect(breachesOfDoor(/^node:/, /^src\/(cli|files|platform\/node)\//)).toEqual([]);
  });

  it("Node's modules are named with node:", () => {
    expect(breachesOfDoor(/^(fs|path|os|url|crypto|worker_threads|module|child_process)(\/|$)/, /^$/)).toEqual([]);
  });

  it("seedrandom comes in at engine/random alone", () => {
    expect(breachesOfDoor(/^seedrandom/, /^engine\/random\//)).toEqual([]);
  });

  it("the parsers of files and of the command line come in where files and options are read", () => {
    expect(breachesOfDoor(/^csv-parse/, /^engine\/data\//)).toEqual([]);
    expect(breachesOfDoor(/^(hyparquet|hyparquet-writer)$/, /^(engine\/data|src\/files)\//)).toEqual([]);
    expect(breachesOfDoor(/^(zarrita$|@zarrita\/)/, /^src\/files\//)).toEqual([]);
    expect(breachesOfDoor(/^(commander|jiti)$/, /^src\/cli\//)).toEqual([]);
  });

  it("every other library is refused until it has a door", () => {
    const known = /^(@tensorflow\/|d3|node:|seedrandom|csv-parse|hyparquet|zarrita$|@zarrita\/|commander$|jiti$)/;
    expect(breaches((_, imported) => isOurs(imported) || known.test(imported.to))).toEqual([]);
  });
});

describe("what is loaded", () => {
  it("in a worker is samplers and engine, no models, no tracing, no data, no libraries but seedrandom", () => {
    const reached = reach("src/platform/node/worker.ts");
    const foreign = reached.filter(
      (path) =>
        !/^(samplers|engine\/(core|math|random|compiler|distributions))\//.test(path) &&
        !/^src\/platform\//.test(path) &&
        !["node:worker_threads", "seedrandom"].includes(path),
    );
    expect(foreign).toEqual([]);
    expect(reached).toContain("samplers/runChain.ts");
    expect(reached).toContain("engine/compiler/load.ts");
  });

  it("by diagnose and report is neither tensorflow.js nor a model", () => {
    for (const entry of ["src/cli/diagnoseCommand.ts", "src/cli/reportCommand.ts", "src/files/loadFit.ts"]) {
      const reached = reach(entry, true);
      expect(reached.filter((path) => /^(@tensorflow|jiti)|engine\/autodiff\//.test(path))).toEqual([]);
      expect(reached.filter((path) => path.startsWith("models/program/"))).toEqual([]);
    }
  });

  it("by diagnose is no d3, and at the start of any command neither tensorflow.js, d3, jiti, parquet nor zarr", () => {
    const heavy = (path: string) => /^(@tensorflow|d3|jiti|hyparquet|zarrita|@zarrita)|^engine\/autodiff\//.test(path);
    expect(reach("src/cli/diagnoseCommand.ts").filter(heavy)).toEqual([]);
    expect(reach("src/cli/main.ts").filter(heavy)).toEqual([]);
  });

  it("by importing poolwise is neither tensorflow.js, jiti, parquet nor zarr, which wait until they are needed", () => {
    const heavy = (path: string) =>
      /^(@tensorflow|jiti|hyparquet|zarrita|@zarrita)|^engine\/autodiff\/tensorflow/.test(path);
    expect(reach("src/index.ts").filter(heavy)).toEqual([]);
  });
});

describe("files", () => {
  it("that export one thing are named after it", () => {
    const entries = /(^|\/)(index|main|worker|browser|tensorflow)\.ts$/;
    const odd = all.filter(({ path, exports }) => {
      const named = exports.some((name) => sharesName(name, basename(path, ".ts")));
      return !entries.test(path) && exports.length === 1 && !named;
    });
    expect(odd.map(({ path, exports }) => `${path} exports ${exports[0]}`)).toEqual([]);
  });

  it("begin with a comment", () => {
    expect(all.filter(({ text }) => !/^(#!.*\n)?\/\*\*/.test(text)).map(({ path }) => path)).toEqual([]);
  });

  it("below src use no randomness but a stream handed to them", () => {
    const random = all.filter(({ text }) => /Math\.random|getRandomValues|randomInt|randomBytes/.test(text));
    expect(random.map(({ path }) => path).filter((path) => !path.startsWith("src/platform/node/"))).toEqual([]);
  });

  it("under version control read nothing outside the checkout", () => {
    const listed = execFileSync("git", ["ls-files", "-z"], { cwd: root, encoding: "utf8" }).split("\0").filter(Boolean);
    expect(listed.filter((path) => path.startsWith("..") || path.startsWith("/"))).toEqual([]);
    const outside = listed
      .filter((path) => /\.(ts|js|json|md|R|py|yml)$/.test(path) && path !== "package-lock.json")
      .filter((path) => path !== "test/architecture.test.ts")
      .filter((path) => /\.\.\/shared\/|\/work\//.test(readFileSync(join(root, path), "utf8")));
    expect(outside).toEqual([]);
  });
});

/** Every file and library that importing `entry` loads; with `lazy`, what it may load later too. */
function reach(entry: string, lazy = false): string[] {
  const seen = new Set<string>();
  const waiting = [entry];
  while (waiting.length > 0) {
    const path = waiting.pop()!;
    if (seen.has(path)) continue;
    seen.add(path);
    const source = sources.get(path);
    for (const { to, dynamic } of source ? values(source) : []) if (lazy || !dynamic) waiting.push(to);
  }
  return [...seen];
}

/** Circles of imports that are more than types, each once, from its first file by name. */
function circles(): string[] {
  const found = new Set<string>();
  const done = new Set<string>();
  const visit = (path: string, trail: readonly string[]): void => {
    const at = trail.indexOf(path);
    if (at >= 0) {
      const circle = trail.slice(at);
      const first = circle.indexOf([...circle].sort()[0]!);
      found.add([...circle.slice(first), ...circle.slice(0, first)].join(" -> "));
      return;
    }
    if (done.has(path)) return;
    for (const { to, dynamic } of values(sources.get(path) ?? { path, text: "", imports: [], exports: [] })) {
      if (!dynamic && sources.has(to)) visit(to, [...trail, path]);
    }
    done.add(path);
  };
  for (const path of sources.keys()) visit(path, []);
  return [...found];
}

/** `escapeText` in `escape.ts`, `startPool` in `pool.ts`: one name within the other, whatever the capitals. */
function sharesName(name: string, file: string): boolean {
  const [a, b] = [name.toLowerCase(), file.toLowerCase()];
  return a.includes(b) || b.includes(a);
}
