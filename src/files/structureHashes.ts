/** Hashes of the trees, pedigrees and matrices of a fit, by which it can be told later whether they are the same. */
import { createHash } from "node:crypto";

import type { Declaration } from "../../engine/core/Model.js";
import type { GlmmDeclaration } from "../../models/glmm/Declaration.js";
import type { StructureFile } from "./fitFile.js";
import { splitDeclaration } from "./declarationFile.js";
import { bytesOf } from "./numberFile.js";

/** SHA-256 of each structure of a declaration: of its record as JSON, and then of its arrays. */
export function structureHashes(declaration: Declaration | undefined): readonly StructureFile[] {
  if (declaration?.kind !== "glmm") return [];
  // Fits saved before there were structures have none.
  const { structures = [] } = declaration as Partial<GlmmDeclaration>;
  return structures.map(([name, structure]) => {
    const split = splitDeclaration(structure);
    const hash = createHash("sha256").update(JSON.stringify(split.declaration));
    for (const array of split.arrays.values()) hash.update(bytesOf(array));
    return { name, kind: structure.kind, sha256: hash.digest("hex") };
  });
}
