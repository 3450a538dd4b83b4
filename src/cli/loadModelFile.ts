/** Loads a person's model file, TypeScript or JavaScript, with "poolwise" in it meaning this very package. */
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { createRequire } from "node:module";
import { basename, join, resolve } from "node:path";

import type { Model } from "../../engine/core/Model.js";
import { UserError } from "../../engine/core/UserError.js";
import type { Analyse } from "../analysis.js";
import { localImports, type LocalImports } from "../files/localImports.js";
import { readBytes } from "../files/readBytes.js";
import { isModel } from "../isModel.js";
import { inModelFile } from "./inModelFile.js";

/** What a model file holds. */
export interface ModelFile {
  /** Absolute. */
  readonly path: string;
  /** Without its folder. */
  readonly name: string;
  readonly text: string;
  /** Files of its own that it imports, as they were when it was executed. */
  readonly imports: LocalImports;
  readonly model: Model;
  readonly analyse?: Analyse;
}

/**
 * The package's entries, loaded natively from beside this file when the model file asks for them, so that there is one copy
 * of the package, from any folder and installed or not.
 */
const entries = {
  get poolwise() {
    return import("../index.js");
  },
  get "poolwise/models"() {
    return import("../../models/index.js");
  },
  get "poolwise/samplers"() {
    return import("../../samplers/index.js");
  },
  get "poolwise/diagnostics"() {
    return import("../../diagnostics/index.js");
  },
};

/**
 * Executes a model file and takes its default export, the model, and its export `analyse`, if any.
 * Throws UserError naming file and line when the file cannot be read or run, or exports no model.
 */
export async function loadModelFile(given: string): Promise<ModelFile> {
  const text = new TextDecoder().decode(await readBytes(given, "the model file"));
  const path = resolve(given);
  // Required, not imported: Node scans a CommonJS file of this size for its exports before it imports it.
  const { createJiti } = createRequire(import.meta.url)("jiti") as typeof import("jiti");
  // `import` awaits what it gets from `virtualModules`, which is why the entries may be promises.
  const jiti = createJiti(import.meta.url, { interopDefault: false, fsCache: cacheFolder(), virtualModules: entries });
  const exported = await inModelFile(path, () => jiti.import<Record<string, unknown>>(path));
  const model = exported["default"];
  if (!isModel(model)) {
    const what = model === undefined ? "has no default export" : "has a default export that is not a model";
    throw new UserError(`${given} ${what}: end it with "export default" and the model, such as program(…)`);
  }
  const { analyse } = exported;
  if (analyse !== undefined && typeof analyse !== "function") {
    throw new UserError(`${given} exports "analyse", which is not a function of the posterior and the table`);
  }
  const imports = await localImports(path, text);
  return { path, name: basename(path), text, imports, model, ...(analyse ? { analyse: analyse as Analyse } : {}) };
}

/** Transpiled model files, by hash, in a folder of the person's own, since what lies in it is executed. */
function cacheFolder(): string | false {
  const home = homedir();
  if (!existsSync(home)) return false;
  return join(process.env["XDG_CACHE_HOME"] || join(home, ".cache"), "poolwise");
}
