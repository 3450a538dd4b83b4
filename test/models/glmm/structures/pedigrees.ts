/** Pedigrees at random, and relationship matrices by the tabular method, for tests. */
import { stream } from "../../../../engine/random/stream.js";
import type { PedigreeDeclaration } from "../../../../models/glmm/structures/StructureDeclaration.js";

/** Animals `a0`, `a1`, …, whose parents are among the 40 before them: many are inbred; some parents are not known. */
export function randomPedigree(size: number, seed: string): PedigreeDeclaration {
  const rng = stream(seed, "pedigree");
  const pick = (i: number) => {
    const [unknown, which] = [rng.uniform(), rng.uniform()];
    return i < 10 || unknown < 0.1 ? null : `a${i - 1 - Math.floor(which * Math.min(i, 40))}`;
  };
  const animals = Array.from({ length: size }, (_, i) => `a${i}`);
  return { kind: "pedigree", animals, dams: animals.map((_, i) => pick(i)), sires: animals.map((_, i) => pick(i)) };
}

/**
 * The numerator relationship matrix, row by row, animals in the order given, parents before their children (Emik & Terrill 1949):
 * an animal is related with an older one by the mean of its parents' relationships with it.
 */
export function tabular({ animals, dams, sires }: PedigreeDeclaration): Float64Array {
  const n = animals.length;
  const placeOf = new Map(animals.map((animal, i) => [animal, i]));
  const matrix = new Float64Array(n * n);
  animals.forEach((_, i) => {
    const parents = [dams[i], sires[i]].filter((parent) => parent != null).map((parent) => placeOf.get(parent!)!);
    for (let j = 0; j < i; j++) {
      for (const parent of parents) matrix[i * n + j]! += matrix[parent * n + j]! / 2;
      matrix[j * n + i] = matrix[i * n + j]!;
    }
    matrix[i * n + i] = 1 + (parents.length === 2 ? matrix[parents[0]! * n + parents[1]!]! / 2 : 0);
  });
  return matrix;
}
