/** A structure made of a pedigree: additive genetic effects, by the inverse of the relationship matrix. */
import { UserError } from "../../../engine/core/UserError.js";
import { descentLaw } from "./descentLaw.js";
import { inbreeding, mendelianVariance } from "./inbreeding.js";
import type { Kernel } from "./Kernel.js";
import { namedPlaces } from "./namedPlaces.js";
import { orderedPedigree } from "./pedigreeOrder.js";
import { quotedName } from "./quotedName.js";
import type { Structure } from "./Structure.js";
import type { PedigreeDeclaration } from "./StructureDeclaration.js";
import { ancestorsOf, withoutIdleFounders } from "./relatives.js";

/** Below this a child is its parents' mean, and the precision has no digits left. */
const leastVariance = 1e-9;

/** Names that a note shows. */
const mostShown = 3;

/**
 * The structure of a pedigree. An animal has half of what each parent has and a Mendelian part of its own, so that effects have the
 * numerator relationship matrix A for a covariance, 1 + F on its diagonal, and its sparse inverse for a precision (Henderson 1976,
 * Biometrics 32, 69–83). A kernel keeps the animals asked for and those of their ancestors that relate them.
 *
 * @param name As formulas call it
 * @throws UserError for an animal that is named twice, its own parent or its own ancestor, and for a pedigree without parents.
 * @example
 * const { kernelOf } = pedigreeStructure("P", pedigree({ animal: ["calf"], dam: ["cow"], sire: ["bull"] }));
 * kernelOf(["calf", "cow"], "animal").nodes; // 2: the bull relates no two of them
 */
export function pedigreeStructure(name: string, declaration: PedigreeDeclaration): Structure {
  const what = `the pedigree ${name}`;
  const { names, parents, added, both } = orderedPedigree(what, declaration);
  const animals = namedPlaces(what, names);
  const { columns, marks } = declaration;
  const notes: string[] = [];
  if (columns) {
    notes.push(
      `${what} names no columns animal, dam and sire: ${columns.map(quotedName).join(", ")} are taken for them`,
    );
  }
  if (marks) notes.push(`${marks.map(quotedName).join(", ")} in ${what}: taken for parents that are not known`);
  if (added.length > 0)
    notes.push(`${counted(added, "parent")} of ${what} without a row of their own: taken as unrelated founders`);
  if (both.length > 0)
    notes.push(
      `${counted(both, "animal")} of ${what} ${both.length === 1 ? "is" : "are"} both dam and sire: taken as right, as in plants`,
    );
  return {
    kind: "pedigree",
    name,
    notes,
    names: animals.names,
    inner: [],
    kernelOf: (levels, column) => kernelAt(what, names, parents, animals.placesOf(levels, column)),
  };
}

function kernelAt(what: string, names: readonly string[], parents: Int32Array, levels: Int32Array): Kernel {
  const related = ancestorsOf(parents, levels);
  const coefficients = inbreeding(related.parents);
  const level = levels.map((place) => related.nodeOf[place]);
  const kept = withoutIdleFounders(related.parents, level);
  const inbred = Float64Array.from(kept.places, (place) => coefficients[place]);
  const variance = inbred.map((_, node) => mendelianVariance(kept.parents, inbred, node));
  const least = variance.findIndex((own) => !(own > leastVariance));
  if (least !== -1) {
    const animal = names[related.places[kept.places[least]]];
    throw new UserError(
      `in ${what} the parents of "${animal}" are inbred so fully that nothing of it is its own: give it their name in the data.`,
    );
  }
  const nodes = kept.places.length;
  return {
    node: level.map((place) => kept.nodeOf[place]),
    nodes,
    variances: Float64Array.from(level, (place) => 1 + coefficients[place]),
    law: descentLaw({ nodes, parents: kept.parents, parentsPerNode: 2, variance }),
  };
}

/** `2 parents ("a", "b")`. */
function counted(names: readonly string[], noun: string): string {
  const shown = names.slice(0, mostShown).map(quotedName).join(", ") + (names.length > mostShown ? ", …" : "");
  return `${names.length} ${noun}${names.length === 1 ? "" : "s"} (${shown})`;
}
