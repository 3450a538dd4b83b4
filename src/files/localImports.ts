/** Finds the files of its own that a model file imports, so that they can be kept with it. */
import { readFile, stat } from "node:fs/promises";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";

/** What a model file imports by relative paths, directly or through others. */
export interface LocalImports {
  /** Files in the model file's folder or below it, by path from there with forward slashes, in order of discovery. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** Files elsewhere, by path from the model file's folder; what these import is not followed. */
  readonly elsewhere: readonly string[];
}

/**
 * Follows the imports of a module from its text, without executing it: `import`, `export … from`, `import()` and
 * `require()` of paths that begin with a dot or are absolute. Imports of types count, since an editor wants them.
 *
 * @param path absolute
 * @example
 * const { files } = await localImports("/home/ada/network/fixed.ts", text); // files.get("model.ts")
 */
export async function localImports(path: string, text: string): Promise<LocalImports> {
  const folder = dirname(path);
  const files = new Map<string, Uint8Array>();
  const elsewhere = new Set<string>();
  const waiting: (readonly [string, string])[] = [[path, text]];
  for (const [importer, source] of waiting) {
    for (const specifier of localSpecifiers(source)) {
      const found = await resolved(resolve(dirname(importer), specifier));
      // What cannot be found was not needed to run: a type, or text that only looks like an import.
      if (found === undefined || found === path) continue;
      const place = relative(folder, found);
      const name = place.split(sep).join("/");
      if (isAbsolute(place) || name.startsWith("../")) elsewhere.add(name);
      else if (!files.has(name)) {
        const bytes = await readFile(found);
        files.set(name, bytes);
        if (isModule.test(name)) waiting.push([found, new TextDecoder().decode(bytes)]);
      }
    }
  }
  return { files, elsewhere: [...elsewhere] };
}

const isModule = /\.[cm]?[jt]sx?$/;

/** Comments and other text are matched first, so that what looks like an import in them is passed over. */
const tokens =
  /\/\/[^\n]*|\/\*[^]*?\*\/|\b(?:from|import|import\s*\(|require\s*\()\s*(["'])((?:\.{1,2}(?=[/"'])|\/)[^"'\n]*)\1|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`/g;

/** Paths that a module imports from. */
export function localSpecifiers(source: string): readonly string[] {
  return [...source.matchAll(tokens)].flatMap(([, , specifier]) => (specifier === undefined ? [] : [specifier]));
}

/** A compiled name stands for its source, as TypeScript has it. */
const sourceEndings = new Map([
  [".js", [".ts", ".tsx", ".d.ts"]],
  [".mjs", [".mts", ".d.mts"]],
  [".cjs", [".cts", ".d.cts"]],
  [".jsx", [".tsx"]],
]);
const endings = [".ts", ".tsx", ".mts", ".cts", ".js", ".mjs", ".cjs", ".json"];

/** The file that a path in an import names. */
async function resolved(path: string): Promise<string | undefined> {
  const ending = /\.[cm]?jsx?$/.exec(path)?.[0] ?? "";
  const stem = path.slice(0, path.length - ending.length);
  const candidates = [
    path,
    ...(sourceEndings.get(ending) ?? []).map((other) => stem + other),
    ...endings.map((other) => path + other),
    ...endings.map((other) => join(path, `index${other}`)),
  ];
  for (const candidate of candidates) {
    const found = await stat(candidate).catch(() => undefined);
    if (found?.isFile()) return candidate;
  }
  return undefined;
}
